"""The door for files that others send: they are read in a subprocess with little memory, little time and nothing to inherit.

The child (`python -m ententes.importing.sandbox`) knows no Django and no database. It writes lines of JSON on a pipe: `{"done", "total"}`
while it reads, then one `{"tree"}` or `{"code", "params"}`; the sentence for the sender is made by the parent, in their language.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from .formats.refusals import Unreadable
from .tree import Tree, as_json, from_json

MEMORY = 512 * 1024 * 1024
"""Bytes of address space for reading; a PDF may take twice that."""
PROCESSOR = 20
"""Seconds of processor."""
PATIENCE = 60.0
"""Seconds on the wall."""
MOST_ANSWER = 64 * 1024 * 1024
"""Bytes the child may say, in all."""
MOST_AT_ONCE = 1024 * 1024

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; from ententes.importing.sandbox import main; main(sys.argv[1:])"


def read_safely(path: Path | str, name: str, on_progress: Callable[[int, int], None] | None = None) -> Tree:
    """The tree of a file that somebody sent, read in a subprocess. `on_progress(done, total)` is told as it goes.

    Raises `Unreadable`, and nothing else whatever the file.
    """
    try:
        child = _started(Path(path), name)
    except OSError as why:
        raise Unreadable("cannot_start", name=name) from why
    try:
        answer = _heard(child, name, on_progress)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    if answer is None:
        raise Unreadable(_cause(child.returncode), name=name)
    return _believed(answer, name)


def _believed(answer: dict[str, Any], name: str) -> Tree:
    """The tree of an answer, or its refusal. A file may have taken hold of the child: an answer that is neither is a refusal too."""
    try:
        if "code" not in answer:
            return from_json(answer["tree"])
        refusal = Unreadable(answer["code"], **answer["params"])
        str(refusal)
    except (KeyError, TypeError, ValueError, IndexError) as why:
        raise Unreadable("broken", name=name) from why
    raise refusal


def _started(path: Path, name: str) -> subprocess.Popen[bytes]:
    # Neither site (-S) nor the environment (-I would drop PYTHONPATH too): the child starts twice as fast and inherits nothing but where
    # its libraries are.
    where = os.pathsep.join(dict.fromkeys([str(_ROOT), *(entry for entry in sys.path if entry)]))
    return subprocess.Popen(  # noqa: S603 — our own interpreter and our own module; the file is only ever an argument
        [sys.executable, "-S", "-P", "-X", "utf8", "-c", _START, str(path.resolve()), name.replace("\0", "")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": where, "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"},
        close_fds=True,
        cwd="/",
        start_new_session=True,
    )


def _heard(child: subprocess.Popen[bytes], name: str, on_progress: Callable[[int, int], None] | None) -> dict[str, Any] | None:
    """What the child said last, within the time and the size it is given; None where it fell silent."""
    pipe: IO[bytes] | None = child.stdout
    if pipe is None:
        return None
    end, held, size = time.monotonic() + PATIENCE, bytearray(), 0
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while True:
            left = end - time.monotonic()
            if left <= 0 or not ready.select(left):
                raise Unreadable("too_long", name=name)
            piece = os.read(pipe.fileno(), MOST_AT_ONCE)
            if not piece:
                return None
            size += len(piece)
            if size > MOST_ANSWER:
                raise Unreadable("too_much", name=name)
            held += piece
            if b"\n" not in piece:
                continue
            *lines, rest = bytes(held).split(b"\n")
            held = bytearray(rest)
            for line in lines:
                said = _decoded(line)
                if said is None:
                    return None
                if "done" not in said:
                    return said
                done, total = said["done"], said.get("total")
                if on_progress is not None and isinstance(done, int) and isinstance(total, int):
                    on_progress(done, total)


def _decoded(line: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _cause(status: int) -> str:
    """The code of the refusal for a child that died without a word."""
    if status == -signal.SIGXCPU:
        return "too_long"
    # SIGABRT is how a library written in Rust or C says that it asked for more memory than there is.
    return "too_much" if status in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS) else "broken"


def main(arguments: list[str]) -> None:
    """The child: read one file, say what it holds."""
    path, name = Path(arguments[0]), arguments[1]
    _limit(path)
    out = sys.stdout.buffer
    _say(out, _read(path, name, out))
    out.flush()
    os._exit(0)


def _read(path: Path, name: str, out: IO[bytes]) -> dict[str, Any]:
    from . import formats
    from .formats import progress

    progress.listen(lambda done, total: _say(out, {"done": done, "total": total}))
    try:
        return {"tree": as_json(formats.read(path, name))}
    except Unreadable as why:
        return {"code": why.code, "params": why.params}
    except MemoryError:
        return {"code": "too_much", "params": {"name": name}}
    except Exception:  # whatever a library throws at a broken file, the sender is told the same
        return {"code": "broken", "params": {"name": name}}


def _say(out: IO[bytes], said: dict[str, Any]) -> None:
    out.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n")
    out.flush()


def _limit(path: Path) -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system: the parent's clock and the limits of the formats remain
        return
    with path.open("rb") as file:
        memory = 2 * MEMORY if file.read(5) == b"%PDF-" else MEMORY
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _, hard = resource.getrlimit(limit)
        try:
            resource.setrlimit(limit, (most, most if hard == resource.RLIM_INFINITY else min(most, hard)))
        except (ValueError, OSError):  # macOS refuses some of them
            continue


if __name__ == "__main__":
    main(sys.argv[1:])
