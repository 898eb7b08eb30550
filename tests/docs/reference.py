"""Write docs/reference/ from the code: ``python tests/docs/reference.py``.

Commands come from click, keys of files from the fields that are read from them, roles and directives from the classes
that read them, functions from what `factbook` exports. A test compares the pages with what this writes, counts what has
no text, and runs the examples.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Union, get_args

import click

import factbook
from factbook.cli.main import main as cli
from factbook.data.descriptor import Package
from factbook.editions.history import Confirmation
from factbook.notebooks.recording.given import Described
from factbook.project.settings import OwnSettings
from factbook.project.style import Style
from factbook.report.desk.approvals import Approval
from factbook.report.front_matter import FrontMatter
from factbook.report.reviews import ReviewFile
from factbook.sphinx_ext.markup.directives import DIRECTIVES
from factbook.sphinx_ext.markup.roles import SourceRole
from figurecheck.figures.running import exemptions
from figurecheck.figures.running.exemptions import EXEMPTIONS
from figurecheck.model import Role
from figurecheck.scan.repository import CountsFile
from figurecheck.settings.faults import class_of, hints_of, known_keys

sys.path.insert(0, str(Path(__file__).parent))
from word_tables import make_word_pages

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
EXAMPLES = Path(__file__).parent / "examples"
"""What the pages show and a test runs: settings, a page, and a data package with its tables."""
HEAD = "# {title}\n\nThis page is written by `make docs` from the code.\n\n"


def find_field_texts(owner: type) -> Mapping[str, str]:
    """Return the docstring of each field of a dataclass or an enumeration, on one line."""
    (node,) = ast.parse(inspect.getsource(owner)).body
    assert isinstance(node, ast.ClassDef)
    return {
        ast.unparse(field.target if isinstance(field, ast.AnnAssign) else field.targets[0]): text
        for field, after in zip(node.body, node.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign | ast.Assign)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if (text := " ".join(str(after.value.value).split()))
    }


def describe_keys(owner: type, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield name, default and text of each key that a dataclass is read from, those of a table after the table."""
    texts, hints = find_field_texts(owner), hints_of(owner)
    defaults = {one.name: one.default for one in fields(owner)}
    for key, field in sorted(known_keys(owner).items()):
        shown = "" if defaults[field] in (MISSING, None, "", (), ("",)) else f"`{show_default(defaults[field])}`"
        yield f"{prefix}{key}", shown, texts.get(field, "")
        # Of a list or a mapping, the keys are those of the mapping.
        is_list = "tuple[" in str(hints[field]) and class_of(hints[field]) is not Union
        for one in find_records(hints[field]):
            yield from describe_keys(one, f"{prefix}{key}{'[]' if is_list else ''}.")


def find_records(hint: object) -> Iterator[type]:
    """Yield the dataclasses that a field is made of."""
    # its keys are names of variables, which docs/style.md lists
    if class_of(hint) is Annotated and get_args(hint)[0] is Style:
        return
    if isinstance(class_of(hint), type) and is_dataclass(class_of(hint)):
        yield class_of(hint)
        return
    for one in get_args(hint):
        yield from find_records(one)


def show_default(default: object) -> str:
    """Return a default as it is written in `_config.yml`."""
    for scale, unit in ((1 << 30, "GiB"), (1 << 20, "MiB")):
        if isinstance(default, int) and default >= scale and default % scale == 0:
            return f"{default // scale} {unit}"
    if isinstance(default, tuple | bool):
        return json.dumps(default)
    return str(default)


def make_table(owner: type, head: str) -> str:
    """Return the keys of a dataclass as a table."""
    rows = "".join(f"| `{name}` | {default} | {text} |\n" for name, default, text in describe_keys(owner))
    return f"| {head} | default | |\n|---|---|---|\n{rows}"


def show_example(file: str, language: str, fence: str = "```") -> str:
    """Return an example as it is written."""
    return f"\n## An example\n\n{fence}{language}\n{(EXAMPLES / file).read_text('utf-8')}{fence}\n"


def make_settings() -> str:
    """Return the page of settings."""
    lead = (
        "Under `factbook:` in `_config.yml`; a mistake there is reported with its line.\n"
        "[figures.md](../figures.md) says what `qualifiers` and `nouns` may hold, [style.md](../style.md) what `style` "
        "may, and [site.md](../site.md) which settings of Jupyter Book have an effect.\n\n"
    )
    table = make_table(OwnSettings, "setting")
    return f"{HEAD.format(title='Settings')}{lead}{table}{show_example('settings.yml', 'yaml')}"


def make_counts() -> str:
    """Return the page of `figurecheck.yml`."""
    lead = (
        "What `factbook scan` reads when it is given no text: a file at the root of any repository, which need not "
        "hold a report.\n[scan.md](../scan.md) says how it is used.\nDots lead into mappings, and `[]` stands for each "
        "item of a list; a list of one text may be the text alone.\n\n"
    )
    table = make_table(CountsFile, "key")
    return f"{HEAD.format(title='figurecheck.yml')}{lead}{table}{show_example('figurecheck.yml', 'yaml')}"


def make_front_matter() -> str:
    """Return the page of front-matter keys."""
    lead = "Between `---` lines at the top of a page. Readers see these texts, so their numbers are checked.\n\n"
    example = (EXAMPLES / "page.md").read_text("utf-8").partition("\n# ")[0]
    shown = f"\n## An example\n\n```yaml\n{example}\n```\n"
    return f"{HEAD.format(title='Front matter')}{lead}{make_table(FrontMatter, 'key')}{shown}"


def make_descriptor() -> str:
    """Return the page of descriptor keys."""
    lead = (
        "What factbook reads of `data/datapackage.json`, a Data Package. "
        "Dots lead into objects, and `[]` stands for each item of a list.\n"
        "The check also follows the constraints of fields, and how a field says that its cells are written: `format`, "
        "`decimalChar`, `groupChar`, `bareNumber`, `trueValues`, `falseValues`, `missingValues`.\n\n"
    )
    table = make_table(Package, "key")
    return f"{HEAD.format(title='Descriptor')}{lead}{table}{show_example('data/datapackage.json', 'json')}"


def make_records() -> str:
    """Return the page of the files in which editors say what they found."""
    parts = [
        HEAD.format(title="Reviews and corrections"),
        "Write figures in quotes: without them YAML reads 3.60 as a number and drops its zero.\n\n",
        f"## book/reviews/NAME.yml\n\n{make_table(ReviewFile, 'key')}\n",
        f"## book/corrections.yml\n\nA list of entries: `factbook corrections --write` adds them, and an editor "
        f"writes the reasons.\n\n"
        f"{make_table(Confirmation, 'key')}\n",
        "## book/approvals/PAGE.yml\n\nA list of entries, each on a line of its own: `factbook approve` writes them, "
        f"and [desk.md](../desk.md) says what they are worth.\n\n{make_table(Approval, 'key')}",
    ]
    return "".join([*parts, show_example("review.yml", "yaml")])


def describe_roles() -> Iterator[tuple[str, str]]:
    """Yield each role as it is written, and its text."""
    texts = find_field_texts(Role)
    targets = {
        Role.CLAIM: "printed figure <statistic.id>",
        Role.REPORTED: "printed figure <source_id#key>",
        Role.SEARCHED: "we found none <search_id>",
        Role.PLAIN: "printed figure <the reason>",
    }
    for role in Role:
        yield f"{{{role}}}`{targets[role]}`", texts.get(role.name, "")
    yield "{source}`source_id`", inspect.getdoc(SourceRole) or ""


def describe_directives() -> Iterator[tuple[str, str]]:
    """Yield each directive and each option as it is written, and its text."""
    for name, directive in sorted(DIRECTIVES.items()):
        yield f"{{{name}}} {getattr(directive, 'argument', '')}".strip(), directive.__dict__.get("__doc__") or ""
        for option in directive.option_spec or {}:
            yield f"{{{name}}} :{option}:", getattr(directive, "option_texts", {}).get(option, "")


def make_markup() -> str:
    """Return the page of roles and directives."""
    parts = [HEAD.format(title="Roles and directives"), "## Roles\n\n| role | |\n|---|---|\n"]
    parts += [f"| `` {shown} `` | {text} |\n" for shown, text in describe_roles()]
    parts += ["\n## Directives\n\n| directive | |\n|---|---|\n"]
    parts += [f"| `{shown}` | {text} |\n" for shown, text in describe_directives()]
    return "".join([*parts, show_example("page.md", "markdown", "`" * 5)])


def find_commands(group: click.Group, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that is not hidden, those of groups after the group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield f"{prefix}{name}", command
        if isinstance(command, click.Group):
            yield from find_commands(command, f"{prefix}{name} ")


def make_commands() -> str:
    """Return the page of commands, as ``--help`` prints them."""
    parts = [HEAD.format(title="Commands")]
    # As a user calls it: the options of the group, -h among them, come down from the parent.
    group = click.Context(cli, info_name="factbook", **cli.context_settings, terminal_width=100)
    for name, command in [("", cli), *find_commands(cli)]:
        context = click.Context(command, info_name=name, parent=group) if name else group
        shown = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        parts.append(f"## {f'factbook {name}'.rstrip()}\n\n```text\n{shown}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


def show_parameters(parameters: Iterable[inspect.Parameter]) -> Iterator[str]:
    """Yield each parameter as it stands in the code; long defaults are left out."""
    is_keyword = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not is_keyword:
            is_keyword = True
            yield "*"
        if one.kind is one.VAR_KEYWORD:
            yield from (f"{name}: {kind.__forward_arg__} = ..." for name, kind in Described.__annotations__.items())
            continue
        default = "" if one.default is one.empty else f" = {one.default!r}"
        yield f"{one.name}: {one.annotation}{default if len(default) < 40 else ' = ...'}"


def make_functions() -> str:
    """Return the page of what ``import factbook as fb`` offers."""
    parts = [HEAD.format(title="Functions for notebooks"), "```python\nimport factbook as fb\n```\n\n"]
    for name in factbook.__all__:
        function = getattr(factbook, name)
        shown = ",\n    ".join(show_parameters(inspect.signature(function).parameters.values()))
        text = inspect.cleandoc(inspect.getdoc(function) or "")
        parts.append(f"## fb.{name}\n\n```text\nfb.{name}(\n    {shown},\n)\n\n{text}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


EXEMPT = """\
Every number that a page shows needs a role, unless it is of a kind below.
Numbers are digits of any script, number words, Roman, circled and Chinese numerals, collective nouns ("a trio", "half a
century"), and the words of German, French, Spanish, Italian, Portuguese and Dutch for a number of one part ("achtzig",
not "siebenundachtzig"), of which those that English has too are left out.
They are looked for in text, tables, captions, formulas, attributes that are shown or spoken, and lists that start with
another number than 1; also in the texts of statistics, in `_config.yml`, in `_toc.yml` and in the descriptor.
Names are no figures: those of units and licences there, and the titles of cited works.
The source is checked first, by line.
Then each page is looked at as it was written, and a number that is of no kind below stops the build.

What a picture shows is not read, only its text alternative; a chart of `fb.chart` is no picture.
Words of a language that is not read are told in every run, and their page is not said to be checked.
Pages beside the others that no table of contents names are told in every run too.

## What needs no role

The last column is how often other books have it, for 10,000 words.

"""
FORMULAS = """
## Formulas

A formula states a number if it has no variable (`$87{,}658$`), if it holds words, in `\\text{...}`, if it says what a
symbol is (`$n = 87658$`), and wherever it prints more than two significant digits.
A formula cannot hold a role: write the number beside it, in a role, and the formula with its symbols alone.
Where a formula's numbers need no check, a waiver says why: `` {plain}`$n = 30$ <a made-up example>` ``, or `:plain:` in
a `{math}` directive.
"""


def make_exemptions() -> str:
    """Return the page of numbers that need no role."""
    rows = [
        f"| {one.kind} | {one.rule} | {escape_cell(one.example)} | {escape_cell(one.counts)} | {share} |\n"
        for one in EXEMPTIONS
        for share in ["" if one.per_10000_words is None else f"{one.per_10000_words:g}"]
    ]
    head = "| kind | what belongs to it | example | but this counts | |\n|---|---|---|---|---|\n"
    note = f"\n{' '.join((exemptions.__doc__ or '').split(chr(10) * 2)[1].split())}\n"
    return "".join([HEAD.format(title="Which numbers need a role"), EXEMPT, head, *rows, note, FORMULAS])


def escape_cell(text: str) -> str:
    """Return a text as it may stand in a cell of a table."""
    return f"`` {text} ``" if "`" in text or "$" in text else text


PAGES = {
    "numbers.md": make_exemptions,
    "settings.md": make_settings,
    "front-matter.md": make_front_matter,
    "descriptor.md": make_descriptor,
    "reviews.md": make_records,
    "markup.md": make_markup,
    "scan.md": make_counts,
    "commands.md": make_commands,
    "functions.md": make_functions,
}


def make_pages() -> dict[str, str]:
    """Return each page by the name of its file."""
    return {**{name: make() for name, make in PAGES.items()}, **make_word_pages(HEAD)}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in make_pages().items():
        (FOLDER / name).write_text(text, "utf-8")
