"""The door for files that others send: whatever they do in there, out comes a tree or a refusal, soon and with nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ententes.importing import sandbox
from ententes.importing.formats import Unreadable, read

from .corpus import OTHERS, SEED
from .crafted import docx_parts, kept, zipped


def child_that(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """From now on, the child runs this program in place of its own, under the same limits."""
    monkeypatch.setattr(
        sandbox,
        "_START",
        f"import sys; from pathlib import Path; from ententes.importing import sandbox; sandbox._limit(Path(sys.argv[1]))\n{program}",
    )


def refused(path: Path = SEED) -> str:
    with pytest.raises(Unreadable) as why:
        sandbox.read_safely(path, "plan.docx")
    assert why.value.params == {"name": "plan.docx"}
    return why.value.code


@pytest.mark.parametrize("name", OTHERS)
def test_a_document_comes_out_of_the_subprocess_as_it_is_read_in_this_one(name: str, tmp_path: Path) -> None:
    path = OTHERS[name](tmp_path).path
    assert sandbox.read_safely(path, path.name) == read(path, path.name)


def test_a_refusal_crosses_the_wall_and_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as why:
        sandbox.read_safely(kept(tmp_path, b"", "vide.docx"), "vide.docx")
    assert (why.value.code, why.value.params) == ("empty", {"name": "vide.docx"})
    assert "est vide" in str(why.value)


def test_progress_is_told_as_it_goes(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    body = "<w:p><w:r><w:t>Plan</w:t></w:r></w:p>" * 1_000
    sandbox.read_safely(kept(tmp_path, zipped(docx_parts(body)), "long.docx"), "long.docx", lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert len(told) > 1
    assert all(0 < done <= total for done, total in told)


def test_a_child_that_takes_too_much_memory_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(monkeypatch, "sandbox._say(sys.stdout.buffer, {'code': 'never', 'params': {}}) if len(bytearray(900 << 20)) else None")
    assert refused() in ("too_much", "broken")


def test_a_child_that_computes_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 30.0)
    child_that(monkeypatch, "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 20))\nwhile True: pass")
    assert refused() == "too_long"


def test_a_child_that_sleeps_is_stopped_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.5)
    children: list[subprocess.Popen[bytes]] = []
    started = sandbox._started
    monkeypatch.setattr(sandbox, "_started", lambda path, name: children.append(started(path, name)) or children[-1])  # type: ignore[func-returns-value]
    child_that(monkeypatch, "import time; time.sleep(60)")
    began = time.monotonic()
    assert refused() == "too_long"
    assert time.monotonic() - began < 10
    assert children[0].poll() is not None


def test_a_child_that_says_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MOST_ANSWER", 1_000_000)
    child_that(monkeypatch, "while True: sys.stdout.write('x' * 65536)")
    assert refused() == "too_much"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "not json\n",
        "[]\n",
        "null\n",
        "{}\n",
        '{"done": "x", "total": null}\n',
        '{"code": 1}\n',
        '{"tree": 3}\n',
        '{"code": "unheard", "params": {}}\n',
    ],
)
def test_a_child_that_says_nonsense_is_a_refusal_with_a_sentence(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    child_that(monkeypatch, f"sys.stdout.write({said!r})")
    with pytest.raises(Unreadable) as why:
        sandbox.read_safely(SEED, "plan.docx", lambda done, total: None)
    assert str(why.value).endswith(".")


@pytest.mark.parametrize("signal", ["SIGSEGV", "SIGABRT", "SIGKILL"])
def test_a_child_that_is_killed_is_a_refusal(monkeypatch: pytest.MonkeyPatch, signal: str) -> None:
    child_that(monkeypatch, f"import os, signal; os.kill(os.getpid(), signal.{signal})")
    assert refused() == "too_much"


def test_the_child_inherits_neither_environment_nor_files_nor_the_right_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    seen = tmp_path / "seen"
    seen.write_text("")
    held = os.open(SEED, os.O_RDONLY)
    os.set_inheritable(held, True)
    child_that(
        monkeypatch,
        "import os\n"
        "files = []\n"
        "for number in range(3, 64):\n"
        "    try: files.append((number, os.fstat(number).st_size))\n"
        "    except OSError: pass\n"
        f"try: wrote = os.write(os.open({str(seen)!r}, os.O_WRONLY), b'x') > 0\n"
        "except OSError: wrote = False\n"
        "sandbox._say(sys.stdout.buffer, {'code': 'empty', 'params': "
        "{'name': '', 'files': files, 'wrote': wrote, 'environment': sorted(os.environ), 'django': 'django' in sys.modules}})",
    )
    try:
        with pytest.raises(Unreadable) as why:
            sandbox.read_safely(SEED, "plan.txt")
    finally:
        os.close(held)
    said: dict[str, Any] = why.value.params
    assert (said["files"], said["wrote"], said["django"]) == ([], False, False)
    assert set(said["environment"]) <= {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "MALLOC_ARENA_MAX", "OPENBLAS_NUM_THREADS", "LC_CTYPE"}


def test_a_file_that_is_gone_is_a_refusal(tmp_path: Path) -> None:
    assert refused(tmp_path / "parti.docx") == "broken"


def test_reading_text_imports_no_library_of_another_format() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from ententes.importing.formats import read; "
        "read(Path(sys.argv[1]), 'plan.txt'); print(sorted({'lxml', 'pdfplumber', 'python_calamine', 'docx', 'django'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", program, str(SEED), str(SEED.parents[1])], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
