"""What is odd in the names: spellings, acronyms, who sits where, who answers for nothing or for everything at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ententes.ground.french import even, fold
from ententes.importing.reading import BodyRead, OrganisationRead
from ententes.importing.tree import Place

from ..belonging import created_body
from ..naming import is_acronym
from .found import Found, Known, adopter, proposer, said

#: What these letters usually mean, wherever they are met.
USUAL = {
    "ca": "conseil d’administration",
    "ce": "comité exécutif",
    "ag": "assemblée générale",
    "aga": "assemblée générale annuelle",
    "dg": "direction générale",
}
#: Acronyms that nobody in the field needs explained.
_EVERYONE = frozenset(("mrc", "obnl", "osbl", "cisss", "ciusss", "cpe", "pme", "rh", "ong", "hlm", "chsld", "clsc", "ngo", "npo"))
_MEANING = {
    "ca": re.compile(r"conseil d'administration|board of directors"),
    "ce": re.compile(r"comite executif|executive committee"),
    "ag": re.compile(r"assemblee generale"),
    "aga": re.compile(r"assemblee generale"),
    "dg": re.compile(r"direct(?:ion|eur|rice) generale?"),
}


def spelling_variants(known: Known) -> Iterator[Found]:
    """One organisation or body written in several ways that only case, accents or hyphens tell apart."""
    registry = known.told.registry
    holders: list[OrganisationRead | BodyRead] = [*registry.organisations, *registry.bodies]
    for holder in holders:
        met: Counter[str] = registry.spellings.get(holder.key, Counter())
        folded: dict[str, list[str]] = {}
        for one in met:
            forms = folded.setdefault(fold(one), [])
            # « Comité de suivi » and « comité de suivi » are one common name; « Maison Bleue » and « Maison bleue » are two spellings.
            ours = _plain(one).lower() if isinstance(holder, BodyRead) else _plain(one)[1:]
            same = [(_plain(form).lower() if isinstance(holder, BodyRead) else _plain(form)[1:]) == ours for form in forms]
            if not any(same):
                forms.append(one)
        for forms in folded.values():
            if len(forms) > 1:
                places = [
                    action.place
                    for action in known.reading.actions
                    if any(form in one.words for one in action.responsibilities for form in forms)
                ]
                yield Found("spelling_variants", {"forms": forms, "name": holder.name}, holder.key, places[:6] or [holder.place])


def _plain(name: str) -> str:
    """A spelling without what the machine that typed it chose: the apostrophe, the kind of space."""
    return " ".join(name.replace("’", "'").split())


def acronyms_not_introduced(known: Known) -> Iterator[Found]:
    """An acronym that answers for something or receives something, and that the document never explains."""
    registry = known.told.registry
    for body in registry.bodies:
        for acronym in registry.acronym_cases.get(body.key, []):
            if fold(acronym) not in registry.introduced and is_acronym(acronym):
                meaning = "" if fold(body.name) == fold(acronym) else body.name
                yield Found("acronym_not_introduced", {"acronym": acronym, "meaning": meaning}, body.key, _places(known, acronym))
                break
    for organisation in registry.organisations:
        acronym = organisation.acronym
        if acronym and fold(acronym) not in registry.introduced and fold(acronym) not in _EVERYONE and _acts(known, organisation.key):
            yield Found("acronym_not_introduced", {"acronym": acronym, "meaning": ""}, organisation.key, _places(known, acronym))


def _acts(known: Known, key: str) -> bool:
    return (
        any(key == one.organisation for action in known.reading.actions for one in action.responsibilities)
        or any(mandate.addressee_key == key for body in known.reading.bodies for mandate in body.mandates)
        or any(body.host == key for body in known.reading.bodies)
    )


def _places(known: Known, acronym: str) -> list[Place]:
    words = re.compile(rf"(?<!\w){re.escape(acronym)}(?!\w)")
    found = [line.place for line in known.lines if line.text and words.search(line.text)]
    found += [action.place for action in known.reading.actions if any(words.search(one.words) for one in action.responsibilities)]
    return found[:4]


def acronyms_in_two_cases(known: Known) -> Iterator[Found]:
    """« (ca) » in the list, « CA » in the table: one point for all of them."""
    registry = known.told.registry
    pairs, places = [], []
    for body in registry.bodies:
        cases = registry.acronym_cases.get(body.key, [])
        for other in cases[1:]:
            if fold(other) == fold(cases[0]) and other != cases[0]:
                pairs.append([cases[0], other])
                places += [body.place, *_places(known, other)[:1]]
    if pairs:
        yield Found("acronym_case", {"pairs": pairs}, places=places)


def acronyms_of_something_else(known: Known) -> Iterator[Found]:
    """A committee under letters that usually mean another body."""
    registry = known.told.registry
    for body in registry.bodies:
        for acronym in registry.acronym_cases.get(body.key, [])[-1:]:
            meant = fold(acronym)
            if meant in USUAL and not _MEANING[meant].search(even(body.name)):
                present = next((one.name for one in registry.bodies if _MEANING[meant].search(even(one.name))), "")
                yield Found(
                    "acronym_ambiguous",
                    {"acronym": acronym.upper(), "name": body.name, "usual": USUAL[meant], "present": present},
                    body.key,
                    [body.place, *_places(known, acronym)[:1]],
                )


def bodies_beyond_those_announced(known: Known) -> Iterator[Found]:
    """« Quatre comités », and a fifth that the plan sets up."""
    for action in known.reading.actions:
        name = created_body(said(action))
        body = known.told.registry.known_body(name) if name else None
        if body is None:
            continue
        for count, _, about, place, names in known.told.announced:
            if count == len(names) and body.name not in names and (about is None or about is not body):
                yield Found(
                    "host_unclear",
                    {"count": count, "names": names, "name": body.name, "code": action.code},
                    body.key,
                    [place, action.place],
                    proposer(known),
                )
                break


def unknown_responsibles(known: Known) -> Iterator[Found]:
    """Organisations that act in the table and that the text never mentions; only where the text presents others."""
    registry = known.told.registry
    text = fold(" ".join(line.text for line in known.lines if line.kind in ("text", "item")))
    if len(text) < 400 or not any(line.kind == "text" for line in known.lines):
        return
    unknown = []
    for organisation in registry.organisations:
        names = [fold(one) for one in (organisation.name, organisation.acronym, *organisation.aliases) if one]
        acts = any(organisation.key == one.organisation for action in known.reading.actions for one in action.responsibilities)
        if acts and not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names):
            unknown.append(organisation)
    acting = {one.organisation for action in known.reading.actions for one in action.responsibilities if one.organisation}
    if unknown and len(unknown) < len(acting):
        keys = {one.key for one in unknown}
        places = [action.place for action in known.reading.actions if any(one.organisation in keys for one in action.responsibilities)]
        yield Found(
            "unknown_responsible", {"names": [one.name for one in unknown]}, unknown[0].key if len(unknown) == 1 else "", places[:6]
        )


def several_leads(known: Known) -> Iterator[Found]:
    """Several names in a column that is both of leads and of collaborators, or in a column of leads alone."""
    grouped: dict[str, list[int]] = {}
    for place, (draft, action) in enumerate(zip(known.plan.drafts, known.reading.actions, strict=True)):
        leads = [
            words
            for words, kind, combined in draft.who
            if kind == "lead" and (combined or not any(one == "collaborators" for _, one, _ in draft.who))
        ]
        written = [one for one in action.responsibilities if any(one.words in words for words in leads)]
        if any(words in draft.row.headers for words in leads):
            continue  # a column headed by a name says who by its marks
        header = next((header for header, kind in zip(draft.row.headers, draft.row.kinds, strict=False) if kind == "lead"), "")
        if (
            len(written) > 1
            and sum(one.role == "lead" for one in written) == 1
            and not any(
                re.search(r"\bavec\b|:|\bwith\b|\bsous la |\((?:resp|coll|port|lead|part|en sou|appui)", even(words)) for words in leads
            )
        ):
            grouped.setdefault(header, []).append(place)
    for header, places in grouped.items():
        actions = [known.reading.actions[place] for place in places]
        yield Found(
            "several_leads",
            {"column": header, "actions": [one.code for one in actions]},
            places=[one.place for one in actions],
            settled_by=proposer(known),
        )


def nobody_responsible(known: Known) -> Iterator[Found]:
    """Actions without a name, where others have one."""
    named = [action for action in known.reading.actions if action.responsibilities]
    alone = [action for action in known.reading.actions if not action.responsibilities]
    if named and alone:
        yield Found(
            "no_responsible",
            {"actions": [one.code for one in alone]},
            alone[0].key if len(alone) == 1 else "",
            [one.place for one in alone][:12],
            adopter(known),
        )
