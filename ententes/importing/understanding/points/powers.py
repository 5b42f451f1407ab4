"""What is odd between the mandates and the plan: powers that the table widens, mandates that nothing prepares, bodies without work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ententes.ground.french import even, fold
from ententes.ground.mandates import subject_kind, verb_of
from ententes.importing.reading import ActionRead, BodyRead, MandateRead

from ..naming import bare
from ..verbs import verbs_in
from .found import Found, Known, adopter, body_named, said

_DECIDING = ("choose", "decide", "adopt", "determine")
_ADVISING = ("recommend", "propose", "validate", "collaborate", "inform")
_MAKING = re.compile(r"^(?:realiser|produire|rediger|preparer|elaborer|ecrire|faire|produce|write|prepare|draft|complete)\b")


def powers_exceeded(known: Known) -> Iterator[Found]:
    """A body that chooses or decides in the table what its mandate only lets it recommend."""
    for action, body in _led(known):
        about = subject_kind(said(action))
        verbs = [verb for word in verbs_in(said(action)) if (verb := verb_of(word)) in _DECIDING]
        mandates = [one for one in body.mandates if one.subject_kind == about]
        if about == "other" or not verbs or not mandates:
            continue
        if all(verb in _ADVISING for mandate in mandates for verb in mandate.verbs) and any(mandate.verbs for mandate in mandates):
            mandate = next((one for one in mandates if "recommend" in one.verbs), mandates[0])
            yield Found(
                "power_exceeded",
                {
                    "body": body.name,
                    "words": _opened(said(action)),
                    "mandate": _opened(mandate.words),
                    "addressee": mandate.addressee,
                    "code": action.code,
                },
                action.key,
                [action.place, mandate.place],
                mandate.addressee_key if mandate.addressee_key.startswith("body-") else "",
            )


def own_work_validated(known: Known) -> Iterator[Found]:
    """A body that makes in the table what its mandate is to validate or to recommend."""
    for action, body in _led(known):
        about = subject_kind(said(action))
        mandate = next((one for one in body.mandates if one.subject_kind == about and "validate" in one.verbs), None)
        if about in ("report", "plan", "evaluation_framework") and mandate and _MAKING.match(even(said(action))):
            yield Found(
                "validates_own_work",
                {"body": body.name, "words": _opened(said(action)), "mandate": _opened(mandate.words), "code": action.code},
                action.key,
                [action.place, mandate.place],
                adopter(known),
            )


def subjects_without_action(known: Known) -> Iterator[Found]:
    """What a mandate makes someone propose or adopt, and that no action of the plan prepares."""
    prepared = {subject_kind(said(action)) for action in known.reading.actions}
    named: dict[str, list[tuple[MandateRead, BodyRead]]] = {}
    for body in known.reading.bodies:
        for mandate in body.mandates:
            if _MAKING.match(even(mandate.words)):
                prepared.add(mandate.subject_kind)
    for body in known.reading.bodies:
        for mandate in body.mandates:
            # The plan is the document itself.
            if mandate.subject_kind not in ("other", "plan", "project") and mandate.subject_kind not in prepared:
                named.setdefault(mandate.subject_kind, []).append((mandate, body))
    texts = [even(said(action)) for action in known.reading.actions]
    for about, mandates in named.items():
        mandate, body = mandates[0]
        if about in ("training_body", "communication_protocol") and any(
            word in text for text in texts for word in ("formation", "training", "protocole", "protocol")
        ):
            continue
        yield Found(
            "subject_without_action",
            {"mandate": mandate.words, "body": body.name, "subject_kind": about},
            mandate.key,
            [one.place for one, _ in mandates],
            adopter(known),
        )


def mandates_without_action(known: Known) -> Iterator[Found]:
    """A body with mandates, or a group that the text charges with actions, and no action in its name."""
    acting = {key for action in known.reading.actions for one in action.responsibilities for key in (one.body, one.organisation) if key}
    told: set[str] = set()
    if not acting:
        return
    for body in known.reading.bodies:
        if not body.mandates or body.key in acting:
            continue
        made_of = next((one for one in known.reading.organisations if one.key == body.constituted_from), None)
        through = (made_of.acronym or made_of.name) if made_of and made_of.key in acting else ""
        told.add(fold(body.name))
        yield Found(
            "mandate_without_action",
            {"name": body.name, "mandates": len(body.mandates), "through": through, "charged": False},
            body.key,
            [body.place],
        )
    for words, place in known.told.charged:
        for name in re.split(r",\s*|\s+(?:et|and|ainsi que)\s+(?=l[ae']|les|the|tous)", words):
            charged = known.told.registry.known_body(name)
            organisation = None if charged else known.told.registry.known_organisation(name)
            key = charged.key if charged else organisation.key if organisation else ""
            clean = bare(name)
            if clean and key not in acting and fold(clean) not in told and (charged is None or fold(charged.name) not in told):
                told.add(fold(clean))
                shown = clean[:1].upper() + clean[1:]
                yield Found("mandate_without_action", {"name": shown, "mandates": 0, "through": "", "charged": True}, key, [place])


def _led(known: Known) -> Iterator[tuple[ActionRead, BodyRead]]:
    for action in known.reading.actions:
        lead = next((one for one in action.responsibilities if one.role == "lead"), None)
        body = body_named(known, lead.body) if lead and lead.body else None
        if body:
            yield action, body


def _opened(words: str) -> str:
    """Words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]
