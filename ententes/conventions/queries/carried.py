"""A change as bodies receive it: what was asked, the convention before and after, the norms applied again; and what would refuse it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ententes.awards.queries.ahead import what_stands as stands_for_project
from ententes.awards.queries.proposal import recommended, retold
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import LAST, RANKS
from ententes.decisions.states import Kind, Move
from ententes.funding.queries import figures
from ententes.funding.queries.closing import is_closed
from ententes.funding.rules import obstacles_to_drawing, obstacles_to_entering
from ententes.funding.states import Kind as Sort
from ententes.ground.wording import long_date, money
from ententes.projects.queries.applications import reckoned
from ententes.projects.queries.budget import Result
from ententes.projects.queries.norms import norms_of

from ..models import ChangeRequest, GrantAgreement
from ..states import Change, Outcome, Report
from .changes import asked, changed_posts, from_to, granted, new_aid, own, posts

READ = ("convention__agreement", "convention__project__deposit", "convention__project__use__envelope__agreement", "matter__stage")


def of_matter(matter: Matter) -> ChangeRequest | None:
    """The change that a matter carries, with what its money reads. One query."""
    return ChangeRequest.objects.filter(matter=matter).select_related(*READ).first()


def figures_of(change: ChangeRequest) -> dict[str, dict[str, Any]]:
    """The aid, the end of the project and its expenses, `before` and `after` the change."""
    convention = change.convention
    ends_on = convention.ends_on.isoformat() if convention.ends_on else ""
    before: dict[str, Any] = {"aid": granted(convention), "ends_on": ends_on, "expenses": posts(convention), "own": own(convention)}
    after = before | {"expenses": changed_posts(change, before["expenses"])}
    if change.kind == Change.AMOUNT:
        after |= {"aid": new_aid(change), "own": change.details.get("own", before["own"])}
    elif change.kind == Change.DATE:
        after["ends_on"] = change.details["ends_on"]
    return {"before": before, "after": after}


def under_norms(convention: GrantAgreement, after: Mapping[str, Any]) -> Result | None:
    """The budget as it would be, under the norms frozen with the deposit; None for a project without one."""
    deposit = convention.project.deposit
    if deposit is None or not deposit.data["budget"].get("expenses"):
        return None
    norms = norms_of(deposit.data["norms"]) if deposit.data.get("norms") else None
    said = {**deposit.data["budget"], "expenses": after["expenses"], "own": after["own"], "asked": after["aid"]}
    return reckoned(deposit.data["kind"], said, norms)


def rules_of(change: ChangeRequest) -> list[tuple[str, bool, str]]:
    """For another aid, each rule applied again: its letter, whether it holds, and why. What the envelope holds is for `what_stands`."""
    if change.kind != Change.AMOUNT or (found := under_norms(change.convention, figures_of(change)["after"])) is None:
        return []
    return [(rule.letter, rule.holds, rule.sentence) for rule in found.rules if rule.letter != "F"]


@translation.override("fr")
def content(change: ChangeRequest) -> dict[str, Any]:
    """The whole change as plain values, in French: what is frozen and hashed. A dozen queries."""
    convention, matter = change.convention, change.matter
    interests = matter.interests.filter(lifted_at=None).select_related("person").order_by("pk") if matter else ()
    use = convention.project.use
    return {
        "key": change.pk,
        "number": change.number,
        "convention": {"number": convention.number, "sha256": convention.sha256},
        "project": convention.project.title,
        "promoter": convention.project.promoter,
        "kind": change.kind,
        "asked": [[label, words] for label, words in asked(change)],
        "words": change.words,
        "analysis": change.analysis,
        **figures_of(change),
        "rules": [list(one) for one in rules_of(change)],
        "envelope": use.envelope.title if use else "",
        "proposal": {"outcome": change.proposed, "reasons": change.reasons, "cents": change.cents},
        "interests": [one.person.name for one in interests],
        "recommended": recommended(matter) if matter else [],
    }


def proposed(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a copy proposes, to read: the answer, then what would be another than before."""
    said = data["proposal"]
    before, after = data["before"], data["after"]
    lines = [(_("Proposition"), str(Outcome(said["outcome"]).label).capitalize() if said["outcome"] else _("rien de proposé encore"))]
    if before["aid"] != after["aid"]:
        lines.append((_("Aide"), from_to(money(before["aid"]), money(after["aid"]))))
    if before["ends_on"] != after["ends_on"]:
        days = [long_date(date.fromisoformat(one)) if one else _("non dite") for one in (before["ends_on"], after["ends_on"])]
        lines.append((_("Fin du projet"), from_to(*days)))
    old = {one["post"]: one["cents"] for one in before["expenses"]}
    for one in after["expenses"]:
        if old.get(one["post"], 0) != one["cents"]:
            lines.append((one["post"], from_to(money(old.get(one["post"], 0)), money(one["cents"]))))
    if before["own"] != after["own"]:
        lines.append((_("Mise de fonds en argent"), from_to(money(before["own"]), money(after["own"]))))
    if said["reasons"]:
        lines.append((_("Motif"), said["reasons"]))
    return lines


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed from one `content` to another, in sentences."""
    return list(retold(before, after, dict(proposed(before)), dict(proposed(after))))


def what_stands(matter: Matter, move: str = str(Move.PASS), data: Mapping[str, Any] | None = None) -> list[str]:
    """What would refuse the resolution of the body if it passed the copy it has, or the one it changed: of a project as of a change."""
    if matter.kind != Kind.CHANGE:
        return stands_for_project(matter, move, data)
    if move not in (Move.PASS, Move.PASS_WITH_CHANGES):
        return []
    change = of_matter(matter)
    if change is None:
        return [_("Aucune demande ne porte ce dossier : ouvrez-le depuis la page de la demande.")]
    if data is None:
        last = matter.versions.last()
        data = last.data if last else content(change)
    last_word = max((RANKS.get(verb, 0) for verb in (matter.stage.verbs if matter.stage else ())), default=0) == LAST
    return [*obstacles_to_passing(change, data["proposal"]), *_of_money(change, data["proposal"], last_word)]


def obstacles_to_passing(change: ChangeRequest, said: Mapping[str, Any]) -> Iterator[str]:
    """A body passes what is still asked, and gives no other aid than the norms of the deposit allow."""
    if change.outcome == Outcome.WITHDRAWN:
        yield _("Le promoteur a retiré sa demande : retirez le dossier.")
    if said["outcome"] != Outcome.ACCEPTED:
        return
    yield from obstacles_of_end(change.convention, change.kind)
    if change.kind == Change.AMOUNT:
        change.cents = said["cents"]
        yield from obstacles_of_norms(change.convention, figures_of(change))


def obstacles_of_end(convention: GrantAgreement, kind: str) -> Iterator[str]:
    """What has ended no longer changes; nor does the aid once its final report is accepted."""
    if convention.terminated_at is not None or convention.closed_at is not None:
        yield _("La convention n’est pas en vigueur.")
    elif kind == Change.AMOUNT and convention.reports.filter(kind=Report.FINAL, deposits__accepted_at__isnull=False).exists():
        yield _("Le rapport final est accepté : l’aide finale est réglée.")


def obstacles_of_norms(convention: GrantAgreement, told: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A larger aid is allowed as far as caps and stacking go, reckoned again under the norms of the deposit."""
    found = under_norms(convention, told["after"])
    if found is not None and told["after"]["aid"] > max(found.largest, told["before"]["aid"]):
        yield _("Les normes du dépôt permettent au plus %(largest)s. %(why)s") % {
            "largest": money(found.largest),
            "why": found.explained,
        }


def to_draw(change: ChangeRequest, said: Mapping[str, Any]) -> int:
    """What a proposal would draw on the envelope beyond what is committed to the convention; nothing where it gives no more. One query."""
    use = change.convention.project.use
    if change.kind != Change.AMOUNT or said["outcome"] != Outcome.ACCEPTED or use is None:
        return 0
    aid = int(change.details["cents"]) if said["cents"] is None else said["cents"]
    return max(0, aid - figures.of_use(use).committed)


def _of_money(change: ChangeRequest, said: Mapping[str, Any], last_word: bool) -> Iterator[str]:
    use, more = change.convention.project.use, to_draw(change, said)
    if use is None or not more:
        return
    envelope, mine = use.envelope, figures.of_use(use)
    short = figures.short_of(envelope)
    left = more - mine.recommended - mine.reserved
    firm = more if last_word else 0
    yield from obstacles_to_drawing(envelope, more=left, firm=firm, figures=figures.of_envelope(envelope), short=short)
    if is_closed(envelope.agreement, envelope.year):
        entered: dict[str, Any] = {"kind": str(Sort.COMMITTED), "cents": more, "dated_on": date.min}
        yield from obstacles_to_entering(envelope.agreement, year=envelope.year, **entered)
