"""What the review page shows: lines of the source on one side, items on the other, each light and linked to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.committees.states import Kind
from ententes.ground import french
from ententes.ground.wording import colon, long_date
from ententes.ground.years import FiscalYear
from ententes.importing import corrections, queries
from ententes.importing.understanding.wording import quoted
from ententes.plans.states import Per, Role

Plain = dict[str, Any]


def _kinds() -> dict[str, str]:
    return {
        "agreement": _("Entente"),
        "clauses": _("Article"),
        "organisations": _("Organisation"),
        "bodies": _("Instance"),
        "mandates": _("Mandat"),
        "sections": _("Section"),
        "actions": _("Action"),
        "points": _("Point à préciser"),
    }


class Shown:
    """The items of one upload as rows for a template: `{key, kind, line, text, details, state, link}`."""

    def __init__(self, plain: Plain, changes: Mapping[str, Any]) -> None:
        self.read = plain
        self.now = corrections.corrected(plain, changes)
        self.changes = changes
        self.set_aside = corrections.dismissed(changes)
        self.kinds = _kinds()
        self.names = {one["key"]: one["name"] for one in self.now["bodies"]}
        self.names |= {one["key"]: one["acronym"] or one["name"] for one in self.now["organisations"]}
        self.asked: dict[str, list[str]] = {}
        for point in self.now["points"]:
            if point["key"] not in self.set_aside:
                self.asked.setdefault(point["about"], []).append(point["key"])
        self.months = self.now["agreement"]["year_month"]

    def items(self) -> list[Plain]:
        """Everything but the points, in the order of the source."""
        rows = [self.row("agreement", self.now["agreement"])]
        rows += sorted((self.row(kind, item) for kind, item in corrections.items(self.now) if kind != "points"), key=_place)
        return rows

    def points(self) -> list[Plain]:
        """The points to clarify, in the order of the source."""
        return sorted((self.row("points", item) for item in self.now["points"]), key=_place)

    def unread(self) -> list[Plain]:
        """The words from which nothing was taken."""
        return [{"line": one["place"]["line"], "text": french.shortened(one["words"], 300)} for one in self.now["unread"]]

    def row(self, kind: str, item: Plain) -> Plain:
        """One item."""
        key = item.get("key", corrections.AGREEMENT)
        made = self.changes.get(key, {})
        places = item["places"] if kind == "points" else [item["place"]]
        return {
            "key": key,
            "kind": f"{self.kinds[kind]} {item['code']}" if kind == "actions" else self.kinds[kind],
            "lines": list(dict.fromkeys(place["line"] for place in places)),
            "text": queries.words_of(kind, item),
            "details": [one for one in getattr(self, f"_of_{kind}")(item) if one],
            "asked": self.asked.get(key, []),
            "state": "dismissed" if key in self.set_aside else ("changed" if set(made) - set(corrections.MARKS) else ""),
        }

    def _of_agreement(self, item: Plain) -> Iterator[str]:
        year = corrections.plan_year(self.now)
        proposed = corrections.proposed_title(self.now)
        yield item["plan_title"] or _("titre du plan, que nous proposons puisque le document n’en donne pas : %s") % quoted(proposed)
        yield _("plan de l’exercice %s") % self._year(year) if year else _("exercice du plan : à indiquer")
        yield _("région : %s") % item["region"] if item["region"] else ""
        yield _("domaine : %s") % item["field"] if item["field"] else ""
        yield _("daté : %s") % (long_date(date.fromisoformat(item["dated_on"])) if item["dated_on"] else item["dated_words"] or _("non"))
        yield _("signée : %s") % item["signed"] if item["signed"] else ""
        yield _("objet : %s") % french.shortened(item["purpose"], 200) if item["purpose"] else ""

    def _of_clauses(self, item: Plain) -> Iterator[str]:
        yield french.shortened(item["words"], 200) or _("cité sans son texte : sa place est gardée")

    def _of_organisations(self, item: Plain) -> Iterator[str]:
        yield _("aussi écrite : %s") % french.listing(map(quoted, item["aliases"]), _("et")) if item["aliases"] else ""

    def _of_bodies(self, item: Plain) -> Iterator[str]:
        yield str(Kind(item["kind"]).label)
        yield _("relève de : %s") % self.names[item["parent"]] if item["parent"] in self.names else ""
        yield _("hôte : %s") % self.names[item["host"]] if item["host"] in self.names else ""
        yield _("formée des membres de : %s") % self.names[item["constituted_from"]] if item["constituted_from"] in self.names else ""
        yield item["composition"]
        yield _("aussi écrite : %s") % french.listing(map(quoted, item["aliases"]), _("et")) if item["aliases"] else ""
        count = len(item["mandates"])
        yield ngettext("%d mandat", "%d mandats", count) % count if count else ""

    def _of_mandates(self, item: Plain) -> Iterator[str]:
        yield _("sur : %s") % item["subject"] if item["subject"] else ""
        yield _("auprès de : %s") % item["addressee"] if item["addressee"] else ""

    def _of_sections(self, item: Plain) -> Iterator[str]:
        yield _("objectif %d") % item["number"] if item["number"] is not None else _("sans numéro d’objectif")

    def _of_actions(self, item: Plain) -> Iterator[str]:
        for role, label in ((Role.LEAD, _("responsable : %s")), (Role.COLLABORATOR, _("avec : %s"))):
            who = [self._who(one) for one in item["responsibilities"] if one["role"] == role]
            yield label % ", ".join(who) if who else ""
        for one in item["schedules"]:
            words = quoted(one["words"]) if one["words"] else _("non précisé")
            days = _days(one["window"])
            yield " ".join([f"{self._year(one['year'])}{colon()}{words}" if one["year"] else words, days]).strip()
        for target in item["targets"]:
            yield _("cible : %(number)s %(what)s (%(per)s)") % {
                "number": target["number"],
                "what": target["what"],
                "per": Per(target["per"]).label,
            }
        yield from (f"{title}{colon()}{french.shortened(words, 120)}" for title, words in item["extras"].items())

    def _who(self, one: Plain) -> str:
        body, organisation = self.names.get(one["body"]), self.names.get(one["organisation"])
        if body and organisation:
            return f"{body} ({organisation})"
        return body or organisation or quoted(one["words"])

    def _of_points(self, item: Plain) -> Iterator[str]:
        settled = self.changes.get(item["key"], {}).get("settlement")
        yield _("précisé : %s") % settled if settled else ""
        yield _("peut préciser : %s") % self.names.get(item["settled_by"], _("la coordination"))

    def _year(self, start: int) -> str:
        return FiscalYear(start, self.months).label


def _place(row: Plain) -> int:
    return min(row["lines"], default=0)


def _days(window: Plain) -> str:
    """« (du 1er septembre au 31 décembre 2011) », or nothing where the words already say all."""
    if window["kind"] in ("ongoing", "unspecified"):
        return ""
    if window["kind"] == "to_be_assessed":
        return _("(à décider avant le %s)") % long_date(date.fromisoformat(window["decide_by"]))
    if window["kind"] == "unreadable":
        return _("(date non comprise)")
    first, last = (date.fromisoformat(window[name]) if window[name] else None for name in ("starts_on", "ends_on"))
    if first and last and first != last:
        return _("(du %(first)s au %(last)s)") % {"first": long_date(first), "last": long_date(last)}
    if last:
        return _("(au plus tard le %s)") % long_date(last) if window["kind"] == "by" else f"({long_date(last)})"
    return ""


def source(tree: Plain, items: list[Plain], points: list[Plain]) -> list[Plain]:
    """The lines of the document, each with the key of the first item, and of the first point, that comes from it."""
    taken, asked = _firsts(items), _firsts(points)
    seen: set[int] = set()
    lines = []
    for line in tree["lines"]:
        number = line["l"]
        first = number not in seen
        seen.add(number)
        lines.append(
            {
                "number": number,
                "first": first,
                "kind": line["k"],
                "where": line.get("w", ""),
                "text": line.get("t", ""),
                "cells": line.get("c"),
                "item": taken.get(number, "") if first else "",
                "point": asked.get(number, "") if first else "",
            }
        )
    return lines


def _firsts(rows: list[Plain]) -> dict[int, str]:
    firsts: dict[int, str] = {}
    for row in rows:
        for line in row["lines"]:
            firsts.setdefault(line, row["key"])
    return firsts


def summary(counts: Plain, now: Plain) -> list[tuple[str, str]]:
    """The figures at the top of the page, each with the anchor of the first of its kind."""
    mandates = [one for body in now["bodies"] for one in body["mandates"]]
    firsts = {kind: rows[0]["key"] for kind, rows in ({**now, "mandates": mandates}).items() if kind in corrections.KINDS[1:] and rows}
    return [
        (ngettext("%d action", "%d actions", counts["actions"]) % counts["actions"], firsts.get("actions", "reading")),
        (ngettext("%d objectif", "%d objectifs", counts["objectives"]) % counts["objectives"], firsts.get("sections", "reading")),
        (ngettext("%d instance", "%d instances", counts["bodies"]) % counts["bodies"], firsts.get("bodies", "reading")),
        (ngettext("%d mandat", "%d mandats", counts["mandates"]) % counts["mandates"], firsts.get("mandates", "reading")),
        (ngettext("%d point à préciser", "%d points à préciser", counts["points"]) % counts["points"], "points"),
    ]


def promise(counts: Plain) -> str:
    """« 30 actions en 5 sections, 8 instances et leurs 16 mandats, 6 organisations et 14 points à préciser »."""
    others = {
        "bodies": ngettext("%d instance", "%d instances", counts["bodies"]),
        "mandates": ngettext("%d mandat", "%d mandats", counts["mandates"]),
        "organisations": ngettext("%d organisation", "%d organisations", counts["organisations"]),
        "points": ngettext("%d point à préciser", "%d points à préciser", counts["points"]),
    }
    parts = [
        _("%(actions)s en %(sections)s")
        % {
            "actions": ngettext("%d action", "%d actions", counts["actions"]) % counts["actions"],
            "sections": ngettext("%d section", "%d sections", counts["sections"]) % counts["sections"],
        },
        *(words % counts[kind] for kind, words in others.items() if counts[kind]),
    ]
    return french.listing(parts, _("et"))
