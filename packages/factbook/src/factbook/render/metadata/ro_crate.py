"""An edition as a research object: RO-Crate 1.1 with the Workflow Run profile.

The workflow is the report's own sources (`source.zip`), run once by factbook: its inputs are the tables, its outputs
statistics, findings and pages. Rules: https://w3id.org/ro/crate/1.1 and https://w3id.org/ro/wfrun/workflow/0.5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from factbook.data.dialects import MEDIA_TYPES

NAME = "ro-crate-metadata.json"
SOURCE = "source.zip"
_CRATE = "https://w3id.org/ro/crate/1.1"
_WORKFLOW = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
_BIOSCHEMAS = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
_PROFILES = tuple(f"https://w3id.org/ro/wfrun/{name}/0.5" for name in ("process", "workflow"))
# Not the addresses of `licences`: editions that are published already name these.
_LICENCES: Mapping[str, str] = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://spdx.org/licenses/MIT",
}
_SOFTWARE_URLS = {"python": "https://www.python.org/", "factbook": ""}
"""By name: the address of what is not on the index of Python packages, such as a factbook between two releases."""
_FORMATS = {
    "csv": "text/csv",
    "html": "text/html",
    "ipynb": "application/x-ipynb+json",
    "parquet": MEDIA_TYPES["parquet"],
    "sqlite": MEDIA_TYPES["sqlite"],
    "xlsx": MEDIA_TYPES["xlsx"],
    "json": "application/json",
    "py": "text/x-python",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrateFile:
    """A file of the edition."""

    path: str
    name: str
    digest: str
    """SHA-256."""
    size: int
    description: str = ""
    licence: str = ""

    @property
    def id(self) -> str:
        """Its name in the crate, which is an address."""
        return quote(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crate:
    """What the research object says about an edition."""

    title: str
    label: str
    day: str
    """ISO date of the edition."""
    description: str = ""
    author: str = ""
    licence: str = ""
    address: str = ""
    language: str = "en"
    source: CrateFile
    inputs: Sequence[CrateFile] = ()
    outputs: Sequence[CrateFile] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    """Version of each library by name, ``python`` and ``factbook`` among them."""


def render_crate(crate: Crate) -> str:
    """Return `ro-crate-metadata.json`; the same edition gives the same bytes."""
    graph = [_descriptor(), _root(crate), *_workflow(crate), _run(crate), *_people(crate), *_describe_licences(crate)]
    graph += [_file(one) for one in (*crate.inputs, *crate.outputs)]
    graph += [_software(name, version) for name, version in sorted(crate.environment.items())]
    graph += [
        {"@id": profile, "@type": "CreativeWork", "name": _profile_name(profile), "version": profile.rpartition("/")[2]}
        for profile in (*_PROFILES, _WORKFLOW)
    ]
    return (
        json.dumps(
            {"@context": [f"{_CRATE}/context", "https://w3id.org/ro/terms/workflow-run/context"], "@graph": graph},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _descriptor() -> dict[str, Any]:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": _links([_CRATE, _WORKFLOW]),
    }


def _root(crate: Crate) -> dict[str, Any]:
    parts = [crate.source.id, *(one.id for one in (*crate.inputs, *crate.outputs))]
    return _filled(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": f"{crate.title}, edition {crate.label}",
            "description": crate.description or f"Data, notebooks, environment and figures of {crate.title}.",
            "datePublished": crate.day,
            "version": crate.label,
            "inLanguage": crate.language,
            "license": _licence(crate.licence),
            "author": {"@id": "#author"} if crate.author else "",
            "publisher": {"@id": "#author"} if crate.author else "",
            "url": crate.address,
            "conformsTo": _links([*_PROFILES, _WORKFLOW]),
            "hasPart": _links(parts),
            "mainEntity": {"@id": crate.source.id},
            "mentions": {"@id": "#run"},
        }
    )


def _workflow(crate: Crate) -> list[dict[str, Any]]:
    main = _file(crate.source) | {
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        "version": crate.label,
        "conformsTo": {"@id": _BIOSCHEMAS},
        "programmingLanguage": {"@id": "#jupyter-book"},
        "input": _links(f"#input-{one.id}" for one in crate.inputs),
        "output": _links(f"#output-{one.id}" for one in crate.outputs),
        "softwareRequirements": _links(_software_id(*one) for one in sorted(crate.environment.items())),
    }
    language = {
        "@id": "#jupyter-book",
        "@type": "ComputerLanguage",
        "name": "Jupyter notebooks and MyST Markdown",
        "url": "https://jupyterbook.org/",
    }
    parameters = [
        {
            "@id": f"#{kind}-{one.id}",
            "@type": "FormalParameter",
            "name": one.path,
            "additionalType": "File",
            "workExample": {"@id": one.id},
        }
        for kind, files in (("input", crate.inputs), ("output", crate.outputs))
        for one in files
    ]
    return [main, language, *parameters]


def _run(crate: Crate) -> dict[str, Any]:
    return _filled(
        {
            "@id": "#run",
            "@type": "CreateAction",
            "name": f"factbook build, as known on {crate.day}",
            "description": (
                "The notebooks were run on the tables, and each printed figure was compared with what they recorded,"
                " or with the row of its source."
            ),
            "instrument": {"@id": crate.source.id},
            "object": _links(one.id for one in crate.inputs),
            "result": _links(one.id for one in crate.outputs),
            # The agent of a run is whoever publishes the edition; no person's name is recorded.
            "agent": {"@id": "#author"} if crate.author else "",
            "endTime": crate.day,
            "actionStatus": "http://schema.org/CompletedActionStatus",
        }
    )


def _people(crate: Crate) -> list[dict[str, Any]]:
    person = {"@id": "#author", "@type": "Organization", "name": crate.author, "url": crate.address}
    return [_filled(person)] if crate.author else []


def _describe_licences(crate: Crate) -> list[dict[str, Any]]:
    """Return an entity for each licence that has an address, since the crate's rules want one beside the link."""
    names = {crate.licence, *(one.licence for one in (crate.source, *crate.inputs, *crate.outputs))}
    return [
        {"@id": _LICENCES[name], "@type": "CreativeWork", "name": name, "description": f"The licence {name}"}
        for name in sorted(names & _LICENCES.keys())
    ]


def _file(one: CrateFile) -> dict[str, Any]:
    return _filled(
        {
            "@id": one.id,
            "@type": "File",
            "name": one.name,
            "description": one.description,
            "encodingFormat": _FORMATS.get(one.path.rpartition(".")[2], "application/octet-stream"),
            "contentSize": str(one.size),
            "sha256": one.digest,
            "license": _licence(one.licence),
        }
    )


def _software(name: str, version: str) -> dict[str, Any]:
    entity = {"@id": _software_id(name, version), "@type": "SoftwareApplication", "name": name}
    return _filled({**entity, "url": _software_url(name), "softwareVersion": version})


def _software_url(name: str) -> str:
    return _SOFTWARE_URLS.get(name, f"https://pypi.org/project/{name}/")


def _software_id(name: str, version: str) -> str:
    """Return an address that is the same for everybody who used this version, where there is one."""
    if name in _SOFTWARE_URLS:
        return f"{_SOFTWARE_URLS[name]}#software-{name}-{version}"
    return f"https://pypi.org/project/{name}/{version}/"


def _profile_name(profile: str) -> str:
    name = profile.rpartition("/")[0].rpartition("/")[2]
    return {"process": "Process Run Crate", "workflow": "Workflow Run Crate"}.get(name, "Workflow RO-Crate")


def _licence(text: str) -> Any:
    return {"@id": _LICENCES[text]} if text in _LICENCES else text


def _links(ids: Any) -> list[dict[str, str]]:
    return [{"@id": id} for id in ids]


def _filled(entity: dict[str, Any]) -> dict[str, Any]:
    """Return an entity without its empty properties."""
    return {key: value for key, value in entity.items() if value not in ("", [])}
