"""The press: a sheet of Typst and what it sets, made into a tagged PDF (PDF/UA-1).

Words reach a sheet as JSON data and are set as plain text: nothing of them is ever markup. The sheets are ours and read no file.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import typst

from .table import FORBIDDEN

_FOLDER = Path(__file__).parent
_LARGE = 100_000
"""Characters of a document beyond which its traces are aged. Typst forgets what ten compilations in a row did not use: about 3 MB for
a plan of thirty actions, 100 MB for one of a thousand, of which no more than two may stay in a process that serves pages."""
_UNSURE = re.compile(
    "[^\\t\\n\\r -~\u00a0-\u02af\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2040\u2070-\u20bf\u2190-\u22ff\u25a0-\u25ff]"
)
"""What the fonts that come with Typst may lack: pictures, and scripts other than Latin, Greek and Cyrillic."""


def printed(sheet: str, doc: dict[str, Any]) -> bytes:
    """The PDF of a sheet (`"plan.typ"`) that reads `doc` as its input of that name.

    Accessible PDF refuses a letter that no font draws: such letters are looked for among the fonts of the machine, and where it has
    none either, each is drawn as an empty square.
    """
    words = json.dumps(_clean(doc), ensure_ascii=False)
    if not _UNSURE.search(words):
        return _set(sheet, words)
    for system in (False, True):
        with suppress(typst.TypstError):
            return _set(sheet, words, system)
    return _set(sheet, _UNSURE.sub("□", words))


@cache
def _press(system: bool = False) -> tuple[typst.Compiler, threading.Lock]:
    """The compiler with its own fonts, and those of the machine where asked, kept warm. It works on one document at a time."""
    fonts = typst.Fonts(include_system_fonts=system)
    return typst.Compiler(root=_FOLDER, font_paths=fonts, ignore_system_fonts=not system), threading.Lock()


@cache
def _sheet(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


def _set(sheet: str, words: str, system: bool = False) -> bytes:
    compiler, lock = _press(system)
    with lock:
        made = compiler.compile(_sheet(sheet), format="pdf", sys_inputs={"doc": words}, pdf_standards=["ua-1"])
        if len(words) > _LARGE:
            for turn in range(9):
                compiler.compile(b"#sys.inputs.turn", format="svg", sys_inputs={"turn": str(turn)})
    assert isinstance(made, bytes)
    return made


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return {key: _clean(one) for key, one in value.items()} if isinstance(value, dict) else value
