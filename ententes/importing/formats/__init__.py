"""Files read into the neutral tree: one module a format, chosen by what the file holds and never by its name alone."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from ententes.importing.tree import Tree

from .refusals import Unreadable
from .sniffing import kind_of

__all__ = ["Unreadable", "read"]


def read(path: Path, name: str) -> Tree:
    """The tree of the file kept at `path`, which its sender called `name`. Raises `Unreadable` with the sentence for its sender.

    This runs code written for hostile files, but in this process: `sandbox.read_safely` is the door for what others send.
    """
    kind = kind_of(path, name)
    module: Any = importlib.import_module(f"{__name__}.{kind}")
    tree: Tree = module.tree(path, name)
    if not tree.blocks:
        raise Unreadable("nothing_to_read", name=name)
    return tree
