"""What every reader of Word asks of its XML: the children of a name, the value of one, whether a switch is on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def children(parent: Any, name: str) -> Iterator[Any]:
    """The children of that name, in the namespace of Word."""
    return parent.iterchildren(f"{W}{name}")


def value(parent: Any, name: str) -> str | None:
    """The `w:val` of the child of that name; None where there is none."""
    if parent is None:
        return None
    child = next(parent.iterchildren(f"{W}{name}"), None)
    held: str | None = child.get(f"{W}val") if child is not None else None
    return held


def flag(parent: Any, name: str) -> bool | None:
    """Whether a switch is on; None where nothing is said of it."""
    child = next(parent.iterchildren(f"{W}{name}"), None)
    if child is None:
        return None
    return child.get(f"{W}val", "true").lower() not in ("0", "false", "off", "none")
