"""What differs between two JSON documents, as a merge patch (RFC 7396).

A member of a patch that is ``null`` removes the member of that name, so no document may tell ``null`` from nothing.
"""

from __future__ import annotations

from typing import Any


def make_patch(before: Any, after: Any) -> Any:
    """Return the patch that turns one document into another; of documents that are no objects, the later one."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    patch: dict[str, Any] = dict.fromkeys(before.keys() - after.keys())
    patch |= {name: value for name, value in after.items() if name not in before}
    both = before.keys() & after.keys()
    return patch | {name: make_patch(before[name], after[name]) for name in both if before[name] != after[name]}


def apply_patch(before: Any, patch: Any) -> Any:
    """Return the document that a patch makes of another one, which is not changed."""
    if not isinstance(patch, dict):
        return patch
    found = dict(before) if isinstance(before, dict) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = apply_patch(found.get(name), value)
    return found
