"""Two people who write the same thing: the second is told what the first wrote, and nothing is overwritten."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

from ententes.ground.act import hold

M = TypeVar("M", bound=Model)


class Late(Exception):
    """Somebody wrote since; `row` is the thing as it now stands."""

    def __init__(self, row: Any) -> None:
        super().__init__(row)
        self.row = row


def fresh(row: M, revision: int) -> M:
    """The row, held, when it is still at the revision that was read. Raises `Late` otherwise."""
    held: Any = hold(row)
    if held.revision != revision:
        raise Late(held)
    return held  # type: ignore[no-any-return]
