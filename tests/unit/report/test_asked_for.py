"""Nothing that a page asks for and that is not there goes unnoticed; what is there raises no alarm."""

from __future__ import annotations

import json
import os
import sys

import pytest

from factbook.engine.results import Results, using
from factbook.project.settings import parse_settings, read_project
from factbook.report.asked_for import find_missing, read_works
from factbook.report.pages import parse_page, read_page
from tiny import write_tiny

WRONG = [
    ("```{chrat} birds.bars\n```", "directive 'chrat' (did you mean chart?)"),
    (":::{nott}\nA note.\n:::", "directive 'nott' (did you mean note?)"),
    ("````{note}\n```{warnnig}\nHere.\n```\n````", "directive 'warnnig' (did you mean warning?)"),
    ("```{dropdwn} Title\nText\n```", "directive 'dropdwn' (did you mean dropdown?)"),
    ("```{tab-sett}\n```", "directive 'tab-sett' (did you mean tab-set?)"),
    ("```{bibliografy}\n```", "directive 'bibliografy' (did you mean bibliography?)"),
    ("```{shore:hron}\n```", "directive 'shore:hron' (did you mean shore:heron?)"),
    ("```{eval-rst}\n.. hinnt:: Herons\n```", "directive 'hinnt' (did you mean hint?)"),
    ("{clam}`some <birds.all>`", "role 'clam' (did you mean claim?)"),
    ("# Of {repotred}`x <old>`", "role 'repotred' (did you mean reported?)"),
    ("| a |\n|---|\n| {plian}`b` |", "role 'plian' (did you mean plain?)"),
    ("> - {abr}`RSPB (a society)`", "role 'abr' (did you mean abbr?)"),
    ("```{note}\nOf {glue:txt}`herons`\n```", "role 'glue:txt' (did you mean glue:text?)"),
    ("```{figure} heron.png\nA {kbdd}`heron`\n```", "role 'kbdd' (did you mean kbd?)"),
    ("```{eval-rst}\nSee :reff:`herons`.\n```", "role 'reff' (did you mean ref?)"),
    ("---\ndescription: All {clame}`birds`\n---\n", "role 'clame' (did you mean claim?)"),
    ("{ref}`heorns`", "label 'heorns' (did you mean herons?)"),
    ("{ref}`the birds <heron>`", "label 'heron' (did you mean herons?)"),
    ("{numref}`fig-heorn`", "label 'fig-heorn' (did you mean fig-heron?)"),
    ("{eq}`eq-mas`", "label 'eq-mas' (did you mean eq-mass?)"),
    ("{term}`wadr`", "term 'wadr' (did you mean wader?)"),
    ("{cite:t}`grey2020,gray2020`", "citation 'gray2020' (did you mean grey2020?)"),
    ("{doc}`lakee`", "page 'lakee' (did you mean lake?)"),
    ("{doc}`/book/lakee`", "page '/book/lakee' (did you mean lake?)"),
    ("{download}`list.cvs`", "file 'list.cvs' (did you mean list.csv?)"),
    ("[the lake](laek.md)", "link 'laek.md' (did you mean lake.md?)"),
    ("[the lake](../lake.md)", "link '../lake.md' (did you mean lake.md?)"),
    ("[herons](#heorns)", "link '#heorns' (did you mean herons?)"),
    ("[herons](heorns)", "link 'heorns' (did you mean herons?)"),
    ("[herons](lake.md#heorns)", "link 'lake.md#heorns' (did you mean herons?)"),
    ("[the list][list]\n\n[list]: lst.csv", "link 'lst.csv' (did you mean list.csv?)"),
    ("![A heron](herron.png)", "file 'herron.png' (did you mean heron.png?)"),
    ("![A heron](/heron.png)", "file '/heron.png' (correct it"),
    ("```{image} heron.jpg\n```", "file 'heron.jpg' (did you mean heron.png?)"),
    ("```{figure} pictures/heron.png\nA heron\n```", "file 'pictures/heron.png' (correct it"),
    ("```{literalinclude} lst.csv\n```", "file 'lst.csv' (did you mean list.csv?)"),
    ('<img src="hron.png" alt="A heron">', "file 'hron.png' (did you mean heron.png?)"),
    ('A <img src="hern.png" alt="heron">', "file 'hern.png' (did you mean heron.png?)"),
    ("Of herons.[^gery]\n\n[^grey]: The grey ones.", "footnote 'gery' (did you mean grey?)"),
    ("```{note}\nOf herons.[^note]\n```", "footnote 'note' (correct it"),
]
GIVEN = """\
(herons)=
# Grey herons

```{figure} heron.png
:name: fig-heron
A heron
```

$$m$$ (eq-mass)

```{glossary}
wader
    A bird.
```
"""
RIGHT = """\
{ref}`herons`, {numref}`Figure %s <fig-heron>`, {eq}`eq-mass`, {term}`wader`, {cite}`grey2020`, {cite:p}`grey2020`,
{doc}`lake`, {doc}`/book/lake`, {download}`the list <list.csv>`, {heron}`grey`, {cpp:any}`x`, {samp}`x`, {index}`x`
[lake](lake.md), [](lake.md#herons), [h](lake.md#grey-herons), [](#fig-heron), [](herons), [a](list.csv),
[b](/book/lake.md), [c](https://example.org/x.md), [d](mailto:a@example.org), [e](data.html), [g](lake)
![f](data:image/png;base64,AA) A note[^note] and `[^none]`, [^a-z]+ and [^0-9]* of a pattern.

```{tip}
It goes on.[^note]
```

[^note]: Here, **far** away.

```{shore:heron}
```

```{margin}
<img src="heron.png" alt="A heron">
```

:::{grid} 2
:::

```{eval-rst}
.. _waders:

.. versionadded:: new

See :ref:`waders`.
```
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)
EXTENSION = """\
from docutils.parsers.rst import Directive
from sphinx.domains import Domain

class Shore(Domain):
    name = label = "shore"
    directives = {"heron": Directive}

def setup(app):
    app.add_domain(Shore)
    app.add_generic_role("heron", app.registry)
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    root = write_tiny(tmp_path_factory.mktemp("lake"))
    config = json.loads((root / "_config.yml").read_text("utf-8"))
    config["sphinx"]["local_extensions"] = {"shore": "shore/"}
    write(root, config)
    for name, text in {
        "_toc.yml": "format: jb-book\nroot: book/index\nchapters: [{file: book/lake}]\n",
        "shore/shore.py": EXTENSION,
        "refs.bib": "@book{grey2020,\n title={Herons}}\n",
        "book/lake.md": GIVEN,
        "book/heron.png": "",
        "book/folder.png/other": "",
        "book/text.jpg": "version https://git-lfs.github.com/spec/v1",
        "book/drawn.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>',
        "book/open.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>',
        "book/other.svg": "<svg><g/></svg>",
        "book/list.csv": "",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "book/heron.png").write_bytes(PNG)
    (root / "book/half.PNG").write_bytes(PNG[:40])
    (root / "book/heron.gif").write_bytes(PNG)
    os.mkfifo(root / "book/pipe.csv")
    return root


def write(root, config):
    (root / "_config.yml").write_text(json.dumps({**config, "bibtex_bibfiles": ["refs.bib"]}), "utf-8")


def missing(root, text):
    """Return what is said of a page with this text, beside the report's other pages."""
    project = read_project(root)
    page = parse_page(text, file="book/index.md")
    other = read_page(root, project.pages[1])
    # Saved, so that Sphinx is asked once.
    with using(Results(root)) as results:
        found = [str(said) for _, said in find_missing(project, {page.name: page, other.name: other})]
    results.save()
    return found


def test_each_name_that_is_not_there_is_told_with_its_line_and_the_nearest(lake):
    # In one page, which asks Sphinx once; what has front matter must begin it.
    sources = sorted(WRONG, key=lambda one: not one[0].startswith("---"))
    text = "\n\n".join(source for source, _ in sources)
    found = missing(lake, text)
    assert len(found) == len(WRONG), found
    for source, said in sources:
        [one] = [one for one in found if f": there is no {said}" in one]
        first = text[: text.index(source)].count("\n") + 1
        assert first <= int(one.split(":")[1]) <= first + source.count("\n"), (one, source)


def test_a_file_that_is_there_and_that_no_page_can_show_is_told(lake):
    shown = ("text.jpg", "half.PNG", "open.svg", "other.svg", "drawn.svg", "heron.gif")
    text = "".join(f"![A heron]({name})\n" for name in shown)
    found = missing(lake, f"{text}![A](folder.png)\n{{download}}`pipe.csv`\n")
    assert found == [
        *(
            f"book/index.md:{line}: {name} is no picture that a browser shows (save or copy the picture anew)"
            for line, name in enumerate(shown[:4], 1)
        ),
        *(
            f"book/index.md:{line}: {name} is no file (put a file there, or take it off the page)"
            for line, name in ((7, "folder.png"), (8, "pipe.csv"))
        ),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"@article{a, title={A", "refs.bib:1: not readable as BibTeX: syntax error in line 1: premature end of file"),
        (
            b"@book{a, title={A}}\n@book{b, a=1 c\n}",
            "refs.bib:2: not readable as BibTeX: syntax error in line 2: '}' expected",
        ),
        (b"@book{a, title={A}}\n@book{a, title={B}}", "refs.bib: not readable as BibTeX: repeated bibliography entry"),
        (b"@book{a, title={\xe9}}", "refs.bib: is not utf-8-sig (save the file as UTF-8)"),
        (b"", "book/index.md:1: there is no citation 'a'"),
        (None, "_config.yml:1: bibtex_bibfiles: there is no file 'refs.bib' (put it there, or take it out)"),
    ],
)
def test_a_list_of_works_that_cannot_be_read_is_told(lake, content, said):
    before = (lake / "refs.bib").read_bytes()
    try:
        (lake / "refs.bib").unlink() if content is None else (lake / "refs.bib").write_bytes(content)
        assert said in "\n".join(missing(lake, "{cite}`a`"))
    finally:
        (lake / "refs.bib").write_bytes(before)


def test_what_is_there_is_not_told(lake):
    assert missing(lake, RIGHT) == []


def test_extensions_that_cannot_be_loaded_are_told_once(lake):
    config = json.loads((lake / "_config.yml").read_text("utf-8"))
    try:
        write(lake, {**config, "sphinx": {"extra_extensions": ["factbook.sphinx_ext", "no.such.extension"]}})
        [said] = missing(lake, "{herron}`a` {herron}`b`")
    finally:
        write(lake, config)
    assert said.startswith("_config.yml: Sphinx cannot start: ")


def test_slips_of_the_settings_of_sphinx_and_pictures_that_the_settings_name_are_told(lake):
    config = json.loads((lake / "_config.yml").read_text("utf-8"))
    own = {"numfigs": True, "myst_heading_ancors": 2, "nb_merge_stream": True, "numfig_format": {}, "my_option": 1}
    own |= {"thebe_config": {}, "copybutton_prompt_text": ">", "mathjax_config": {}, "html_logo": "book/text.jpg"}
    changed = {"sphinx": {**config["sphinx"], "config": own}, "logo": "book/hern.png", "html": {"favicon": "book"}}
    try:
        write(lake, {**config, **changed})
        found = missing(lake, "")
    finally:
        write(lake, config)
    assert found == [
        "_config.yml:1: logo: there is no file 'book/hern.png' (put it there, or take it out)",
        "_config.yml: html.favicon: book is no file (put a file there, or take it off the page)",
        "_config.yml: sphinx.config.html_logo: book/text.jpg is no picture that a browser shows (save or copy the "
        "picture anew)",
        "_config.yml:1: sphinx.config.numfigs: no such key (did you mean numfig?)",
        "_config.yml:1: sphinx.config.myst_heading_ancors: no such key (did you mean myst_heading_anchors?)",
        "_config.yml:1: sphinx.config.nb_merge_stream: no such key (did you mean nb_merge_streams?)",
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"factbok": {}}, "_config.yml: factbok: no such key (did you mean factbook?)"),
        ({"factbook": {"langauge": "en"}}, "_config.yml: factbook.langauge: no such key (did you mean language?)"),
        ({"factbook_language": "en"}, "_config.yml: factbook_language: no such key (write it under factbook:)"),
        ({"html": {"factbook": {}}}, "_config.yml: html.factbook: no such key (write it under factbook:)"),
        ({"factbooks": {}}, "_config.yml: factbooks: no such key (did you mean factbook?)"),
        ({"tilte": "The lake"}, "_config.yml: tilte: no such key (did you mean title?)"),
        (
            {"execute": {"allow_error": True}},
            "_config.yml: execute.allow_error: no such key (did you mean allow_errors?)",
        ),
        ({"my_own": 1, "html": {"extra": 1}, "own": {"titel": 1}, "license": "MIT", "email": "a@b.c"}, None),
    ],
)
def test_a_misspelt_key_of_the_settings(changed, said):
    complaints = []
    parse_settings({"sphinx": {"extra_extensions": ["factbook.sphinx_ext"]}, **changed}, complaints)
    assert [str(one) for one in complaints] == ([said] if said else [])


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("descripton: Herons", "p.md:2: the front matter has no key descripton (did you mean description?)"),
        ("a: 1\ntilte: Herons", "p.md:3: the front matter has no key tilte (did you mean title?)"),
        ("factbok:\n  from: 2026-01-01", "p.md:2: the front matter has no key factbok (did you mean factbook?)"),
        ("factbook:\n  form: 2026-01-01", "p.md:3: factbook.form: no such key (did you mean from?)"),
        (
            "kicker: A\nmyst: {}\nkicker: B",
            "p.md:4: kicker is written more than once, and only this one counts (keep one of them)",
        ),
        ("factbook: 2026-01-01", "p.md:2: factbook is not a mapping (write key: value lines)"),
        ("factbook:\n  from: soon", "p.md:3: factbook.from is not a date (write it as 2025-05-20)"),
        ("language: [ko]", "p.md:2: language is not text (write it as text)"),
        ("myst: title", "p.md:2: myst is not a mapping (write key: value lines)"),
        (
            "a: b\nb: !!python/name:os.x",
            "p.md:3: the front matter is not valid YAML: could not determine a constructor for the tag "
            "'tag:yaml.org,2002:python/name:os.x' (take out the tag)",
        ),
        ("factbook: {from: 2026-01-01, until:}\nmyst:\na: !!str 5\nb: What!", None),
        ("subtitle: x\nauthors: [A]\nlang: en\ntranslator: B\njupytext: {formats: md}\nkernelspec: {name: a}", None),
        ("short_title: x\nlicense: MIT\nmy_key: 1\norphan: true\nlanguage_info: {}\nfactbook: {until: 2026}", None),
    ],
)
def test_a_misspelt_key_of_a_page(keys, said):
    found = [str(one) for one in parse_page(f"---\n{keys}\n---\n# Herons\n", file="p.md").complaints]
    assert found == ([said] if said else [])


def test_works_are_known_also_where_what_reads_them_for_sphinx_is_missing(tmp_path, monkeypatch):
    (tmp_path / "refs.bib").write_text("@book{hens2024, title = {Hens}}", "utf-8")
    for name in ("pybtex.database", "pybtex.exceptions"):
        monkeypatch.setitem(sys.modules, name, None)
    assert read_works(tmp_path / "refs.bib", "refs.bib", "utf-8") == (["hens2024"], [])
