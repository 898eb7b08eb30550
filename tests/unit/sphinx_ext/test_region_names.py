from factbook.sphinx_ext.theme.region_names import tell_regions_apart

REGION = '<div class="a" tabindex="0" role="region" aria-label="{}">x</div>'


def test_regions_of_one_name_are_numbered_from_the_second_on():
    body = "".join(map(REGION.format, ["Rows", "Code", "Rows", "Rows"]))
    assert tell_regions_apart(body) == "".join(map(REGION.format, ["Rows", "Code", "Rows (2)", "Rows (3)"]))


def test_other_labels_stay_as_they_are():
    body = REGION.format("Rows") + '<nav aria-label="Rows"></nav><p>aria-label="Rows"</p>'
    assert tell_regions_apart(body) == body
