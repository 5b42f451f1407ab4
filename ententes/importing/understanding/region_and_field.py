"""Where an agreement applies and what it is about, as its titles and its sentences say."""

from __future__ import annotations

import re

from ententes.ground.french import even, fold

from .naming import body_name

_CAPITALS = (
    r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:(?:[ -]| (?:de|du|des|la|le|les|aux?|sur|of|–|-) (?:la |les |l['’])?| (?:et|and) |[ -]?d['’]|–|-)"
    r"[A-ZÀ-ÖØ-Þ0-9][\w’'-]*)*"
)
_REGIONS = (
    re.compile(rf"\b[Rr](?:égion|ÉGION)(?: administrative)?(?: (?:de la |de l['’]|du |des |de |d['’])| )(?P<name>{_CAPITALS})"),
    re.compile(
        rf"\b(?P<name>(?:MRC|M\.R\.C\.|CMQ|CMM|Communauté métropolitaine|Agglomération|agglomération) (?:de la |de l['’]|du |des |de "
        rf"|d['’])?{_CAPITALS})"
    ),
    re.compile(rf"(?<![\w'-])(?P<name>{_CAPITALS}(?: County| District)|{_CAPITALS}(?= [Rr]egion))\b"),
    re.compile(rf"\b(?:[Rr]egion|[Cc]ounty|[Cc]ity|[Mm]unicipality|[Tt]own) of (?P<name>{_CAPITALS})"),
    re.compile(
        rf"\b(?P<name>(?:Métropole|Communauté (?:de communes|d['’]agglomération|urbaine)|Département) (?:de la |de l['’]"
        rf"|du |des |de |d['’])"
        rf"{_CAPITALS})"
    ),
    re.compile(rf"\b(?P<name>(?:Ville|ville|municipalité|Municipalité) (?:de la |de l['’]|du |des |de |d['’]){_CAPITALS})"),
    re.compile(rf"\bterritoire (?:de la |de l['’]|du |des |de |d['’])(?P<name>{_CAPITALS})"),
)
_REGION_CAPITALS = re.compile(r"\bRÉGION(?: ADMINISTRATIVE)? (?:DE LA |DE L['’]|DU |DES |DE |D['’])(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ' ’–-]+)")


def region_in(text: str, *, ending: bool = True) -> str:
    """The region that a text names; `ending` lets the end of its first line name one (« … de la Côte-Blanche »)."""
    if found := _REGION_CAPITALS.search(text):
        return found["name"].strip(" -–")
    for pattern in _REGIONS:
        if found := pattern.search(text):
            name = re.split(r"\s[–-]\s(?=Plan|Program|Politique|Stratégie|Entente|Action)", found["name"])[0]
            return re.sub(r"^(?:The|In the|In|La|Le|Les) ", "", name).strip(" -–'’")
    last = ending and re.search(rf"\b(?:de la|du|des|de|d['’]) ?(?:l['’])?(?P<name>{_CAPITALS})$", text.split("\n")[0])
    return last["name"] if last else ""


def region_called(text: str) -> str:
    """The region that a text calls one (« la région de la Côte-Blanche »)."""
    found = _REGIONS[0].search(text)
    return found["name"].strip(" -–'’") if found else ""


# What ends a title of a plan without being a place: a field, a public.
_NO_PLACE = re.compile(
    r"(?:cultur|sante|jeun|aine|famil|sport|loisir|communicat|immigra|logement|habitation|emploi|educat|alimenta|foret|tourism|econom"
    r"|environnement|numeri|transport|climat|bois|entente|plan|table|comite|action|partenaire|ministere)"
)
_AT_END = re.compile(rf"(?:\s[–—-]\s|\b(?:[Dd]e la|D[Ee] L[Aa]|[Dd][Uu]|[Dd][Ee][Ss]) |\b[Dd](?:[Ee] [Ll])?['’])(?P<name>{_CAPITALS})$")


def region_at_end(title: str, text: str) -> str:
    """The place that ends a title (« … – Vallée-des-Monts »), its words opened by capitals.

    A title in capitals tells no name from a word: there it counts only where the text spells it as a name.
    """
    first = title.split("\n")[0].strip(" .")
    found = _AT_END.search(first)
    if not found or _NO_PLACE.match(even(found["name"])) or body_name(found["name"]):
        return ""
    name = found["name"]
    if not first.isupper():
        return name
    plain, folded = even(name), even(text)
    at = folded.find(plain)
    while at >= 0:
        spelled = text[at : at + len(plain)]
        if not spelled.isupper() and spelled[:1].isupper():
            return spelled
        at = folded.find(plain, at + 1)
    return ""


_FIELD = re.compile(
    r"\b(?:entente|accord|convention|agreement|protocole|pacte|alliance|plan d'actions?|plan|partenariat|strategie)\b(?: (?:19"
    r"|20)[0-9]{2}(?: ?- ?(?:20)?[0-9]{2})?)?"
    r"(?: (?:specifique|sectorielle?|regionale?|territoriale?|triennale?|locale?|intermunicipale?|nationale?"
    r"|municipale?|tripartite|de partenariat|de cooperation|de collaboration"
    r"|de developpement(?! d))){0,3}"
    r" (?:en matiere d(?:e |')|sur (?:le |la |les |l')|pour (?:le |la |les |l')|relati(?:f|ve) (?:a la |a l'|au |aux )"
    r"|portant sur (?:le |la |les |l')"
    r"|d'|en |de |du |des |sur |pour )(?:developpement (?:de la |de l'|du )(?!region|mrc|ville"
    r"|territoire))?(?P<field>[^.;:,()0-9\n]{3,80}?)"
    r"(?= (?:dans|de la|de l'|du|des|pour|entre|sur|avec|a|est|vise|signee?|in|for|\d)\b| de mrc\b| [-–]|[.;:,()0-9\n]|$)"
)
# « l'adaptation des services aux personnes aînées » is one field; « de la Vallée » after it is a place.
_FIELD_MORE = re.compile(r"(?: (?:des|aux) (?!région|mrc|ville|municipalité|partenaire)[a-zà-ÿ]{3,}(?: [a-zà-ÿ]+(?:é|ée|és|ées|es|s))?)+\b")
_NO_FIELD = re.compile(r"(?:actions?|travail|l'entente|entente|partenariat|collaboration|lien|vigueur|cours|place|(?:19|20)\d\d)\b")
_FIELD_MATTER = re.compile(
    r"\ben matiere d(?:e |')(?:la |l')?(?P<field>[^.;:,()0-9\n]{3,60}?)(?= (?:dans|de la|de l'|du|des|pour|entre|sur|avec|a|est"
    r"|vise)\b|[.;:,()0-9\n]|$)"
)
_FIELD_ENGLISH = re.compile(
    r"(?<![\w-])(?P<field>(?:[a-z][a-z-]{1,30} ){1,4}?)(?:partnership |sector |sectoral |development |specific "
    r"|framework )*(?:agreement|accord"
    r"|action plan|strategy)\b"
    r"|\bagreement (?:on|for|regarding|concerning) (?:the )?(?P<on>[a-z][a-z -]{3,60}?)(?= in\b| of\b| for\b| between\b|[.;:,()0-9\n]|$)"
)


def field_in(text: str) -> str:
    """The field of an agreement (« alimentation », « développement culturel ») as a text says it."""
    plain = even(text)
    if found := _FIELD_MATTER.search(plain):
        more = _FIELD_MORE.match(text, found.end("field"))
        return text[found.start("field") : more.end() if more else found.end("field")].strip(" -–")
    for found in _FIELD.finditer(plain):
        more = _FIELD_MORE.match(text, found.end("field"))
        words = text[found.start("field") : more.end() if more else found.end("field")].strip(" -–")
        if not _NO_FIELD.match(fold(words)):
            return words.lower() if words.isupper() else words
    if found := _FIELD_ENGLISH.search(plain):
        name = "on" if found["on"] else "field"
        words = re.sub(
            r"^(?:the|this|an?|in|of|regional|annual|our) ", "", text[found.start(name) : found.end(name)].strip(), flags=re.IGNORECASE
        )
        words = re.split(r"\b[Rr]egional |\b[Ss]ectoral |\b[Cc]ommunity-based ", words)[-1]
        if fold(words) not in ("the", "this", "a", "an", "", "annual", "regional", "our"):
            return words
    return ""
