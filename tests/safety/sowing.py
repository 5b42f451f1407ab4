"""Sow words in every column of text that the rows of an agreement have in some rooms, whatever the columns are."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.apps import apps
from django.db import models

from ententes.agreements.models import Agreement
from ententes.ground.folding import FoldedField

KEPT = {"slug", "sha256", "content_sha256", "previous_sha256", "key_sha256", "verb", "subject_kind", "move", "office", "link", "point"}
"""Columns that hold a mark, a word of a closed set or an address: nobody types their text."""
LISTS = {"dissents", "differences"}
"""Columns of sentences, most often empty."""
_MARK = re.compile(r"[0-9a-f]{64}|\d{4}-\d\d-\d\d.*|[a-z_]{2,24}")
"""What is a hash, a day or a word of a closed set inside a document of values."""


def everywhere(agreement: Agreement, rooms: Iterable[str], words: Callable[[int | None], str]) -> dict[str, int]:
    """Put `words(longest)` in each text of the agreement's rows; how many rows of each model were sown."""
    return around([agreement], rooms, words)


def around(
    roots: Collection[models.Model], rooms: Iterable[str], words: Callable[[int | None], str], but: Collection[str] = ()
) -> dict[str, int]:
    """The same in the rows that hang from some rows of one model, by a key that may be empty where it is not the agreement.

    Columns of these names (`but`) keep their words.
    """
    sown: dict[str, int] = {}
    for room in rooms:
        for model in apps.get_app_config(room).get_models():
            columns = [one for one in model._meta.concrete_fields if _is_sown(one) and one.name not in but]
            path = _path(model, type(next(iter(roots))))
            if not columns or not path:
                continue
            alone = {name for one in model._meta.constraints if isinstance(one, models.UniqueConstraint) for name in one.fields}
            used: set[tuple[str, str]] = set()
            rows = model._base_manager.filter(**{f"{path}__in": [one.pk for one in roots]}).order_by("pk")
            for row in rows:
                said = {one.name: _in(getattr(row, one.name), one.max_length, words) for one in columns}
                said |= {name: [words(None)] for name in LISTS & said.keys()}
                # What two rows may not share keeps its own words where these were given to another.
                said = {name: one for name, one in said.items() if name not in alone or (name, one) not in used}
                used |= {(name, one) for name, one in said.items() if name in alone}
                model._base_manager.filter(pk=row.pk).update(**said)
            sown[model.__name__] = len(rows)
    return sown


def _is_sown(field: Any) -> bool:
    if field.name in KEPT or field.choices or isinstance(field, FoldedField):
        return False
    return isinstance(field, (models.CharField, models.TextField, models.JSONField))


def _path(model: Any, root: Any) -> str:
    """The shortest way by foreign keys from a model to another: to the agreement, by those that are never empty."""
    if model is root:
        return "pk"
    ways, seen = [(model, "")], {model}
    for one, way in ways:
        for field in one._meta.concrete_fields:
            if field.is_relation and not (field.null and root is Agreement) and field.related_model not in seen:
                if field.related_model is root:
                    return f"{way}{field.name}"
                seen.add(field.related_model)
                ways.append((field.related_model, f"{way}{field.name}__"))
    return ""


def _in(value: Any, longest: int | None, words: Callable[[int | None], str]) -> Any:
    """The same shape with other texts; what is empty inside a document of values stays so, for it may be a choice that nobody made."""
    if isinstance(value, dict):
        return {key: one if one == "" else _in(one, None, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_in(one, None, words) for one in value]
    if isinstance(value, str) and (longest is not None or not _MARK.fullmatch(value)):
        return words(longest)
    return value
