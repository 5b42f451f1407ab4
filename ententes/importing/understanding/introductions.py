"""Names that a document introduces before it uses them: titles, lists, brackets, tables of acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ententes.ground.french import even, fold
from ententes.importing.reading import BodyRead
from ententes.importing.tree import Place

from .belonging import give_host
from .headed import headed_body
from .naming import abbreviates, bare, bodies_in, body_name, introduced, is_acronym
from .outline import Line, single_cells
from .registry import Registry
from .titles import sentences

COMPOSED = re.compile(
    r"\b(?:est|sont|sera|seront|etait) (?:egalement |aussi )?(?:compose|forme|constitue)e?s?(?: (?:de la maniere suivante"
    r"|comme suit))? ?(?:de la |de l'|des |du |d'|de |par |:)"
    r"|\b(?<!se )(?:reunit|regroupe|comprend|rassemble)(?: (?:egalement|aussi))? |\b(?:is|are) (?:composed of|made up of|formed of"
    r"|comprised of)|\bconsists of|\bcomprises\b|\bbrings together\b"
    r"|\bmembers (?:are|include)\b|\bincludes\b|\b(?:y |sont )?siegent\b|\bmembres (?:du comite |du conseil )?(?:sont|en sont)\b"
)
WORKING = re.compile(r"de travail|working|sous-comites?|sub-?committees?|groupes? de travail|chantiers?")
_SURELY = re.compile(  # what a sentence abbreviates so is a body, never an organisation
    r"(?:sous-)?comite|conseil d'ad|(?:sous-)?groupe de travail|chantier de travail|equipe de (?:projet|travail)"
    r"|[\w& -]*\b(?:sub-?committee|committee|working group|task force|task team|advisory (?:group|council|circle|panel|team))$"
)
_VAGUE = (
    "un",
    "une",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "chaque",
    "tout",
    "aucun",
    "autre",
    "a",
    "an",
    "its",
    "their",
    "any",
    "each",
    "your",
)


@dataclass(slots=True)
class Governance:
    """What the text says of its bodies, and the lines that said it."""

    registry: Registry
    used: set[Place] = field(default_factory=set)
    announced: list[tuple[int, str, BodyRead | None, Place, list[str]]] = field(default_factory=list)  # « Quatre comités de travail … »
    charged: list[tuple[str, Place]] = field(default_factory=list)  # « des actions devront être menées par … »
    said: list[tuple[BodyRead, list[str], Place]] = field(default_factory=list)  # « Le comité adopte le plan »
    objectives: list[tuple[str, Place]] = field(default_factory=list)
    named: dict[Place, BodyRead] = field(default_factory=dict)  # bodies that only their place in the document names


def introduce(told: Governance, lines: Sequence[Line]) -> None:
    """Put in the registry every name that the document introduces."""
    registry = told.registry
    above = ""
    for at, line in enumerate(lines):
        if line.kind in ("title", "item") and (name := body_name(line.text)):
            after = next((one for one in lines[at + 1 :] if one.text or one.table), None)
            if line.kind == "title" and after is not None and after.table and not re.match(r"comite|committee", fold(bare(line.text))):
                continue
            registry.body(name, line.place)
            told.used.add(line.place)
        elif line.kind in ("title", "item") and (name := headed_body(lines, at, above)):
            told.named[line.place] = registry.body(name, line.place)
            told.used.add(line.place)
        above = line.text if line.kind == "title" else above
    for line in lines:
        if line.kind == "text":
            _introduce_mentioned(registry, line)
        for row in line.unread.rows if line.unread else ():
            _introduce_row(told, single_cells(row), line, row.place)
        if line.text:
            for _, name, acronym in introduced(line.text):
                _abbreviate(told, name, acronym, line)
    for body in registry.bodies:
        if body.name.isupper() and " " in body.name:
            body.name = _as_a_sentence_spells(body.name, lines)


def _as_a_sentence_spells(name: str, lines: Sequence[Line]) -> str:
    """« Comité régional du sport » for « COMITÉ RÉGIONAL DU SPORT », where a sentence names it so."""
    plain = even(name)
    for line in lines:
        at = even(line.text).find(plain)
        if at >= 0 and not (spelled := line.text[at : at + len(plain)]).isupper():
            return spelled[:1].upper() + spelled[1:]
    return name


def _introduce_row(told: Governance, cells: Sequence[str], line: Line, place: Place) -> None:
    """The acronyms that a table explains, in a cell of its own (« OHV | Office d'habitation de la Vallée ») or in brackets."""
    if len(cells) == 2 and is_acronym(cells[0]) and abbreviates(cells[0], cells[1]):
        _abbreviate(told, cells[1], cells[0], replace(line, place=place))
        told.used.add(place)
    for cell in cells:
        for _, name, acronym in introduced(cell[:400]):
            _abbreviate(told, name, acronym, replace(line, place=place))


def _introduce_mentioned(registry: Registry, line: Line) -> None:
    """« Le comité directeur est composé de… », « adopté par le conseil d'administration de l'Agence »: bodies that sentences name.

    « Un comité », « son comité » and « comité de travail » name none in particular, unless they are said to be made of somebody.
    """
    plain = even(line.text)
    for start, end, name, host in bodies_in(line.text):
        before = re.search(r"(\w+'?)\s*$", plain[max(start - 12, 0) : start])
        vague = before is not None and before[1] in _VAGUE
        if fold(name) in ("comite de travail", "working committee", "groupe de travail") or (vague and not COMPOSED.match(plain, end + 1)):
            continue
        give_host(registry, registry.body(name, line.place), host, line.place)


def _abbreviate(told: Governance, name: str, acronym: str, line: Line) -> None:
    named = body_name(name)
    known = told.registry.known_body(name)
    if known or (named and (line.kind != "text" or acronym.islower() or _SURELY.match(even(bare(name))))):
        body = told.registry.body(known.name if known else named, line.place, acronym=acronym)
        if body.kind == "other" and any(acronym in one and WORKING.search(even(one)) for one in sentences(line.text)):
            body.kind = "working"
    elif is_acronym(acronym):
        told.registry.organisation(name, line.place, acronym=acronym)
        told.used.add(line.place)
