"""One mandate: its verbs, what it bears on, and to whom it is addressed."""

from __future__ import annotations

import re

from ententes.ground.french import even
from ententes.ground.mandates import LEXICON, phrase_verb, subject_kind, verb_of
from ententes.importing.reading import MandateRead
from ententes.importing.tree import Place

from .naming import bare, bodies_in
from .verbs import is_imperative, is_infinitive

_CLAUSE = re.compile(r"\b(?:articles?|clauses?)\s+(?P<number>\d+(?:\.\d+)*)")
# « a pour mandat d'adopter …, de recommander … et de valider … »
MANDATED = re.compile(
    r"\b(?:a|ont|aura) (?:notamment |aussi |egalement )?pour (?:mandats?|roles?|fonctions?|responsabilites?"
    r"|mission)(?: principale?s?)? (?=d(?:e |'))"
    r"|\b(?:est|sont|sera) (?:notamment |aussi |egalement )?(?:charge|responsable|mandate)e?s? (?=d(?:e |'))"
    r"|\b(?:mandat|role|fonction|responsabilite)(?: principale?)?(?: (?:du|de la|de l'|des) [\w' -]{4,60}?)? (?:est"
    r"|consiste) (?=d(?:e |')|a )"
    r"|\bis (?:responsible for|tasked with|charged with|mandated to) |\b(?:mandate|role) (?:of [\w' -]{4,60} )?is to "
    r"|\bshall (?=[a-z]+ )|\bhas the mandate to "
)
_TO_BODY = re.compile(r"^(?P<lead>\s*(?:au |a la |a l'|aux |to the |to |aupres du |aupres de la |aupres de l'))")
_CAPITAL_NAME = re.compile(
    r"[A-ZÀ-Þ][\wÀ-ÿ&’'-]*(?:(?: [a-zà-ÿ]{4,}){1,2}(?= (?:des|du|de la) [A-ZÀ-Þ]))?"
    r"(?: (?:(?:de |du |des |d['’]|la |le |l['’])*)[A-ZÀ-Þ][\wÀ-ÿ&’'-]*)*"
)
_CHAIN = re.compile(
    r"^\s*(?:[-–•]\s*)?(?:de |d'|a |to )?(?:(?:s'|se |en |y |les? |la |l')?)(?P<verb>[a-zœ-]+)(?P<more>(?:(?:,| et| ou| puis|, et| and"
    r"|, and| or)(?: de | d'| a | to | en | les | le | la | l'| s'| )+[a-zœ-]+)*)"
)


_LATER = re.compile(
    r"(?:,| et| puis|;| and)(?: de| d'| a| to| en)? ?(?:les |le |la |l'|leur )?(?<=[ '])(?P<verb>[a-zœ]{4,})"
    r"(?P<object> (?:the|an?|on|to|its|their|all)\b)?"
)
_NOUNS = frozenset("report support review grant award draft guide contribute".split())


def mandate_of(words: str, place: Place) -> MandateRead | None:
    """The mandate that one item says, its words verbatim but for the mark that separates items; None for words without a letter.

    `subject` is what remains after the verbs and the addressee. The key is given later.
    """
    words = words.strip().rstrip(";,").strip()
    words = words[:-1].rstrip() if words.endswith(".") and not words.endswith("etc.") else words
    words = re.sub(r"(?:;|,)\s*(?:et|and|ou|or)$", "", words).rstrip(" ;,")
    if not any(char.isalpha() for char in words):
        return None
    verbs, rest = _verbs(words)
    addressee, subject = _addressed(words[rest:], verbs)
    clause = _CLAUSE.search(even(words))
    return MandateRead(
        key="",
        words=words,
        verbs=verbs,
        subject=re.sub(r"^(?:à |de |d['’]|to |that )(?=\S)", "", subject.strip(" ,;:.")),
        subject_kind=subject_kind(words[rest:]),
        addressee=addressee,
        addressee_key="",
        clause=clause["number"] if clause else "",
        place=place,
    )


def _verbs(words: str) -> tuple[list[str], int]:
    """The verbs of the closed set that the mandate opens with or takes up further on, and where its subject begins."""
    plain = even(words)
    phrase = phrase_verb(words)
    chain = _CHAIN.match(plain)
    if not chain:
        return ([phrase] if phrase else []), 0
    end = chain.end("verb")
    first = _infinitive(chain["verb"])
    found = [phrase or verb_of(first)]
    for one in re.finditer(r"[a-zœ-]+", chain["more"]):
        other = _infinitive(one[0])
        if is_infinitive(other) or is_imperative(other) or (verb_of(other) and not is_infinitive(first)):
            found.append(verb_of(other))
            end = chain.start("more") + one.end()
    if not found[0] and not is_infinitive(first) and not is_imperative(first):
        end = 0
    # « Analyser les projets et recommander leur financement »: a power taken up after the first clause.
    for later in _LATER.finditer(plain, end):
        english = is_imperative(first) and is_imperative(later["verb"]) and (later["verb"] not in _NOUNS or later["object"])
        if (is_infinitive(later["verb"]) or english) and (verb := verb_of(later["verb"])):
            found.append(verb)
    return list(dict.fromkeys(verb for verb in found if verb)), end


def _infinitive(word: str) -> str:
    """« propose » for « proposing »; any other word as it is."""
    if not word.endswith("ing"):
        return word
    stem = word[:-3]
    return next((one for one in (stem, f"{stem}e", stem[:-1]) if is_imperative(one) or verb_of(one)), word)


def _addressed(rest: str, verbs: list[str]) -> tuple[str, str]:
    """To whom the mandate is turned (« au comité exécutif de la CRÉ », « à la CRÉ »), and the rest; « informer » takes it without « à »."""
    plain = even(rest)
    if verbs[:1] in (["inform"], ["recommend"]) and (direct := re.match(r"\s*(?:le |la |les |l'|the )", plain)):
        bodies = [one for one in bodies_in(rest) if one[0] == direct.end()]
        name = _CAPITAL_NAME.match(rest, direct.end()) if verbs[:1] == ["inform"] else None
        end = bodies[0][1] if bodies else name.end() if name else 0
        if end:
            return rest[direct.end() : end], re.sub(r"^\s*(?:de la |de l['’]|des |du |de |d['’]|of |about |on )", "", rest[end:])
    for place in re.finditer(r"(?:^|\s)(?=(?:au |a la |a l'|aux |aupres |to )\S)", plain):
        lead = _TO_BODY.match(plain[place.end() :])
        if not lead:
            continue
        start = place.end() + lead.end()
        bodies = [one for one in bodies_in(rest) if one[0] == start]
        name = None if bodies else _CAPITAL_NAME.match(rest, start)
        if bodies or (name and name[0][:1].isupper()):
            end = bodies[0][1] if bodies else name.end()  # type: ignore[union-attr]
            return rest[start:end], f"{rest[: place.start()]} {rest[end:]}".strip()
    return "", rest


_ASIDE = re.compile(
    r"(?: ?\([^()]*\))?,? (?:qui|dont|compose|forme|constitue|preside|co-preside|made up|composed|which|chaired)[^.;:]*?, (?=[a-z])"
)
_PRESENT = re.compile(
    r"(?: ?\([^()]*\))?,? (?:(?P<must>doit|doivent|devra|devront|will|must|shall|may|peut|peuvent) )?"
    r"(?:(?:egalement|aussi|notamment|also) )?(?:s'|y |en )?(?P<verb>[a-zœ]{4,})(?= )"
)
_NEXT = re.compile(
    r"(?:, (?:et |and )?|;\s*(?:et |and )?| et | and )(?P<at>(?:s'|en |y |elle |il |it )?(?P<verb>[a-zœ]{4,})) (?!et\b|and\b)"
)


def present_mandates(sentence: str, at: int) -> list[str]:
    """The mandates of « Le comité adopte le plan et recommande les projets », whose verbs begin at `at`, after the name of the body."""
    plain = even(sentence)
    found = _PRESENT.match(plain, at)
    aside = _ASIDE.match(plain, at)
    while aside and (found is None or not (found["must"] or verb_of(found["verb"]))):
        # « Le comité, qui réunit les signataires, doit adopter … »
        found = _PRESENT.match(plain, aside.end() - 1)
        aside = re.compile(r"[^.;:]*?, (?=[a-z])").match(plain, aside.end())
    if not found or not (found["must"] or verb_of(found["verb"])):
        return []
    start = found.start("verb")
    modal = is_infinitive(found["verb"]) or bool(found["must"])
    cuts = [start]
    for cut in _NEXT.finditer(plain, start):
        told = verb_of(cut["verb"]) or (modal and is_infinitive(cut["verb"]))
        bare_verb = is_infinitive(cut["verb"]) or (modal and cut["verb"] in LEXICON)
        if told and bare_verb == modal and _third_person(plain[start:], cut["verb"]):
            cuts.append(cut.start("at"))
    parts = [sentence[begin:end].strip(" .;,") for begin, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]
    parts = [re.sub(r"[\s,;]+(?:et|and)$", "", part) for part in parts]
    if not any(phrase_verb(part) or verb_of(even(part).split(None, 1)[0]) for part in parts if part):
        return []  # « Le comité doit se réunir quatre fois »
    return [part[:1].upper() + part[1:] for part in parts if len(part.split()) > 1]


def _third_person(opening: str, verb: str) -> bool:
    """Whether a word after « et » is a verb as the first one is: « approves the plan and reports … » but not « and report … »."""
    first = re.match(r"[a-zœ]+", opening)
    return first is None or not first[0].endswith("s") or verb.endswith("s")


def inline_mandates(sentence: str) -> list[str]:
    """The mandates that one sentence strings together (« a pour mandat d'adopter le plan, de valider le rapport et de … »)."""
    plain = even(sentence)
    found = MANDATED.search(plain)
    if not found:
        return []
    start = found.end()
    cuts = [start]
    for cut in re.finditer(
        r"(?:, (?:et |and )?|;\s*(?:et |and )?| et | and )(?P<at>(?:de |d'|a |to )?(?:s'|en |y )?(?P<verb>[a-zœ]{4,}))", plain[start:]
    ):
        marked = re.match(r"de |d'|a |to ", cut["at"])
        if (is_infinitive(cut["verb"]) and (marked or cut[0][0] in ",;")) or (
            not is_infinitive(cut["verb"]) and is_imperative(cut["verb"])
        ):
            cuts.append(start + cut.start("at"))
    parts = [sentence[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]
    cleaned = [re.sub(r"^(?:de |d['’]|à |to )", "", re.sub(r"[\s,;]+(?:et|and)?\s*$", "", part.strip(" .;,"))) for part in parts]
    return [part[:1].upper() + part[1:] for part in cleaned if len(bare(part)) > 3]
