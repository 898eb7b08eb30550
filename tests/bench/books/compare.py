"""Adopt the books of this folder, build them here and with stock Jupyter Book, and compare page by page.

    python tests/bench/books/compare.py [FOLDER]

FOLDER may be a book of anybody's; without it, the two books of this folder are taken. They need matplotlib, scipy,
ipywidgets, sphinx-proof and sphinx-exercise besides `factbook[book]`. For each page: which values that stock prints
are printed alike, which words stock has and we have not, and how many pictures and tables there are. Formulas are left
out, which stock has as TeX; and a scalar of numpy counts as its value, of which stock prints `np.float64(0.5)`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

from course import write_course
from selectolax.lexbor import LexborHTMLParser, LexborNode
from textbook import write_textbook

BIN = Path(sys.executable).parent
LEFT_OUT = (
    ".headerlink,.prev-next-footer,.toctree-wrapper,.fb-turn,.fb-below,.fb-checked,.fb-unread,.fb-local,.math,math"
)
"""What is around the text of a page on one of the sites only, and formulas."""
_SCALAR = re.compile(r"np\.\w+\(([^()]*)\)")


def main() -> None:
    """Compare the books that the command line names."""
    if sys.argv[1:]:
        books: dict[str, Callable[[Path], object]] = {
            name: lambda to, name=name: shutil.copytree(name, to, ignore=shutil.ignore_patterns("_build"))
            for name in sys.argv[1:]
        }
    else:
        books = {"course": write_course, **{f"textbook, {mode}": _textbook(mode) for mode in ("cache", "off")}}
    with TemporaryDirectory() as folder:
        for at, (name, write) in enumerate(books.items()):
            stock, ours = Path(folder, f"{at}-stock"), Path(folder, f"{at}-ours")
            write(stock)
            write(ours)
            _say(f"## {name}\n")
            built = _run(stock, "jupyter-book", "build", ".")
            _say(f"stock: {'built' if built.returncode == 0 else 'not built'}")
            _say(_run(ours, "factbook", "adopt", ".").stdout)
            _say(_run(ours, "factbook", "build").stdout.splitlines()[-1], "\n")
            for line in _compare(stock / "_build/html", ours / "_build/html"):
                _say(line)


def _say(*parts: object) -> None:
    sys.stdout.write(" ".join(map(str, parts)) + "\n")


def _textbook(mode: str) -> Callable[[Path], None]:
    return lambda to: write_textbook(to, mode)


def _run(folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN / program, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def _compare(stock: Path, ours: Path) -> Iterator[str]:
    for page in sorted(stock.rglob("*.html")):
        name = page.relative_to(stock)
        article = _article(page, "article.bd-article")
        if article is None or not (ours / name).is_file():
            continue
        other = _article(ours / name, "main")
        printed = [_SCALAR.sub(r"\1", node.text()) for node in article.css(".pasted-text")]
        figures = [node.text() for node in other.css(".fb-fig")] if other else []
        words, theirs = _words(other), _words(article)
        matcher = SequenceMatcher(None, theirs, words, autojunk=False)
        lost = [
            word for kind, a, b, *_ in matcher.get_opcodes() if kind in {"delete", "replace"} for word in theirs[a:b]
        ]
        missing = [value for value in printed if value not in figures]
        counts = (f"{what} {len(article.css(css))}/{len(other.css(css))}" for what, css in _COUNTED.items() if other)
        values = f"{len(printed)} values printed by stock, {len(figures)} here, not alike {missing}"
        yield f"{name}: {values}; {', '.join(counts)}; words lost {lost}"


_COUNTED = {"pictures": "img,svg", "tables": "table"}


def _article(page: Path, css: str) -> LexborNode | None:
    article = LexborHTMLParser(page.read_text("utf-8")).css_first(css)
    for node in article.css(f"script,style,{LEFT_OUT}") if article else ():
        node.decompose()
    return article


def _words(article: LexborNode | None) -> list[str]:
    return _SCALAR.sub(r"\1", article.text(separator=" ")).split() if article else []


if __name__ == "__main__":
    main()
