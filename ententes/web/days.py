"""How a form asks for a day."""

from __future__ import annotations

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day as browsers ask for one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


DAY = DayInput()
"""For any field: each keeps a copy of its own."""


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=DAY, **options)
