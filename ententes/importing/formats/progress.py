"""How far a reading is, told to whoever listens: nobody by default, the parent's pipe in the subprocess."""

from __future__ import annotations

from collections.abc import Callable

_listener: Callable[[int, int], None] | None = None


def listen(listener: Callable[[int, int], None] | None) -> None:
    """From now on, tell this listener."""
    global _listener
    _listener = listener


def tell(done: int, total: int) -> None:
    """Say that so many of so many steps are done."""
    if _listener is not None:
        _listener(done, total)
