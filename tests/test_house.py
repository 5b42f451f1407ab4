"""The habits of the house, kept by tests: where things stand, who may write, what is documented."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from ententes.web.access import ACCESS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ententes"
ROOM_FILES = {"__init__", "states", "models", "queries", "rules", "acts", "letters", "admin", "apps", "migrations"}
ROOMS = [
    "people",
    "organisations",
    "documents",
    "correspondence",
    "agreements",
    "committees",
    "decisions",
    "plans",
    "frameworks",
    "funding",
    "projects",
    "meetings",
    "scoring",
    "awards",
    "conventions",
]
FORBIDDEN_NAMES = re.compile(r"\b(utils?|helpers?|managers?|services?|process(or|ing)?|handlers?|data)\.py$")
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "get_or_create",
    "update_or_create",
    "create_user",
    "_raw_delete",
}


def sources(folder: Path = PACKAGE) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def floors() -> dict[str, int]:
    """Each room with its height, as import-linter keeps them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {room.strip(): -height for height, layer in enumerate(layers) for room in layer.split("|")}


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("ententes.")]


def test_relations_point_down() -> None:
    heights = floors()
    upward = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.related_model and heights[model.__module__.split(".")[1]] < heights.get(field.related_model.__module__.split(".")[1], -99)
    ]
    assert upward == []


def test_rooms_have_the_same_file_names() -> None:
    strange = [
        str(path.relative_to(PACKAGE))
        for room in ROOMS
        for path in (PACKAGE / room).iterdir()
        if path.stem not in ROOM_FILES and path.name != "__pycache__"
    ]
    assert strange == []


def test_no_file_has_an_empty_name_or_more_than_400_lines() -> None:
    kinds = ("*.py", "*.html", "*.css", "*.js", "*.typ")
    files = [path for kind in kinds for folder in ("ententes", "tests", "config", "demo", "bench") for path in (ROOT / folder).rglob(kind)]
    assert [str(path.relative_to(ROOT)) for path in files if FORBIDDEN_NAMES.search(path.name)] == []
    long = {str(path.relative_to(ROOT)): n for path in files if (n := len(path.read_text().splitlines())) > 400}
    assert long == {}


def test_every_module_opens_with_a_sentence() -> None:
    silent = [str(path.relative_to(ROOT)) for path in sources() if path.read_text().strip() and not ast.get_docstring(parsed(path))]
    assert silent == []


def test_nothing_listens_to_signals() -> None:
    listening = [str(path.relative_to(ROOT)) for path in sources() if re.search(r"@receiver\(|\.connect\(", path.read_text())]
    assert listening == []


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def written_by(path: Path) -> set[str]:
    """The calls of a module that write rows through the ORM."""
    calls = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    rows = re.compile(r"objects|_base_manager|_set\b|\.filter\(|\.all\(")
    return {call.func.attr for call in calls if call.func.attr in WRITES and rows.search(ast.unparse(call.func.value))}


def test_only_acts_write() -> None:
    allowed = {"people/models.py", "web/once.py", "command/keeping.py"}
    writing = {
        str(path.relative_to(PACKAGE)): written_by(path)
        for path in sources()
        if path.name != "acts.py" and "acts" not in path.parts and str(path.relative_to(PACKAGE)) not in allowed and written_by(path)
    }
    assert writing == {}


def test_every_model_says_what_it_is_and_stands_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    mute = [model.__name__ for model in our_models() if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")]
    absent = [model.__name__ for model in our_models() if f"`{model.__name__}`" not in glossary]
    assert (mute, absent) == ([], [])


def acts() -> Iterator[str]:
    """Every act as it is called: `plans.ask`, `importing.build`."""
    for path in sources():
        if path.name == "acts.py" or path.parent.name == "acts":
            room = path.relative_to(PACKAGE).parts[0]
            for node in parsed(path).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{room}.{node.name}"


def test_every_act_has_a_line_in_its_page() -> None:
    written = set(re.findall(r"^\| `([a-z_.]+)`", (ROOT / "docs" / "acts.md").read_text(), re.MULTILINE))
    assert sorted(set(acts()) ^ written) == []


def test_every_hard_case_names_tests_that_are_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "hard-cases.md").read_text())
    assert len(named) > 20
    assert [test for path, test in named if f"def {test}(" not in (ROOT / path).read_text()] == []


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            yield from routes(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def test_every_route_is_in_the_table_of_access_and_the_table_holds_no_other() -> None:
    assert sorted(set(routes()) ^ set(ACCESS)) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_page_folders_do_not_import_one_another() -> None:
    folders = {path.name for path in (PACKAGE / "web").iterdir() if path.is_dir() and (path / "urls.py").exists()}
    crossing = [
        f"{path.relative_to(PACKAGE)} → {other}"
        for path in sources(PACKAGE / "web")
        for other in re.findall(r"from ententes\.web\.(\w+)|from \.\.(\w+)", path.read_text())
        if (name := other[0] or other[1]) in folders and name != path.relative_to(PACKAGE / "web").parts[0]
    ]
    assert crossing == []


def test_only_the_clock_reads_the_clock() -> None:
    reading = re.compile(r"timezone\.now\(\)|datetime\.now\(|date\.today\(|datetime\.utcnow|localdate\(\)")
    assert [str(path.relative_to(PACKAGE)) for path in sources() if reading.search(path.read_text())] == ["ground/clock.py"]


def test_nothing_of_the_reference_agreement_is_written_in_code() -> None:
    """Names of the reference agreement belong to its document and to the demonstration, never to the product."""
    named = re.compile(r"PRESCN|Capitale-Nationale|Charlevoix|Forum jeunesse|Wendake", re.IGNORECASE)
    files = [*sources(), *(PACKAGE / "web" / "templates").rglob("*.html")]
    assert [str(path.relative_to(PACKAGE)) for path in files if named.search(path.read_text())] == []


def test_no_field_of_ours_is_emptied_by_going_back() -> None:
    """A browser keeps what was typed when it goes back, except in fields that say `autocomplete="off"`: half a form would be lost."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]
    assert [path.name for path in files if re.search(r"""autocomplete["']?[=:]\s*["']off""", path.read_text())] == []
