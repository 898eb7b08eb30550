"""Lines added to a `_config.yml`: it says what it said and what was added, and no line of it is another."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factbook.project.config_edit import add_extension, add_setting
from figurecheck.model.errors import ProjectError

EXTENSION = "factbook.sphinx_ext"
SPHINX = st.sampled_from(
    [
        "",
        "sphinx:\n",
        "sphinx: {}\n",
        "sphinx:\n  # why\n  extra_extensions:   # sorted\n  - a  # one\n\n  - b\n  # tail\n  config:\n    x: 1\n",
        "sphinx:\n    config:\n        x: [1, 2]   # keep\n",
        "sphinx:\n  extra_extensions: [a, 'b c']\n",
        "sphinx:\n  extra_extensions: []\n",
        "sphinx:\n  extra_extensions:\n  config: {y: 2}\n",
        "sphinx: {config: {a: 1}}\n",
        "sphinx:\n  extra_extensions:\n    - factbook.sphinx_ext\n",
    ]
)
OWN = st.sampled_from(["", "factbook:\n", "factbook:\n  language: en # ours\n", "factbook: {language: en}\n"])
REST = st.sampled_from(["", "title: x\n", "# only a comment\n", 'html:\n  a: "ü"  # é\n'])


def adopt(text: str) -> str:
    return add_setting(add_extension(text, EXTENSION), ("factbook", "mode"), "adopt")


@given(st.permutations(range(3)), SPHINX, OWN, REST, st.booleans(), st.booleans())
def test_nothing_else_changes(order, sphinx, own, rest, is_cut, has_returns):
    parts = [sphinx, own, rest]
    text = "".join(parts[at] for at in order)
    text = text.removesuffix("\n") if is_cut else text
    text = text.replace("\n", "\r\n") if has_returns else text
    done = adopt(text)
    before, after = yaml.safe_load(text) or {}, yaml.safe_load(done)
    assert after["factbook"] == {**(before.get("factbook") or {}), "mode": "adopt"}
    extensions = (before.get("sphinx") or {}).get("extra_extensions") or []
    added = [] if EXTENSION in extensions else [EXTENSION]
    assert after["sphinx"] == {**(before.get("sphinx") or {}), "extra_extensions": [*extensions, *added]}
    assert {**before, **after} == after
    assert adopt(done) == done
    # Every comment and every line that is not one of those with brackets stands as it stood, in the same order.
    left = iter(done.splitlines())
    assert all(any(line == one for one in left) for line in text.splitlines() if not line.endswith(("]", "}")))
    assert ("\r\n" in done) == (("\n" in done.replace("\r\n", "") and False) or "\r\n" in text)


@pytest.mark.parametrize("text", ["---\ntitle: x\n...\n", "sphinx: &a {x: 1}\nhtml: *a\nother: [\n", "sphinx: 3\n"])
def test_what_cannot_be_extended_safely_is_left_to_a_person(text):
    with pytest.raises(ProjectError, match=r"_config\.yml"):
        adopt(text)
