"""Bodies that no word of their name gives away: « Table forêt » over what it must do, « Delivery Team » in a list of who decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ententes.ground.french import even
from ententes.ground.mandates import phrase_verb, verb_of

from .mandates import inline_mandates, present_mandates
from .naming import bare, body_name, is_acronym
from .outline import Line
from .titles import is_objective, numbered, sentences
from .verbs import is_imperative, is_infinitive, opening_verb

_GOVERNANCE = re.compile(
    r"\bgouvernance\b|\binstances?\b|\bqui (?:sommes-nous|decide)|\broles?\b|\bstructure\b|\bcomites\b|\bgovernance\b"
    r"|\bwho (?:we are|decides)"
    r"|\bcommittees\b|\bterms of reference\b"
)
_ORGANISATION = re.compile(
    r"(?:mrc|villes?|municipalites?|ministeres?|regions?|city|county|town|ministry|department|entente|accord|plan|agreement|objet|objectif"
    r"|contexte|preambule|introduction|mandats?|roles?|composition|principes?|vision|mission|purpose|background|actions?)\b"
)


def headed_body(lines: Sequence[Line], at: int, above: str) -> str:
    """The body that a title or an item names over what it must do; an empty string for another line. `above` is the last title met."""
    line = lines[at]
    name = re.sub(r"\s*\([^()]*\)$", "", bare(numbered(line.text)[1]).rstrip(" :"))
    words = name.split()
    plain = even(name)
    if not 1 < len(words) <= 6 or not name[:1].isupper() or is_acronym(name) or body_name(name) or is_objective(line.text):
        return ""
    if opening_verb(name) or _ORGANISATION.match(plain) or re.search(r"[.,;:!?]", name):
        return ""
    after = lines[at + 1 : at + 40]
    held = _over_items(line, after, above) if line.kind == "item" else _over_text(name, after)
    return name if held else ""


def _over_items(line: Line, after: Sequence[Line], above: str) -> bool:
    """Items set deeper that each say a power in the third person, or in any form where the title says who decides."""
    inside = []
    for one in after:
        if one.kind != "item" or one.level <= line.level:
            break
        inside.append(one.text)
    governing = _GOVERNANCE.search(even(above)) is not None
    return bool(inside) and all(_power(text, any_form=governing) for text in inside)


def _power(text: str, *, any_form: bool) -> bool:
    first = re.match(r"[a-zœ]+", even(text))
    word = first[0] if first else ""
    told = bool(verb_of(word) or phrase_verb(text))
    return (told and (any_form or not (is_infinitive(word) or is_imperative(word)))) or (any_form and bool(opening_verb(text)))


def _over_text(name: str, after: Sequence[Line]) -> bool:
    """A paragraph that opens with the name and says its mandate: « La Table forêt rassemble … Elle a pour mandat de … »."""
    text = after[0].text if after and after[0].kind == "text" else ""
    opening = re.match(r"(?:le |la |les |l'|the )?", even(text))
    start = opening.end() if opening else 0
    if not even(text).startswith(even(name), start):
        return False
    said = sentences(text)
    if present_mandates(said[0], start + len(name)) or any(inline_mandates(one) for one in said):
        return True
    items = len(after) > 1 and after[1].kind == "item"
    return items and re.search(r"\b(?:mandats?|roles?|charge[es]*|responsib\w+|mandate|shall)\b[^.]{0,60}:$", even(text)) is not None
