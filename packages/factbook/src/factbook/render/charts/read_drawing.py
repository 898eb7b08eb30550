"""Read back what a chart draws: the rows behind every mark, and every text, from the renderer's scene.

Each mark and label of the compiled chart gets a description that lists the fields of its row; the renderer writes it
into the scene that it returns. What is read is plain JSON, since it comes from another process and is stored.
"""

from __future__ import annotations

from factbook.render.charts.compile import draw_scene
from factbook.render.charts.label_marks import NewPart, Part, join_lines
from factbook.render.charts.row_texts import SEPARATOR, START, read_row
from factbook.render.charts.scene_faults import find_cautions, find_faults, find_items, raise_faults


def read_values(spec: Part, width: str) -> NewPart:
    """Return what a specification draws at one width, as JSON. Raises ValueError when it cannot be drawn or read."""
    known, drawn = draw_scene(spec, width)
    scene = drawn["scenegraph"]
    raise_faults(find_faults(scene))
    read = read_scene(scene, known)
    return {**read, **find_cautions(scene, known)}


def read_scene(scene: Part, known: NewPart) -> NewPart:
    """Return everything that a scene shows, as JSON that `factbook.render.charts.drawing` makes a `Drawing` of."""
    texts: list[NewPart] = []
    for mark, item in find_items(scene):
        said = str(item.get("description", ""))
        if said.startswith(START):
            which, *values = said.removeprefix(START).split(SEPARATOR)
            if which in known["inputs"]:
                one = known["inputs"][which]
                one["items"].append(read_row(one["names"], values))
                continue
            if which.startswith("m"):
                one = known["marks"][int(which[1:])]
                one["items"].append({**read_row(one["names"], values), **one["constants"]})
                if mark["marktype"] == "text":
                    one.setdefault("texts", []).append(join_lines(item.get("text")))
                continue
            if item.get("opacity") != 0:
                value = read_row(["value"], values[:1])["value"]
                texts.append({"kind": which, "text": join_lines(item.get("text")), "value": value})
        elif mark["marktype"] == "text" and join_lines(item.get("text")):
            texts.append({"kind": str(mark.get("role", "")), "text": join_lines(item.get("text"))})
    shown = ("kind", "fields", "items", "texts")
    listed = ("values", "keys", "items", "rows")
    return {
        "marks": [{key: one[key] for key in shown if key in one} for one in known["marks"]],
        "inputs": {name: {key: one[key] for key in listed} for name, one in known["inputs"].items()},
        "texts": texts,
    }
