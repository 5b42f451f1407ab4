"""What the header of a column says the column holds, in French or in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ententes.ground.french import even, tidy

#: The kinds of columns. `lead` may hold collaborators too; `year` holds the schedule of one fiscal year, or of a part of it.
KINDS = (
    "action",
    "lead",
    "collaborators",
    "year",
    "deadline",
    "section",
    "number",
    "indicator",
    "budget",
    "state",
    "remarks",
    "territory",
    "other",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header as written, its kind, and for a year its first calendar year or its rank (« An 2 »).

    `combined` marks a column of leads whose header names collaborators too; `part` is « start » or « end » for « Début » and « Fin »;
    `period` is the part of the year that the column stands for (« T1 », « avril »). `weak` marks words that say an action only beside
    better signs. `matrix` marks a column headed by a name, whose cells only say whether that name leads (« X », « R ») or helps (« C »).
    """

    header: str
    kind: str
    year: int = 0
    rank: int = 0
    calendar: bool = False
    combined: bool = False
    part: str = ""
    period: str = ""
    weak: bool = False
    matrix: bool = False


_WORDS: tuple[tuple[str, str], ...] = (
    ("number", r"^(?:no|num|numero|code|id|ref|reference|numerotation|item)s?\b\.?|^(?:n[°º]|[#№])"),
    (
        "lead",
        r"responsab|\bresp\b|(?<!co)(?<!co-)porteu|pilot|imputab|chefs? de file"
        r""
        r"|\b(?:porte|mene|realise|assure|assume|pris en charge)e?s? par\b|\bpar qui\b"
        r"|personnes?[ -]ressources?|\breferente?s?\b|^(?:agency|department|entity|entite|service|direction|equipe|team|tete)s?$"
        r"|(?<!avec )\bqui\b|responsible|accountab|\bowner|\bwho\b|mandataire|maitr(?:es?|ises?) d'(?:(?:œ"
        r"|oe)uvre|ouvrage)"
        r"|\bleads?\b"
        r"|\bleader|charge"
        r"|coordonn|\binstance|\borganism|\borganisation|\borganization|\bassign|\bacteurs? (?:principa|responsab|concern)"
        r"|\bintervenant|\bdelegue",
    ),
    (
        "collaborators",
        r"^(?:with|avec)\b|\bco-?porteu|\bassocie[es]*\b|\ballies\b|collabora|partenai|partner|contribut"
        r"|avec qui|\bappui|\bsoutien|\bsupport|impliqu|\bacteurs?\b|\bstakeholder|\bparticipants?\b",
    ),
    (
        "indicator",
        r"indicat|comment (?:saura|savoir|mesurer)|how (?:will|do) we (?:know|measure)"
        r"|\bcibles?\b|resultat|livrable|extrant|retombee|\btargets?\b(?! date)|outcome|output|deliverable|\bresults?\b"
        r"|\bkpis?\b|\bimpact"
        r"|mesures? de (?:succes|performance|resultat|suivi)|measures? of|success|criteres?|evidence|\beffets?\b",
    ),
    (
        "deadline",
        r"^(?:annee|mois|trimestre|semestre|saison|exercice|year|month|quarter|season)s?$"
        r"|echean|\bannees? de|\bdates?\b|\bdelai|calendrier|\bquand\b|\bperiode|\bmoment\b|\btemps\b|\bwhen\b|deadline|\bdue\b"
        r"|time ?-?lines?|time ?-?frame|schedule"
        r"|\btiming\b|target date|horizon|\bdebut\b|\bfin\b|\bstart|\bend\b|\bcompletion|\bterme\b|\bprevu",
    ),
    ("budget", r"budget|\bcouts?\b|montant|financ|\$|\bcosts?\b|funding|\bamounts?\b|ressources?|resources?|enveloppe|investiss"),
    ("state", r"\betat\b|\betats\b|statut|avancement|\bsuivi|progress|\bstatus\b|\brealise|\bdegre\b|\bbilan\b|\bevaluation"),
    ("remarks", r"remarque|commentaire|\bnotes?\b|observation|precision|comments?\b|remarks?\b|informations?\b|particularite"),
    (
        "territory",
        r"territoire|\bmrc\b|\blieux?\b|\bregion|municipalite|\blocation|\barea\b|\bterritor|\bsecteurs?\b|\bvilles?\b|\bplace\b",
    ),
    (
        "section",
        r"objectif|\baxes?\b|orientation|priorit|\benjeux?\b|volet|\bthem|\bbuts?\b|\bgoals?\b|objective|pillar|strategic (?:direction"
        r"|area)|focus"
        r"|\bdomaine|\bchamps? d|\bchantier|\bcategor|\bcible strategique",
    ),
    (
        "action",
        r"\bactions?\b|\bmesures?\b|\bactivit|\bmoyens?\b|intervention|\btaches?\b|initiative|\bgestes?\b|\bwhat\b|\bquoi\b"
        r"|\bmeasures?\b|\btasks?\b"
        r"|a faire\b|\bdemarches?\b|\bengagements?\b|realisations?\b|\bcommitments?\b",
    ),
    ("weak", r"\bprojets?\b|\bprojects?\b|description|\blibelle|\betapes?\b|\bsteps?\b|strateg|\btitres?\b|\bintitule|\benonce|\bcontenu"),
)
_KINDS = [(kind, re.compile(words)) for kind, words in _WORDS]

_PAIR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*[-/]\s*((?:19|20)?[0-9]{2})(?![0-9])")
_SINGLE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_FY = re.compile(r"\b(?:fy|af|ex)\s?'?([0-9]{2})(?:\s*[-/]\s*[0-9]{2})?(?![0-9])")
_RANK = re.compile(r"\b(?:an|annee|year|yr|y|phase)\s*(?:no\.?\s*)?([1-9])\b|\b([1-9])(?:re|er|ere|e|eme|st|nd|rd|th) (?:an|annee|year)\b")
_RANK_WORD = re.compile(
    r"\b(?:(premiere|first)|(deuxieme|seconde?|second)|(troisieme|third)|(quatrieme|fourth)|(cinquieme|fifth)) (?:an|annee|year)\b"
)
_PERIOD = re.compile(
    r"\b[tq][1-4]\b|\b(?:1er|1re|2e|3e|4e|[1-4](?:eme|st|nd|rd|th)|premier|deuxieme|troisieme|quatrieme|first|second|third"
    r"|fourth) (?:trimestre|quarter)\b"
    r"|\b(?:hiver|printemps|ete|automne|winter|spring|summer|autumn|fall)\b"
    r"|\b(?:janv?|fevr?|mars|avr|avril|mai|juin|juil|juill|aout|sept?|oct|nov|dec|january|february|march|april|may|june|july|august"
    r"|september"
    r"|october|november|december|janvier|fevrier|juillet|septembre|octobre|novembre|decembre|jan|feb|mar|apr|jun|jul|aug)\b"
)
# Words that may stand beside a year without making the column anything else than the schedule of that year.
_BESIDE_YEAR = re.compile(
    r"annees?|an\b|years?|exercices?|financiere?|fiscal|scolaire|echeanciers?|echeances?|calendrier|periode|realisation|prevue?s?"
    r"|\bde\b|\bdu\b|\bde la\b"
    r"|\bpour\b|\bfor\b|\bthe\b|timelines?|schedule|dates?|fy|[\W_]+|premiere|deuxieme|troisieme|first|second|third|previsions?"
    r"|phase|\by\b|\bre\b|\be\b"
)


@lru_cache(maxsize=4096)
def column(header: str) -> Column:
    """What the column under this header holds; kind `other` when no word of it is known."""
    plain = " ".join(even(tidy(header)).split())
    if not plain or len(plain) > 90:
        return Column(header, "other")
    timed = _year(header, plain)
    if timed:
        return timed
    found = [(place.start(), order, kind) for order, (kind, words) in enumerate(_KINDS) if (place := words.search(plain))]
    if not found:
        return Column(header, "other")
    start, _, kind = min(found)
    if start > 30:
        return Column(header, "other")
    kinds = {one for _, _, one in found}
    if (
        kind in ("lead", "collaborators")
        and {"lead", "collaborators"} <= kinds
        and not re.search(r"responsab\w* (?:partenai|collabora)", plain)
    ):
        return Column(header, "lead", combined=True)
    if kind == "section" and "action" in kinds and re.search(r"[/,&]| et | and ", plain):
        kind = "action"
    if kind == "deadline" and re.fullmatch(r"(?:dates? )?(?:de |of )?(?:debut|start(?:ing)?)(?: date| prevue?)?s?", plain):
        return Column(header, kind, part="start")
    if kind == "deadline" and re.fullmatch(r"(?:dates? )?(?:de |of )?(?:fin|end|completion)(?: date| prevue?)?s?", plain):
        return Column(header, kind, part="end")
    return Column(header, "action", weak=True) if kind == "weak" else Column(header, kind)


def _year(header: str, plain: str) -> Column | None:
    """A column of years, or of one part of them, when nothing else is said beside."""
    rest, year, rank, calendar, span = plain, 0, 0, False, False

    def taken(found: re.Match[str]) -> str:
        return rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]

    if pair := _PAIR.search(rest):
        year, rest = int(pair[1]), taken(pair)
        last = int(pair[2]) % 100
        span = last != (year + 1) % 100
    elif fy := _FY.search(rest):
        year, rest = 2000 + int(fy[1]), taken(fy)
    elif single := _SINGLE.search(rest):
        year, calendar, rest = int(single[1]), True, taken(single)
    if ranked := _RANK.search(rest):
        rank, rest = int(ranked[1] or ranked[2]), taken(ranked)
    elif worded := _RANK_WORD.search(rest):
        rank, rest = next(place for place in range(1, 6) if worded[place]), taken(worded)
    written = " ".join(tidy(header).split())
    periods = [written[found.start() : found.end()] for found in _PERIOD.finditer(rest)]
    rest = _PERIOD.sub(" ", rest)
    if not (year or rank or periods) or _BESIDE_YEAR.sub("", rest).strip():
        return None
    if span and not periods:
        return Column(header, "deadline")
    return Column(header, "year", year=year, rank=rank, calendar=calendar, period=" – ".join(periods))
