"""Other people's readers of linked data, offline: RO-Crate's validator, a JSON-LD processor, schema.org's vocabulary.

All three would fetch contexts from the network. They get them from the package `rocrate`, which carries them, and
nothing else is stood in for: a context that is not here fails the test that asks for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import rocrate
from pyld import jsonld

CARRIED = Path(rocrate.__file__).parent / "data"
SCHEMA = "http://schema.org/"


VALIDATORS = Path(sys.prefix) / "validators" / "bin" / "python"
"""The Python of an environment apart, since RO-Crate's validator needs an older `rich` than factbook."""


def crate_contexts() -> dict[str, dict[str, Any]]:
    """The contexts that our research objects name, by address."""
    # The package carries the context of RO-Crate 1.3, which has all terms of 1.1. One stands for another address there,
    # and the profiles of 1.1 ask for the one of 1.1. The context of runs adds few terms, of which we use one.
    newest = json.loads((CARRIED / "ro-crate.jsonld").read_text("utf-8"))
    newest["@context"]["ComputationalWorkflow"] = "https://bioschemas.org/ComputationalWorkflow"
    return {
        "https://w3id.org/ro/crate/1.1/context": newest,
        "https://w3id.org/ro/terms/workflow-run/context": {
            "@context": {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}
        },
    }


def validate_crate(folder: Path, *, severity: str) -> list[str]:
    """What RO-Crate's validator finds in the metadata of a research object, by the profiles that it names."""
    script = Path(__file__).with_name("validate_crate.py")
    result = subprocess.run(
        [VALIDATORS, script, folder, severity],
        input=json.dumps(crate_contexts()),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode in {0, 1}, result.stderr
    document = json.loads(result.stdout)
    assert document["passed"] is (result.returncode == 0)
    assert document["statistics"]["total_checks"] > 50, "no profile was found to hold it against"
    return [f"{one['check']['identifier']}: {one['message']}" for one in document["issues"]]


def _load(address: str, _: Any) -> dict[str, Any]:
    # What schema.org serves: every short name is one of its vocabulary, and these hold addresses.
    assert address in {"https://schema.org", "https://schema.org/"}, address
    addresses = {name: {"@type": "@id"} for name in ("url", "image", "license", "contentUrl", "mainEntityOfPage")}
    context = {"@context": {"@vocab": SCHEMA, **addresses}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": context}


def expand(document: dict[str, Any], base: str) -> list[dict[str, Any]]:
    """Expand the data of a page. Raises JsonLdError where it is not JSON-LD."""
    return jsonld.expand(document, {"documentLoader": _load, "base": base})


@cache
def _vocabulary() -> dict[str, dict[str, Any]]:
    document = json.loads((CARRIED / "schema.jsonld").read_text("utf-8"))
    return {entry["@id"].replace("schema:", SCHEMA): entry for entry in document["@graph"]}


def find_strangers(items: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what schema.org does not know: a kind, a property, or a property that its kind does not have."""
    for item in items:
        for kind in item.get("@type", ()):
            if _vocabulary().get(kind, {}).get("@type") != "rdfs:Class":
                yield f"{kind} is no kind"
        kinds = {parent for kind in item.get("@type", ()) for parent in _parents(kind)}
        for name, values in item.items():
            if not name.startswith("@"):
                if not kinds & set(_named(name, "schema:domainIncludes")):
                    yield f"{name} is no property of {item.get('@type')}"
                yield from find_strangers([value for value in values if "@value" not in value])


def _parents(kind: str) -> Iterator[str]:
    yield kind
    for parent in _named(kind, "rdfs:subClassOf"):
        yield from _parents(parent)


def _named(id: str, relation: str) -> list[str]:
    found = _vocabulary().get(id, {}).get(relation, [])
    return [one["@id"].replace("schema:", SCHEMA) for one in (found if isinstance(found, list) else [found])]
