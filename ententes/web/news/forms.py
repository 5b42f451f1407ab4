"""What may be chosen when asking for news, read from an address or from a form."""

from __future__ import annotations

from datetime import date
from typing import Any


class AskForm:
    """Actions one by one (`action`), those of a body (`instance`) or an organisation (`organisme`),
    or all that are due (`dues`); and the day of the answer (`pour`).

    What cannot be read is left out: the rules of the act say what is missing.
    """

    def __init__(self, given: Any) -> None:
        self.actions = [key for one in given.getlist("action")[:2000] if (key := _number(one))]
        self.body, self.organisation = _number(given.get("instance", "")), _number(given.get("organisme", ""))
        self.all_due = given.get("dues") == "1"
        self._due = given.get("pour", "")

    @property
    def several(self) -> bool:
        return bool(self.body or self.organisation or self.all_due)

    @property
    def chooses(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.actions or self.several)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The choice as hidden fields, without the day."""
        kept = [("action", str(one)) for one in self.actions]
        several = {"instance": self.body, "organisme": self.organisation, "dues": int(self.all_due)}
        return kept + [(name, str(value)) for name, value in several.items() if value]

    def due(self, usual: date) -> date:
        """The day by which an answer is expected."""
        try:
            return date.fromisoformat(self._due)
        except ValueError:
            return usual


def _number(words: str) -> int:
    """A key, 0 for what is none."""
    return int(words) if words.isdecimal() and len(words) < 18 else 0
