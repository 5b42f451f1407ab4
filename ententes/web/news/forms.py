"""What may be chosen when asking for news, read from an address or from a form."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode


class AskForm:
    """Actions one by one (`action`), those of a body (`instance`), or all that are due (`dues`); and the day of the answer (`pour`).

    What cannot be read is left out: the rules of the act say what is missing.
    """

    def __init__(self, given: Any) -> None:
        self.actions = [int(one) for one in given.getlist("action")[:2000] if one.isdecimal() and len(one) < 18]
        body = given.get("instance", "")
        self.body = int(body) if body.isdecimal() and len(body) < 18 else 0
        self.all_due = given.get("dues") == "1"
        self._due = given.get("pour", "")

    @property
    def several(self) -> bool:
        return bool(self.body or self.all_due)

    @property
    def chooses(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.actions or self.several)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The choice as hidden fields, without the day."""
        kept = [("action", str(one)) for one in self.actions]
        return kept + ([("instance", str(self.body))] if self.body else []) + ([("dues", "1")] if self.all_due else [])

    @property
    def address(self) -> str:
        return urlencode(self.query)

    def due(self, usual: date) -> date:
        """The day by which an answer is expected."""
        try:
            return date.fromisoformat(self._due)
        except ValueError:
            return usual
