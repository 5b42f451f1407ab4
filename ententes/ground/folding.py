"""A column that keeps another one folded (`french.fold`), so that the database can search it."""

from __future__ import annotations

from typing import Any

from django.db import models

from ententes.ground.french import fold


class FoldedField(models.TextField):
    """The folded words of the field named `of`, computed each time the row is saved or created in bulk; never set by hand.

    `update()` does not pass here: an act that changes `of` that way sets this column too.
    """

    def __init__(self, *args: Any, of: str = "", **options: Any) -> None:
        self.of = of
        super().__init__(*args, **({"editable": False, "default": ""} | options))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        folded = fold(getattr(instance, self.of))
        setattr(instance, self.attname, folded)
        return folded
