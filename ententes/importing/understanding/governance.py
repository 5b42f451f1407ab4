"""Who does what in the agreement: its bodies, what they are made of, where they sit, and their mandates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ententes.ground.french import NUMBERS, even
from ententes.ground.mandates import phrase_verb, verb_of
from ententes.importing.reading import BodyRead
from ententes.importing.tree import Place

from .belonging import compose, constitutes, give_host, organisation_after
from .bodies_table import read_bodies_table
from .introductions import COMPOSED, WORKING, Governance, introduce
from .mandates import MANDATED, inline_mandates, mandate_of, present_mandates
from .naming import bare, bodies_in, body_name, introduced, is_acronym
from .outline import Line
from .registry import Registry
from .titles import sentences
from .verbs import is_infinitive, opening_verb

_MANDATE = re.compile(
    r"\bmandats?\b|\broles?\b|\bfonctions?\b|\bresponsab|\bcharge[es]*\b|\b(?:doit|doivent|devra|devront|peut)\b|\bmissions?\b"
    r"|\bpouvoirs?\b|\battributions?\b|\btaches?\b"
    r"|\bmandates?\b|\bresponsib|\bshall\b|\bduties\b|\bterms of reference\b|\btasks?\b|\bis to\b|\bpowers?\b|\bwill\b|\bmust\b"
    r"|\btasked\b|\baccountable\b"
)
_MANDATE_TITLE = re.compile(
    r"(?:\d[\d.]*\s*)?(?:les |le |its |the )?(?:mandats?|roles?|responsabilites?|fonctions?|pouvoirs?|attributions?|mandate|role"
    r"|responsibilities|duties|terms of reference)\b"
)
_COMPOSITION_TITLE = re.compile(r"(?:\d[\d.]*\s*)?(?:la |the )?(?:composition|membres|membership|members)\b")
_COMPOSITION_LINE = re.compile(r"(?:composition|membres?|members?|membership)(?: (?:du|de la|of the) [\w' -]{4,50}?)? ?: ?")
_NOT_MANDATE = re.compile(
    r"\bobjectifs?\b.{0,40}(?:vises?|poursuivis?|suivants)|\bobjectives\b|\bcompose|\bforme[es]* d|\bcomprend|\bregroupe|\breunit"
    r"|\bmade up\b|\bcomposed\b|\bconsists\b|\bincludes\b"
)
_FORMED = re.compile(r",? (?:compose|forme|constitue)e?s? (?:de la |de l'|des |du |d'|de )")
_THEN = re.compile(r", (?=a pour |ont pour |est charge|doit |doivent |has |is |shall |must )")
_PARTICIPLE = re.compile(
    r", (?:(?:qui (?:est|sont) )?(?:compose|forme|constitue)e?s? |(?:qui )?(?:regroup|reuni|comprend)|made up|composed)[^.;:]+, "
)
_WITHIN = re.compile(
    r"\b(?:au sein d(?:u |e la |e l'|es |e |')|relev(?:e|ent|ant) d(?:u |e la |e l'|es |e |')|rattache[es]* (?:au |a la |a l'|aux )"
    r"|heberge[es]* par (?:le |la |l'|les )?|mis(?:e|es)? sur pied par (?:le |la |l'|les )?"
    r"|coordonne[es]* par (?:le |la |l'|les )?|sous la responsabilite d(?:u |e la |e l'|es |e )|within (?:the )?|hosted by (?:the )?"
    r"|reporting to (?:the )?|under (?:the )?)"
)
_UNDER = re.compile(
    r"\b(?:relev(?:e|ent|ant) (?:directement )?d(?:u |e la |e l'|es |e )|sous (?:la responsabilite|l'autorite|la direction|la supervision)"
    r" d(?:u |e la |e l'|es |e )|(?:rend(?:ent)? compte|se rapporte(?:nt)?|est rattachee?) (?:au |a la |a l'|aux )"
    r"|(?:reports? to|reporting to|accountable to|under the (?:authority|direction|supervision) of) (?:the )?)"
)
_GENERIC = re.compile(r"(?:MRC|Ville|Municipalité|Agglomération|City|County)\b(?! d| of)")
_PARTIES = re.compile(
    r"\b(?:partenaires?|signataires?|parties|partners?|signatories|membres?|members?|organismes?|organisations?|organizations?)\b"
)
_COMMITTEES = re.compile(
    r"\b(?:comites|sous-comites|groupes de travail|tables|committees|sub-?committees|working groups|instances|task forces|chantiers)\b"
)


@dataclass(slots=True)
class _Scope:
    body: BodyRead | None = None
    level: int = 0
    topic: str = ""


def read_governance(lines: Sequence[Line]) -> Governance:
    """Walk the lines once for the names that titles, lists and brackets introduce, once more for what is said of them."""
    told = Governance(Registry())
    introduce(told, lines)
    scope = _Scope()
    for at, line in enumerate(lines):
        said = _COMPOSITION_LINE.match(even(line.text)) if line.kind in ("title", "text") and scope.body else None
        if said and scope.body and line.text[said.end() :].strip():
            compose(told.registry, scope.body, line.text[said.end() :], line.place)
            told.used.add(line.place)
        elif line.kind == "title":
            scope = _under(told, scope, line)
        elif line.unread is not None:
            told.used |= read_bodies_table(told.registry, line.unread)
        elif line.kind == "text" and not _named_item(line.text):
            _read_text(told, scope, line, lines[at + 1 :])
        elif line.kind == "item" and scope.body and (at == 0 or lines[at - 1].kind == "title"):
            _read_list(told, scope.topic or "mandate", scope.body, line, _items(lines[at:]))
        elif line.kind == "item" and (body := _over_items(told, line, lines[at + 1 :])):
            _read_list(told, "mandate", body, line, _items(lines[at + 1 :]))
        elif line.kind in ("text", "item") and (found := _named_item(line.text)):
            # « Comité directeur : adopter le plan, recommander les projets »
            body = told.registry.body(found[0], line.place)
            told.used.add(line.place)
            if any(_says_power(text) for text in found[1]):
                body.mandates.extend(one for text in found[1] if (one := mandate_of(text, line.place)))
            else:
                body.composition = body.composition or "; ".join(found[1])
    for body, clauses, place in told.said:
        # What a sentence tells of a body is its mandate where no list says it.
        if all(one.place in {where for _, _, where in told.said} for one in body.mandates):
            body.mandates.extend(one for text in clauses if (one := mandate_of(text, place)))
            told.used.add(place)
    return told


def _under(told: Governance, scope: _Scope, line: Line) -> _Scope:
    plain = even(line.text)
    topic = "mandate" if _MANDATE_TITLE.match(plain) else "composition" if _COMPOSITION_TITLE.match(plain) else ""
    name = body_name(line.text)
    if body := told.named.get(line.place) or (told.registry.known_body(name) if name else None):
        return _Scope(body, line.level, topic)
    if topic or (scope.body and line.level > scope.level):
        return _Scope(scope.body, scope.level, topic)
    return _Scope()


def _items(lines: Sequence[Line]) -> list[Line]:
    """The items that follow at once, as deep as the first or deeper."""
    taken: list[Line] = []
    for line in lines:
        if line.kind != "item" or (taken and line.level < taken[0].level):
            break
        taken.append(line)
    return taken


def _read_text(told: Governance, scope: _Scope, line: Line, after: Sequence[Line]) -> None:
    items = _items(after)
    said = sentences(line.text)
    subject = scope.body
    for place, sentence in enumerate(said):
        mentions = _mentions(told, sentence)
        subject = (
            mentions[0][1] if mentions and mentions[0][0] <= 40 and not re.match(r"(?:il|elle|they|it)\b", even(sentence)) else subject
        )
        about = _subject_of(sentence, mentions, subject)
        _under_whom(told, about, sentence, line.place)
        leads = place == len(said) - 1 and bool(items) and sentence.rstrip()[-1:] in ":;,"
        _hosts(told, sentence, line.place)
        _made_of(told, sentence, line)
        if constitutes(told.registry, sentence, line.place):
            told.used.add(line.place)
            continue
        composed = COMPOSED.search(even(sentence))
        if composed and about and not (mentions and mentions[0][0] > composed.end()):
            words = "; ".join(item.text.rstrip(" ;.,") for item in items) if leads else _THEN.split(sentence[composed.end() :])[0]
            compose(told.registry, about, words, line.place)
            told.used.add(line.place)
        if leads:
            _read_lead(told, scope, sentence, mentions, about, line, items)
        elif about and (clauses := inline_mandates(sentence)):
            about.mandates.extend(one for text in clauses if (one := mandate_of(text, line.place)))
            told.used.add(line.place)
        elif about and (clauses := present_mandates(sentence, _after_subject(sentence, about, mentions))):
            told.said.append((about, clauses, line.place))
        if found := re.search(
            r"\bactions?\b.{0,60}?\b(?:menee?s?|realisee?s?|mises? en (?:œ|oe)uvre|portee?s?|carried out|undertaken|led) (?:par"
            r"|by) (?P<who>[^.;]+)",
            even(sentence),
        ):
            told.charged.append((sentence[found.start("who") : found.end("who")], line.place))


def _under_whom(told: Governance, body: BodyRead | None, sentence: str, place: Place) -> None:
    """« Le comité jeunesse relève du comité directeur », « sous la responsabilité de la MRC »: its parent, or where it sits."""
    found = _UNDER.search(even(sentence))
    if not found or body is None:
        return
    above = next((one for start, one in _mentions(told, sentence) if start == found.end()), None)
    if above is not None and above is not body:
        body.parent = body.parent or above.key
    elif above is None and not body.host and not _GENERIC.match(sentence, found.end()):
        body.host = organisation_after(told.registry, sentence, _UNDER, place)
    told.used.add(place)


def _after_subject(sentence: str, body: BodyRead, mentions: Sequence[tuple[int, BodyRead]]) -> int:
    """Where a sentence goes on after its subject, « Le comité directeur » or « Il »; its end when it opens with neither."""
    if mentions and mentions[0][1] is body and mentions[0][0] <= 4:
        at = mentions[0][0]
        ends = [end for start, end, _, _ in bodies_in(sentence) if start == at]
        spelled = (at + len(one) for one in (body.name, body.acronym) if one and even(sentence).startswith(even(one), at))
        if ends := [*ends, *spelled]:
            return max(ends)
    pronoun = re.match(r"(?:il|elle|it|they|ce comite|this committee|le comite|the committee)(?= )(?! (?:de|du|des) | d')", even(sentence))
    return pronoun.end() if pronoun else len(sentence)


def _made_of(told: Governance, sentence: str, line: Line) -> None:
    """« administrée par un comité de gestion formé des représentants de… »: what follows a body at once is what it is made of."""
    for _, end, name, _ in bodies_in(sentence):
        body = told.registry.known_body(name)
        bracket = re.match(r" ?\([^()]*\)", sentence[end:])
        found = _FORMED.match(even(sentence), end + (bracket.end() if bracket else 0))
        if body and found:
            words = _THEN.split(sentence[found.end() :])[0]
            compose(told.registry, body, words, line.place)
            told.used.add(line.place)


def _mentions(told: Governance, sentence: str) -> list[tuple[int, BodyRead]]:
    """The known bodies that a sentence mentions by name or by acronym, in order."""
    named = [(start, body) for start, _, name, _ in bodies_in(sentence) if (body := told.registry.known_body(name))]
    letters = [
        (found.start(), body)
        for body in told.registry.bodies
        if is_acronym(body.acronym)
        and body.acronym in sentence
        and not any(one is body for _, one in named)
        and (found := re.search(rf"(?<![\w(-]){re.escape(body.acronym)}(?![\w-])", sentence))
    ]
    return sorted(named + letters, key=lambda one: one[0]) or [
        (at, body) for body in told.registry.bodies if (at := even(sentence).find(even(body.name))) >= 0
    ]


def _subject_of(sentence: str, mentions: Sequence[tuple[int, BodyRead]], subject: BodyRead | None) -> BodyRead | None:
    if re.match(
        r"(?:il|elle|celui-ci|celle-ci|it|they|son|sa|ses|its|ce comite|this committee|le comite|the committee)\b(?! (?:de|du|des) | d')",
        even(sentence),
    ):
        return subject
    if mentions and (told := MANDATED.search(even(sentence))) and told.start() < mentions[0][0]:
        return subject  # a body that the mandate names is not the one that holds it
    return mentions[0][1] if mentions else subject


def _read_lead(
    told: Governance,
    scope: _Scope,
    lead: str,
    mentions: Sequence[tuple[int, BodyRead]],
    about: BodyRead | None,
    line: Line,
    items: Sequence[Line],
) -> None:
    plain = even(lead)
    if re.search(r"\bobjectifs?\b|\bobjectives?\b|\bgoals?\b|\borientations\b|\baxes\b", plain) and not mentions:
        told.objectives.extend((item.text.strip(" ;.,"), item.place) for item in items if item.level == items[0].level)
        told.used |= {item.place for item in items}
    elif _COMMITTEES.search(plain) and not _MANDATE.search(plain):
        _read_committees(told, scope, lead, line, items)
    elif (about and _announces_mandates(plain)) or (about and _all_powers(plain, items)):
        _read_list(told, "mandate", about, line, items)
    elif about and COMPOSED.search(plain):
        told.used |= {item.place for item in items}
        _members(told, items)
    elif _PARTIES.search(plain) and (told.registry.bodies or re.search(r"entente|agreement|partenariat", plain)):
        _members(told, items)


def _announces_mandates(plain: str) -> bool:
    """Whether the last thing that a sentence announces is what a body must do: « Le comité, formé de …, a pour rôle de : »."""
    said = [found.start() for found in _MANDATE.finditer(plain)]
    composed = [found.start() for found in _NOT_MANDATE.finditer(plain)]
    return bool(said) and (not composed or _PARTICIPLE.search(plain[: said[-1]]) is not None)


def _all_powers(plain: str, items: Sequence[Line]) -> bool:
    """Whether items say what the subject of their lead does: « Le comité, formé de trois élus : – veille au plan; – rend compte … »."""
    if re.search(r"\b(?:actions?|activites|mesures|projets|activities|projects)\b", plain):
        return False
    return all(_says_power(item.text) and not is_infinitive(_first(item.text)) for item in items if item.level == items[0].level)


def _read_list(told: Governance, topic: str, body: BodyRead, line: Line, items: Sequence[Line]) -> None:
    # What stands under an item is kept among the words not understood: it is neither another mandate nor another member.
    told.used |= {line.place, *(item.place for item in items if item.level <= items[0].level)}
    if topic == "composition":
        body.composition = body.composition or "; ".join(item.text.rstrip(" ;.,") for item in items)
        _members(told, items)
        return
    if topic == "mandate":
        for item in items:
            if item.level == items[0].level and not body_name(item.text) and (one := mandate_of(item.text, item.place)):
                body.mandates.append(one)


def _read_committees(told: Governance, scope: _Scope, lead: str, line: Line, items: Sequence[Line]) -> None:
    """« Quatre comités de travail sont déjà en place au sein du X, soit : »: each item is a body where the lead says."""
    registry = told.registry
    working = WORKING.search(even(lead))
    host = organisation_after(told.registry, lead, _WITHIN, line.place)
    names: list[str] = []
    for item in items:
        if item.level > items[0].level:
            continue
        text = re.split(r"\s*[:–—]\s|\s-\s", item.text)[0].strip(" ;.,")
        name = body_name(text)
        if not name and len(text.split()) <= 6 and not re.search(r"\bcomite|committee", even(text)):
            name = re.sub(r"\s*\([^()]*\)\s*$", "", text)
        if not name:
            continue
        acronym = re.search(r"\(([^()\s]{2,8})\)\s*$", text)
        known = registry.known_body(name)
        body = known or registry.body(name, item.place, kind="working" if working else "")
        if acronym:
            registry.abbreviate_body(body, acronym[1], introduced=True)
        if working and body.kind == "other":
            body.kind = "working"
        body.host = body.host or host
        if scope.body and scope.body is not body and body.kind in ("working", "other", "youth"):
            body.parent = body.parent or scope.body.key
        names.append(body.name)
        told.used.add(item.place)
        rest = item.text[len(text) :].strip(" :–—-;.")
        if len(rest) > 12 and ":" in item.text:
            body.mandates.extend(one for part in re.split(r"\s*;\s*", rest) if (one := mandate_of(part, item.place)))
    told.used.add(line.place)
    count = next(
        (
            value
            for word in re.findall(r"[\w-]+", even(lead))
            if (value := NUMBERS.get(word) or (int(word) if word.isdigit() and len(word) < 3 else 0)) and value > 1
        ),
        0,
    )
    if count:
        told.announced.append((count, "committees", scope.body, line.place, names))


def _members(told: Governance, items: Sequence[Line]) -> None:
    """Organisations that a list of partners or members names with an acronym, or alone on their line."""
    for item in items:
        text = bare(item.text)
        found = introduced(text)
        if (
            not found
            and 3 < len(text) <= 80
            and text[:1].isupper()
            and not body_name(text)
            and not re.search(r"\brepresentant|\bmembre|\bun[e]? |\b[0-9]+ |:", even(text))
        ):
            told.registry.organisation(re.sub(r"\s*\([^()]*\)$", "", text), item.place)
            told.used.add(item.place)


def _hosts(told: Governance, sentence: str, place: Place) -> None:
    for _, _, name, host in bodies_in(sentence):
        body = told.registry.known_body(name)
        if body and host:
            give_host(told.registry, body, host, place)


def _first(text: str) -> str:
    first = re.match(r"[\W\d]*(?:s'|se |en )?([a-zœ]+)", even(text))
    return first[1] if first else ""


def _says_power(text: str) -> bool:
    return bool(opening_verb(text) or verb_of(_first(text)) or phrase_verb(text))


def _over_items(told: Governance, line: Line, after: Sequence[Line]) -> BodyRead | None:
    """The body that an item names, above items set deeper that say what it must do."""
    if body := told.named.get(line.place):
        return body
    name = body_name(line.text.rstrip(" :"))
    deeper = bool(after) and after[0].kind == "item" and after[0].level > line.level
    return told.registry.known_body(name) if name and deeper and _says_power(after[0].text) else None


def _named_item(text: str) -> tuple[str, list[str]] | None:
    """« Comité directeur : adopter le plan; recommander les projets » → its name and its mandates."""
    head, _, rest = text.partition(":")
    name = body_name(head)
    if not name or len(rest.strip()) < 12:
        return None
    return name, [part for part in re.split(r"\s*;\s*", rest.strip(" .")) if part]
