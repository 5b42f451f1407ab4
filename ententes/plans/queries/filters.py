"""What one wants to see of a plan: read from an address, combined, said in words, and written back into an address."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ..states import Status
from .search import LONGEST

BY_OBJECTIVE, BY_BODY = "objectif", "instance"


class Names(Protocol):
    """What gives the words of a filter: the names a plan knows, and today's season."""

    @property
    def sections(self) -> Mapping[str, str]: ...
    @property
    def bodies(self) -> Mapping[int, str]: ...
    @property
    def organisations(self) -> Mapping[int, str]: ...
    @property
    def years(self) -> Mapping[int, str]: ...
    @property
    def season(self) -> str: ...


@dataclass(frozen=True)
class Filters:
    """What is asked of a plan; nothing asked is everything. `section` is a code, `body` and `organisation` primary keys.

    `now`: what this season concerns. `asks`: what « demande une réponse ». `by`: how the rows are grouped.
    """

    section: str = ""
    body: int | None = None
    organisation: int | None = None
    year: int | None = None
    status: str = ""
    asks: bool = False
    now: bool = False
    text: str = ""
    by: str = BY_OBJECTIVE

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> Filters:
        """The filters an address or a form says. What cannot be read is left out; it never raises."""
        status = _plain(query.get("etat"), 20)
        return cls(
            section=_plain(query.get("objectif"), 12),
            body=_number(query.get("instance")),
            organisation=_number(query.get("organisme")),
            year=_number(query.get("annee")),
            status=status if status in Status.values else "",
            asks=query.get("demande") == "1",
            now=query.get("saison") == "1",
            text=_plain(query.get("q"), LONGEST),
            by=BY_BODY if query.get("par") == BY_BODY else BY_OBJECTIVE,
        )

    def known(self, names: Names) -> Filters:
        """The same, without what this plan does not know (a body of another agreement, a year it does not speak of)."""
        return dataclasses.replace(
            self,
            section=self.section if self.section in names.sections else "",
            body=self.body if self.body in names.bodies else None,
            organisation=self.organisation if self.organisation in names.organisations else None,
            year=self.year if self.year in names.years else None,
        )

    @property
    def narrow(self) -> bool:
        """Whether something is left out of the plan."""
        return dataclasses.replace(self, by=BY_OBJECTIVE) != Filters()

    def words(self, names: Names) -> str:
        """The filter said in words, for the page and for what leaves it: « Instance : Comité de gestion; cet automne ». Empty for none."""
        said = [
            self.section and _("Objectif : %(words)s") % {"words": names.sections[self.section]},
            self.body and _("Instance : %(words)s") % {"words": names.bodies[self.body]},
            self.organisation and _("Organisme : %(words)s") % {"words": names.organisations[self.organisation]},
            self.year and _("Exercice : %(words)s") % {"words": names.years[self.year]},
            self.status and _("État : %(words)s") % {"words": Status(self.status).label},
            self.asks and _("demande une réponse"),
            self.now and names.season,
            self.text and _("contient « %(words)s »") % {"words": self.text},
        ]
        words = "; ".join(str(one) for one in said if one)
        return words[:1].upper() + words[1:]

    def fields(self) -> dict[str, str]:
        """The filter as the fields of a form, without those that say nothing."""
        every = {
            "objectif": self.section,
            "instance": self.body,
            "organisme": self.organisation,
            "annee": self.year,
            "etat": self.status,
            "demande": "1" if self.asks else "",
            "saison": "1" if self.now else "",
            "q": self.text,
            "par": self.by if self.by != BY_OBJECTIVE else "",
        }
        return {name: str(value) for name, value in every.items() if value}

    def address(self, **changes: Any) -> str:
        """The end of an address that says this filter with some changes: « ?instance=3&saison=1 », or « ? » for the whole plan."""
        return f"?{urlencode(dataclasses.replace(self, **changes).fields())}"


def _plain(value: Any, longest: int) -> str:
    return " ".join("".join(char for char in str(value or "")[: longest * 2] if char.isprintable() or char.isspace()).split())[:longest]


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
