"""The citation file at the top is the one that the settings and the edition give, and the one on the site."""

import yaml

from citation_file import find_faults


def test_the_citation_file_is_the_one_of_this_edition(project_root, site):
    ours = (project_root / "CITATION.cff").read_text("utf-8")
    assert ours == (site / "CITATION.cff").read_text("utf-8")
    document = yaml.safe_load(ours)
    assert find_faults(document) == []
    settings = yaml.safe_load((project_root / "_config.yml").read_text("utf-8"))
    assert document["title"] == settings["title"]
    assert document["version"] == settings["factbook"]["edition"]["label"]
    assert document["date-released"] == str(settings["factbook"]["edition"]["date"])
