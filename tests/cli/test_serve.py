"""`factbook serve`: what it shows as settled is what a build of the files as they are saved would show."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from factbook.serve.place import DRAFT
from processes import PATIENCE, find_children, read_command
from random_edits import Edits, LakeEdits
from serving import Serving, serving, without_marks
from tiny import draw_tiny, write_tiny

pytestmark = pytest.mark.slow

REVIEW = "book/reviews/herald-2026-03-20.yml"
PAGES = ("index.html", "routes.html", "herald.html")
HANGS = "import time\ntime.sleep(1000)"


def look_until_done(served: Serving, pages: tuple[str, ...]) -> list[tuple[str, str]]:
    """Look at pages again and again until nothing more is to come; return what was shown as settled."""
    shown: dict[tuple[str, str], None] = {}

    def is_done() -> bool:
        for page in pages:
            text = served.ask(f"/{page}")[2].decode()
            if 'data-fb-serve="settled"' in text:
                shown[page, without_marks(text)] = None
        desk = served.desk()
        return desk["settled"] and not desk["doing"]

    served.wait(is_done, "that all is done")
    return list(shown)


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_what_is_shown_as_settled_is_what_a_build_makes(start_serving, starter, tmp_path, factbook, trial):
    compare_with_builds(start_serving, starter, tmp_path, factbook, trial, Edits, PAGES, trial.count(3, of=800))


@pytest.mark.trial
def test_what_is_shown_ahead_of_a_table_is_what_a_build_makes(start_serving, tmp_path, factbook, trial):
    lake = write_tiny(tmp_path / "lake")
    draw_tiny(lake)
    pages = ("index.html", "drawn.html")
    compare_with_builds(start_serving, lake, tmp_path, factbook, trial, LakeEdits, pages, trial.count(3, of=200))


def compare_with_builds(start_serving, root, tmp_path, factbook, trial, kind, pages, count) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other", symlinks=True))
    edits = kind((root, other), trial.random("serve"))
    with start_serving(root) as served:
        served.wait(lambda: not served.desk()["doing"], "the first draft")
        for at in range(count):
            edits.make_some()
            shown = look_until_done(served, pages)
            if at % 50 == 49:
                shutil.rmtree(other / "_build" / "html")
                shutil.rmtree(other / "_build" / ".factbook" / "doctrees")
            built = factbook("build", "--project", other)
            errors = [one for one in served.desk()["items"] if one["severity"] == "error"]
            assert bool(errors) is bool(built.returncode), (edits.done, errors, built.stdout, built.stderr)
            if built.returncode:
                continue
            # Zips are compared by their bytes as well: nothing in them is of today.
            made = contents(other / "_build/html")
            assert contents(root / DRAFT.site) == made, edits.done
            for page, text in shown:
                assert text == made[page].decode(), (edits.done, page)


def test_a_page_from_elsewhere_gets_nothing_and_nothing_is_written_without_the_token(starter):
    with serving(starter) as served:
        served.wait_for("index.html")
        assert served.ask("/index.html", headers={"Host": "evil.example"})[0] == 403
        assert served.ask("/-/events?page=/", headers={"Origin": "http://evil.example"})[0] == 403
        assert served.ask("/index.html", headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
        assert served.ask("/-/rebuild", method="POST")[0] == 403
        assert served.ask("/-/rebuild", method="POST", headers={"X-Factbook-Token": "guessed"})[0] == 403
        own = {"X-Factbook-Token": served.token, "Origin": served.base}
        assert served.ask("/-/rebuild", method="POST", headers=own)[0] == 200
        # Nothing is held in memory that no page of ours sends.
        assert served.ask("/-/approve", method="POST", headers=own, body=b" " * 3_000_000 + b"{}")[2].startswith(
            b"refused"
        )
        for path in ("/../_config.yml", "/%2e%2e/_config.yml", "/..%2f..%2f..%2f_config.yml", "//etc/passwd"):
            assert served.ask(path)[0] == 404, path
        code, headers, body = served.ask(f"/index.html?token={served.token}")
        assert (code, headers["Location"], body) == (303, "/index.html", b"")
        # With two slashes an address names another host.
        assert served.ask("//evil.example/?token=guessed")[1]["Location"] == "/evil.example/"
        assert "HttpOnly" in headers["Set-Cookie"]
        assert "SameSite=strict" in headers["Set-Cookie"]
        code, headers, _ = served.ask("/index.html")
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers
    # The site that is published is none of its business.
    assert "fb-serve" not in (starter / "_build/html/index.html").read_text("utf-8")


def test_a_notebook_that_hangs_leaves_its_figures_veiled_and_other_pages_go_on(start_serving, starter):
    config, notebook = starter / "_config.yml", starter / "notebooks/riders.ipynb"
    config.write_text(config.read_text("utf-8") + "  timeout: 10\n", "utf-8")
    (starter / "book/about.md").write_text("# About\n\nNo figure stands here.\n", "utf-8")
    toc = starter / "_toc.yml"
    toc.write_text(toc.read_text("utf-8").rstrip() + "\n      - file: book/about\n", "utf-8")
    with start_serving(starter) as served:
        served.wait_for("index.html")
        document = json.loads(notebook.read_text("utf-8"))
        document["cells"].append(
            {
                "cell_type": "code",
                "id": "hangs",
                "metadata": {},
                "outputs": [],
                "execution_count": None,
                "source": HANGS,
            }
        )
        notebook.write_text(json.dumps(document), "utf-8")
        served.wait(lambda: served.desk()["doing"].endswith("to run"), "that it runs")
        (starter / "book/about.md").write_text("# About\n\nStill no figure stands here.\n", "utf-8")
        served.wait(lambda: "Still no figure" in served.wait_for("about.html"), "the other page")
        assert served.state("index.html") == "checking"
        # The time limit ends it; what it would have recorded stays veiled, and the list says why.
        found = served.wait(
            lambda: [one for one in served.desk()["items"] if "longer than 10 s" in one["what"]], "the end"
        )
        assert found[0]["place"].startswith("notebooks/riders.ipynb")
        served.wait_for("about.html")
        assert served.state("index.html") == "checking"
        del document["cells"][-1]
        notebook.write_text(json.dumps(document), "utf-8")
        served.wait_for("index.html")


def test_a_port_that_is_taken_and_a_folder_that_is_no_report_are_told(start_serving, starter, tmp_path, factbook):
    other = tmp_path / "other"
    assert factbook("init", other).returncode == 0
    with start_serving(starter) as served:
        result = factbook("serve", "--project", other, "--port", str(served.port))
    assert (result.returncode, result.stderr) == (
        2,
        f"127.0.0.1:{served.port}: cannot be used: Address already in use (choose another with --port or --host)\n",
    )
    (tmp_path / "empty").mkdir()
    assert factbook("serve", "--project", tmp_path / "empty").returncode == 2


def test_a_server_whose_other_process_is_gone_says_so_and_ends(starter):
    with serving(starter) as served:
        served.wait_for("index.html")
        os.kill(find_children(served.process.pid)[0], signal.SIGKILL)
        assert served.process.wait(PATIENCE) == 2
        assert "factbook serve: the process that builds has ended" in served.log.read_text("utf-8")


def test_the_page_of_the_desk_tells_what_is_wrong_with_the_settings(start_serving, starter):
    with start_serving(starter) as served:
        (starter / "_config.yml").write_text("{[", "utf-8")
        code, _, body = served.ask("/-/desk")
        assert (code, body.partition(b":")[0]) == (400, b"_config.yml")
        code, _, body = served.ask("/-/queue.json")
        [complaint] = json.loads(body)["complaints"]
        assert (code, complaint.partition(":")[0]) == (400, "_config.yml")
        assert complaint.endswith("(check indentation and quotes, save as UTF-8)")


def test_what_changes_elsewhere_is_shown_as_settled_once_it_is_checked(start_serving, starter):
    elsewhere = starter.with_name("elsewhere")
    (starter / "data").rename(elsewhere)
    (starter / "data").symlink_to(elsewhere, target_is_directory=True)
    table, page = elsewhere / "riders_by_route.csv", starter / "book/routes.md"
    included = starter / ".words.py"
    included.write_text("word = 'one'\n", "utf-8")
    page.write_text(f"{page.read_text('utf-8')}\n```{{literalinclude}} ../{included.name}\n```\n", "utf-8")
    with start_serving(starter) as served:
        served.wait_for("routes.html")
        served.wait(lambda: not served.desk()["doing"], "all is done")
        included.write_text("word = 'another'\n", "utf-8")
        shown = served.ask("/routes.html")[2].decode()
        # It may be checked already.
        assert 'data-fb-serve="checking"' in shown or "another" in shown
        assert "another" in served.wait_for("routes.html")
        served.wait(lambda: not served.desk()["doing"], "all is done")
        # At once with a page, so that what stands by has a page to show that hangs on the table as well.
        content = table.read_text("utf-8")
        table.write_text(content.replace("248400", "258400"), "utf-8")
        page.write_text(page.read_text("utf-8").replace("one boarding", "a boarding"), "utf-8")
        assert served.state("routes.html") == "checking"
        served.wait(lambda: any("differs from its hash" in one["what"] for one in served.desk()["items"]), "its hash")
        assert served.state("routes.html") == "checking"
        table.write_text(content, "utf-8")
        assert "a boarding" in served.wait_for("routes.html")


def write_request(item: dict[str, Any], note: str = "p. 4") -> bytes:
    """What the desk posts to approve a figure of the queue."""
    request = {"figures": [item["id"]], "shown": [item["digest"]], "how": "source", "note": note}
    return json.dumps(request).encode()


def test_a_sentence_that_changed_since_it_was_shown_is_not_approved(start_serving, starter):
    def find() -> dict[str, Any]:
        queue = json.loads(served.ask("/-/queue.json")[2])
        return next(one for one in queue["items"] if one["file"] == "book/routes.md" and one["level"] != "false")

    with start_serving(starter) as served:
        before, own = find(), {"X-Factbook-Token": served.token}
        page = starter / "book/routes.md"
        text = page.read_text("utf-8")
        changed = before["sentence"].partition(" ")[0]
        assert text.count(changed) >= 1
        page.write_text(text.replace(changed, f"So {changed}"), "utf-8")
        code, _, answer = served.ask("/-/approve", method="POST", body=write_request(before), headers=own)
        (complaint,) = json.loads(answer)["complaints"]
        assert code == 400
        assert "has changed since it was shown" in complaint
        assert "read it as it is now, and approve that" in complaint
        assert not (starter / "book/approvals").exists()
        after = find()
        assert after["sentence"] != before["sentence"]
        assert served.ask("/-/approve", method="POST", body=write_request(after), headers=own)[0] == 200


def test_the_queue_is_served_and_an_approval_is_written_with_the_token_alone(start_serving, starter):
    with start_serving(starter) as served:
        served.wait_for("index.html")
        code, headers, page = served.ask("/-/desk")
        assert (code, headers.get_content_type()) == (200, "text/html")
        assert b'data-queue="queue.json"' in page
        # All that it asks for is there, and the fonts of its style.
        named = re.findall(r'(?:src|href)="([a-z_]+\.(?:js|css))"', page.decode())
        assert {"house.css", "desk.css", "desk.js", "desk_figure.js", "desk_keys.js"} <= set(named)
        fonts = re.findall(r"fonts/[a-z-]+\.woff2", served.ask("/-/house.css")[2].decode())
        assert len(fonts) == 2
        assert {served.ask(f"/-/{name}")[0] for name in (*named, *fonts, "words.js")} == {200}
        queue = json.loads(served.ask("/-/queue.json")[2])
        item = next(one for one in queue["items"] if one["level"] != "false")
        assert item["rows"]
        pages = {one["href"].partition("#")[0] for one in queue["items"]}
        # One of them shows a review, whose file has another name.
        assert {"herald.html", "index.html"} <= pages
        assert {served.ask(f"/{page}")[0] for page in pages} == {200}
        body = write_request(item)
        assert served.ask("/-/approve", method="POST", body=body)[0] == 403
        own = {"X-Factbook-Token": served.token}
        for wrong in (b"1", b"[]", b'{"figures": []}', b'{"figures": ["nope"], "how": "source", "note": ""}'):
            code, _, answer = served.ask("/-/approve", method="POST", body=wrong, headers=own)
            assert code == 400, wrong
            assert json.loads(answer)["complaints"], wrong
        # No command can be given these; each is a fault of the request, and none of the server.
        for note in ("a\0b", "\ud800", "a" * 300_000):
            code, _, answer = served.ask("/-/approve", method="POST", body=write_request(item, note), headers=own)
            assert (code, json.loads(answer)["complaints"][0].partition(":")[0]) == (400, "note")
        assert served.ask("/-/approve", method="POST", body=b"[" * 100_000, headers=own)[0] == 400
        unseen = json.dumps({"figures": [item["id"]], "how": "source", "note": "p. 4"}).encode()
        assert served.ask("/-/approve", method="POST", body=unseen, headers=own)[0] == 400
        assert not (starter / "book/approvals").exists()
        assert served.ask("/-/approve", method="POST", body=body, headers=own)[0] == 200
        written = "".join(path.read_text("utf-8") for path in (starter / "book/approvals").glob("*.yml"))
        assert '"p. 4"' in written


def test_pages_whose_notebooks_have_not_run_yet_are_rendered_without_their_charts(start_serving, starter):
    notebook = starter / "notebooks/riders.ipynb"
    document = json.loads(notebook.read_text("utf-8"))
    cell = next(one for one in document["cells"] if one["cell_type"] == "code")
    cell["source"] = ["import time\n", "time.sleep(4)\n", *cell["source"]]
    notebook.write_text(json.dumps(document), "utf-8")
    # A traceback of the renderer would fail it: `serving` looks for one in the end.
    with start_serving(starter) as served:
        assert "<svg" in served.wait_for("index.html")
        assert "could not be rendered" not in served.log.read_text()


def test_what_stands_by_gives_way_to_nobody(start_serving, starter):
    with start_serving(starter) as served:
        served.wait_for("index.html")
        served.wait(lambda: not served.desk()["doing"], "the first draft")
        own = read_command(served.process.pid)

        def find_forks(pid: int) -> list[int]:
            return [one for one in find_children(pid) if read_command(one) == own]

        # The process that all are forked from, and what it has forked besides kernels and charts.
        [resident] = find_forks(served.process.pid)
        [standing] = served.wait(lambda: find_forks(resident), "what stands by")
        priorities = [os.getpriority(os.PRIO_PROCESS, pid) for pid in (served.process.pid, standing)]
        assert priorities[0] == priorities[1]


def test_what_sphinx_warns_of_stands_in_the_list(start_serving, starter):
    page = starter / "book/routes.md"
    with start_serving(starter) as served:
        served.wait_for("routes.html")
        page.write_text(page.read_text("utf-8") + "\n[a]: x\n[a]: y\n", "utf-8")

        def find_warned() -> list[tuple[str, str, str]]:
            items = [one for one in served.desk()["items"] if "Sphinx" in one["what"]]
            return [(one["place"].partition(":")[0], one["what"], one["page"]) for one in items]

        served.wait(find_warned, "warnings in the list")
        served.wait(lambda: not served.desk()["doing"], "the whole draft")
        assert find_warned() == [
            ("book/routes.md", "Sphinx warns: Duplicate reference definition: A [myst.duplicate_def]", "routes.html"),
        ]
        # They stop no build.
        assert served.state("routes.html") == "settled"
        assert str(starter) not in json.dumps(served.desk())
        assert "book/routes.md:" in served.log.read_text()


BROKEN = [
    ("data/datapackage.json", "{"),
    ("book/reviews/herald-2026-03-20.yml", "{["),
    ("book/reviews/herald-2026-03-20.yml", ""),
    ("book/routes.md", "<<<<<<< HEAD\n{claim}`48.2% <routes.share.harbour.2025>`\n=======\n"),
]
"""Files that cannot be read, and what is in them."""


def test_what_cannot_be_read_is_listed_once_and_leaves_no_trace(start_serving, starter):
    with start_serving(starter) as served:
        served.wait_for("index.html")

        def is_listed(file: str) -> bool:
            return any(one["place"].startswith(file) for one in served.desk()["items"])

        for file, broken in BROKEN:
            path = starter / file
            content = path.read_text("utf-8")
            path.write_text(broken, "utf-8")
            served.wait(lambda file=file: is_listed(file), file)
            assert served.state("index.html") != "settled"
            assert [one["what"] for one in served.desk()["items"] if "could not be rendered" in one["what"]] == []
            path.write_text(content, "utf-8")
            served.wait_for("index.html")
            served.wait(lambda file=file: not is_listed(file), f"{file} is listed no more")


def test_a_report_has_one_server_and_the_second_says_so(start_serving, starter, factbook):
    with start_serving(starter) as served:
        served.wait_for("index.html")
        second = factbook("serve", "--project", starter, "--port", "0")
        assert second.returncode == 2
        assert "factbook serve: another one serves this report (open the address" in second.stderr
        page = starter / "book/index.md"
        page.write_text(page.read_text("utf-8") + "\nSaid when both had begun.\n", "utf-8")
        served.wait(lambda: "when both had begun" in served.wait_for("index.html"), "the edit")
    with start_serving(starter) as served:
        served.wait_for("index.html")
