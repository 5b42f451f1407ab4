"""Where bodies sit, what they are made of, and which ones an action sets up."""

from __future__ import annotations

import re

from ententes.ground.french import even, fold
from ententes.importing.reading import BodyRead
from ententes.importing.tree import Place

from .naming import bare, bodies_in, body_name, introduced, kind_of
from .registry import Registry

_WHOLE = re.compile(
    r"(?:(?:de )?tous |l'ensemble |de )?(?:les |des |de )?membres (?:du |de la |de l'|des |de |d')(?P<name>.+)$|(?:all "
    r"|the )*members of (?:the )?(?P<en>.+)$"
)
_CONSTITUTE = re.compile(
    r"\bmembres (?:du |de la |de l'|des |de |d')|\bmembers of (?:the )?",
)
_BECOME = re.compile(
    r"\b(?:constituer?|constituent|forme[rnt]*|compose[rnt]*|agi(?:r|ssent)(?: (?:a titre de|comme|en tant que))?|siege[rnt]* comme"
    r"|tien(?:nent|nir) lieu de|act(?:s)? as|serve as|form|constitute"
    r"|make up)\b"
)
_CREATES = re.compile(
    r"^(?:mettre (?:sur pied|en place)|creer|former|constituer|instaurer|instituer|etablir|activer|set up|establish|create|form|launch"
    r"|mise (?:sur pied|en place) d(?:'|e |u )|creation d(?:'|e |u )|formation d(?:'|e |u ))"
    r"\s*(?:un |une |le |la |l'|a |an |the )?(?:nouveau |nouvelle |new )?"
)


def organisation_at(registry: Registry, text: str, place: Place) -> str:
    """The key of the organisation that opens a text: a known one, an acronym, « Name (ACRONYM) » or a run of capitals; "" for none."""
    text = bare(text)
    for _, name, acronym in introduced(text[:200]):
        if text.startswith(name):
            return registry.organisation(name, place, acronym=acronym).key
    words = text.split()
    for length in range(min(len(words), 10), 0, -1):
        candidate = " ".join(words[:length]).strip(" ,;.:()")
        known = registry.known_organisation(candidate)
        if (
            known
            and (length > 1 or candidate[:1].isupper())
            and fold(candidate) in (fold(known.name), fold(known.acronym), *map(fold, known.aliases))
        ):
            return known.key
    run = re.match(r"[A-ZÀ-Þ][\wÀ-ÿ&'’-]*(?: (?:(?:de |du |des |d['’]|la |le |et |l['’])*)[A-ZÀ-Þ][\wÀ-ÿ&'’-]*)*", text)
    if run and not body_name(run[0]) and fold(run[0]) not in ("entente", "agreement", "plan"):
        return registry.organisation(run[0], place).key
    return ""


def organisation_after(registry: Registry, sentence: str, lead: re.Pattern[str], place: Place) -> str:
    found = lead.search(even(sentence))
    if not found:
        return ""
    organisation = organisation_at(registry, sentence[found.end() :], place)
    return organisation or ""


def give_host(registry: Registry, body: BodyRead, host: str, place: Place) -> None:
    if host and not body.host and not body_name(host):
        body.host = registry.organisation(host, place).key


def constitutes(registry: Registry, sentence: str, place: Place) -> bool:
    """« Les membres du X … afin de constituer le comité de suivi »: the body is made of the members of the organisation."""
    plain = even(sentence)
    members = _CONSTITUTE.search(plain)
    if not members:
        return False
    become = _BECOME.search(plain, members.end())
    if not become:
        return False
    after = [(start, name, host) for start, _, name, host in bodies_in(sentence) if start >= become.end()]
    if not after or after[0][0] - become.end() > 25:
        return False
    inner = next((one for one in bodies_in(sentence) if one[0] == members.end()), None)
    # « Les membres du conseil d'administration du X agissent à titre de comité de gestion »: the people of a body of the X.
    organisation = organisation_at(registry, inner[3] if inner else sentence[members.end() :], place)
    if not organisation:
        return False
    body = registry.body(after[0][1], place)
    body.constituted_from = organisation
    if not body.composition:
        name = next(one for one in registry.organisations if one.key == organisation)
        end = max(
            (
                sentence.find(spelling, members.end()) + len(spelling)
                for spelling in (name.name, f"({name.acronym})")
                if spelling and spelling in sentence
            ),
            default=become.start(),
        )
        body.composition = sentence[:end].strip(" ,")
    return True


def compose(registry: Registry, body: BodyRead, words: str, place: Place) -> None:
    words = words.strip(" .;:")
    if not words:
        return
    body.composition = body.composition or words
    whole = _WHOLE.match(even(words))
    if whole and not body.constituted_from:
        name = "name" if whole["name"] else "en"
        rest = words[whole.start(name) : whole.end(name)]
        organisation = organisation_at(registry, rest, place)
        known = next((one for one in registry.organisations if one.key == organisation), None)
        if known and len(rest) <= len(known.name) + len(known.acronym) + 12:
            body.constituted_from = organisation


def created_body(action: str) -> str:
    """The body that an action sets up: « Mettre sur pied un comité jeunesse » → « Comité jeunesse »; otherwise an empty string."""
    action = re.sub(r"^\s*[0-9]+(?:\.[0-9]+)*[.)]?\s+", "", action)
    plain = even(action)
    found = _CREATES.match(plain)
    if not found:
        return ""
    rest = re.split(
        r"[,;:.(]| (?:afin|pour|qui|charge|dont|compose|visant|with|to|that|and|et|dans|sur le|sur la|in|avec|regroupant|reunissant"
        r"|d'ici|au sein)\b",
        action[found.end() :],
    )[0]
    name = body_name(rest)
    if name and kind_of(name) == "other" and len(name.split()) < 2:
        return ""
    return name
