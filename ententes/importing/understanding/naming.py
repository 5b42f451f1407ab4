"""Names of bodies and organisations: what makes one, what kind it is, which letters abbreviate it, and when two spellings are one name."""

from __future__ import annotations

import re
from functools import lru_cache

from ententes.ground.french import even, fold, tidy

from .verbs import opening_verb


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


SMALL = _words("de du des d la le les l un une en et a au aux sur pour par the of and for in on to an y ")

_ARTICLE = re.compile(r"(?:le |la |les |l'|un |une |du |de la |de l'|des |au |aux |the |a |an )")

# --- bodies ---------------------------------------------------------------------------------------------------------------------

_BODY_HEAD = re.compile(
    r"(?:sous-)?comite(?:-conseil)?\b(?! sectoriel de (?:la )?main)|(?:sous-)?groupe de (?:travail|pilotage|suivi|concertation)\b"
    r"|equipe de (?:travail|pilotage|projet)\b"
    r"|conseil d'administration\b|conseil (?:de (?:la )?(?:mrc|ville|bande)|municipal|des maires|des prefets|d'arrondissement"
    r"|de gestion|d'orientation|executif)\b"
    r"|assemblee (?:generale|des (?:partenaires|membres))\b|commission (?:permanente|consultative|mixte|conjointe|culturelle"
    r"|de (?:suivi|la culture))\b"
    r"|bureau (?:executif|de direction)\b|cellule (?:de (?:travail|coordination|suivi)|jeunesse)\b|table (?:de (?:gestion|suivi"
    r"|pilotage|travail|concertation)|des partenaires"
    r"|des elus|sectorielle|technique)\b|jury\b|cercle (?:de|des) \w+|chantier de travail\b"
    r"|board of directors\b|(?:city|town|municipal|band|county|regional) council\b|council of \w+|task force\b|working group\b"
    r"|general assembly\b|annual general meeting\b"
    r"|(?:(?!(?:the|of|to|a|an|in|for|by|with) )[\w&-]+ ){1,5}?(?:sub-?)?(?:committee|working group|task force|task team)\b"
    r"|(?:(?!(?:the|of|to|a|an|in|for|by|with) )[\w&-]+ ){0,4}?(?:advisory (?:group|council|circle|panel|board|team|table)|steering group"
    r"|governing (?:council|board|body|committee)|leadership (?:team|table|group|council)|implementation (?:team|group))\b"
    r"|committee (?:on|for|of) \w+|subcommittee\b"
    r"|committee\b|board\b(?! of)"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("youth", re.compile(r"jeunesse|\bjeunes\b|youth|releve")),
    ("selection", re.compile(r"selection|\bjury|attribution|choix des projets")),
    (
        "board",
        re.compile(
            r"conseil d'administration|board of directors|\bboard\b|conseil (?:de|municipal|des maires|des prefets|d'arr)|(?:city|town"
            r"|municipal|band|county|regional) council|council of"
        ),
    ),
    ("executive", re.compile(r"executi(?:f|ve)|bureau de direction|commission permanente")),
    (
        "working",
        re.compile(
            r"sous-comite|subcommittee|sub-committee|groupe de travail|comite de travail|equipe de travail|working (?:group|committee)"
            r"|task (?:force|team)|chantier"
        ),
    ),
    (
        "management",
        re.compile(
            r"de gestion|directeur|de direction|de pilotage|strategique|steering|management|governance|gouvernance|de gouverne"
            r"|equipe de pilotage|governing|leadership"
        ),
    ),
    (
        "follow_up",
        re.compile(
            r"de suivi|consultatif|consultative|comite-conseil|comite technique|aviseur|d'orientation|follow-up|monitoring|advisory"
            r"|technical|oversight|de coordination|coordinating"
        ),
    ),
    ("assembly", re.compile(r"assemblee|assembly|\btable\b|general meeting|forum")),
)
# After « comité » in a sentence, these make a name; any other word may be a verb (« le comité analyse les demandes »).
_ADJECTIVES = (
    "executif|directeur|consultatif|technique|jeunesse|aviseur|organisateur|scientifique|conjoint|mixte|tripartite|paritaire"
    "|interministeriel|culturel|regional|local"
    "|sectoriel|permanent|strategique|operationnel|restreint|elargi|intersectoriel|ad hoc|interne|externe|territorial"
)
_IN_TEXT = re.compile(
    rf"\b(?:(?:sous-)?comite(?:-conseil|(?: (?:{_ADJECTIVES})\b)+| (?:de (?:la |l')?|d'|du |des )(?!(?:ce|cette"
    rf"|travail sont)\b)(?:mise en (?:œ|oe)uvre|[a-zœ-]{{4,}})"
    r"(?: et (?:de |d')[a-zœ-]{4,})?)|conseil d'administration|conseil de la mrc|conseil des maires|conseil municipal"
    r"|conseil (?:de (?:ville|bande)|d'(?:arrondissement|agglomeration)|communautaire|metropolitain|departemental|intercommunal)"
    r"|conseil regional des elus"
    r"|groupe de travail(?: (?:sur|en|de) [\w' -]{3,40})?"
    r"|assemblee generale(?: annuelle)?|bureau de direction"
    r"|(?:steering|advisory|management|executive|follow-up|monitoring|youth|selection|technical|coordinating|oversight|working"
    r"|implementation|joint|governing|leadership) (?:committee|group|board|council|team|panel|circle)|task force"
    r"|board of directors|(?:city|town|municipal|county|regional|band) council|council of mayors)\b"
)
_ABOUT = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s*|[a-z][.)]\s+|[ivx]+[.)-]\s*)?(?:(?:les |le |la |the )?(?:mandats?|roles?|composition|responsabilites?"
    r"|fonctionnement|membres|fonctions?|pouvoirs?|structure"
    r"|terms of reference|mandate|role|membership|responsibilities|duties)(?:,? (?:et|and|&|,) (?:le |la |les |des? )?\w+)* (?:du "
    r"|de la |de l'|des |d'un |of the |of |for the |- ))?"
)
_OF_AGREEMENT = re.compile(r" (?:de l'entente|de l'accord|de la convention|du plan d'action|of the agreement|of the accord)\b.*$")
_TAIL = re.compile(
    r"\s*(?:[:–—]|-\s|\s-)\s*(?:mandats?|roles?|composition|responsabilites?|membres|mandate|role|membership|terms of reference)?\b.*$"
)


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """A name without its article and outer punctuation."""
    name = tidy(name).strip(" ;,.:–—-•\t\n\N{NO-BREAK SPACE}")
    while found := _ARTICLE.match(even(name)):
        name = name[found.end() :].strip()
    return name


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """What two spellings of one name share: folded, without articles, small words or plurals."""
    words = re.split(r"[^\w]+", fold(name))
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words if word and word not in SMALL)


@lru_cache(maxsize=8192)
def body_name(text: str) -> str:
    """The name of the body that a whole title, item or cell names, or an empty string (« Mandats du comité directeur » names one).

    Plurals (« Les comités de travail ») and two bodies together name none.
    """
    text = tidy(text).strip()
    if not text or len(text) > 140:
        return ""
    plain = even(text)
    text = bare(text[_ABOUT.match(plain).end() :])  # type: ignore[union-attr]
    plain = even(text)
    head = _BODY_HEAD.match(plain)
    if (
        not head
        or re.search(r"\bcomites\b|\bcommittees\b", plain)
        or (len(_BODY_HEAD.findall(plain)) > 1 and " et " in plain[head.end() :])
    ):
        return ""
    if opening_verb(text) and re.match(r"\w+ (?:the|le|la|les|l'|un|une|a|an|du|des)\b", plain):
        return ""  # « Inform the Steering Committee of progress »
    name = re.sub(r"\s*\([^()]*\)\s*$", "", text)
    tail = _TAIL.search(even(name), head.end())
    name = re.sub(r"\s*\([^()]*\)\s*$", "", name[: tail.start()]) if tail else name
    agreed = _OF_AGREEMENT.search(even(name))
    name = (name[: agreed.start()] if agreed else name).strip(" ;,.:")
    if re.search(r"\b(?:est|sont|sera|doit|doivent|qui|que|a pour|is|are|shall|will|ont)\b", even(name)) or len(name.split()) > 12:
        return ""
    return name[:1].upper() + name[1:]


def kind_of(name: str) -> str:
    """The kind of a body, from the words of its name."""
    plain = even(name)
    return next((kind for kind, words in _KINDS if words.search(plain)), "other")


# « de la CRÉ », « de l'Agence forestière des Buttes », « of the City of Sutton »
_HOST = re.compile(
    r" (?:de la |de l['’]|du |des |de |d['’]|of the |of )(?P<host>[A-ZÀ-Þ]{2,}(?![\w’'-])|[A-ZÀ-Þ][\w&-]*"
    r"(?:(?: [a-zà-ÿ]{3,}){0,2} (?:de la |de l['’]|du |des |de |d['’]|of )?[A-ZÀ-Þ][\w-]*)*)"
)


def bodies_in(text: str) -> list[tuple[int, int, str, str]]:
    """The bodies that a sentence mentions: start, end, name with its host (« comité exécutif de la CRÉ »), and the host alone."""
    found: list[tuple[int, int, str, str]] = []
    plain = even(text)
    named = {match.end(): match.start() for match in _ENGLISH.finditer(text)}
    for match in _IN_TEXT.finditer(plain):
        end, host = match.end(), ""
        start = min(named.get(end, match.start()), match.start())
        hosted = _HOST.match(text, end)
        if hosted and fold(hosted["host"]) not in ("entente", "agreement"):
            host = hosted["host"]
            end = hosted.end()
        name = text[start:end]
        found.append((start, end, name[:1].upper() + name[1:], host))
    return found


# « Technical Working Group », « Food Access Committee »: every word with its capital.
_ENGLISH = re.compile(
    r"\b(?!(?:The|This|That|Its|Our|Each|Every|An?|All) )(?:[A-Z][\w'’-]+ (?:(?:and|of|on|&) )?){1,4}?"
    r"(?:Committee|Working Group|Task Force|Advisory (?:Group|Council|Circle|Panel|Board|Team|Table)|Steering Group"
    r"|Governing (?:Council|Board|Body)|Leadership (?:Team|Table|Group|Council)|Implementation (?:Team|Group))\b"
)

# --- acronyms -------------------------------------------------------------------------------------------------------------------

_ACRONYM = re.compile(r"[A-ZÀ-Þ](?:[A-ZÀ-Þ0-9&.-]|[a-z](?=[A-ZÀ-Þ])){1,13}")


def is_acronym(word: str) -> bool:
    """Whether a word is letters that stand for others: « CRÉ », « CSMO-ÉSAC », « R.O.C. »; not « II » nor « 2011 »."""
    word = word.strip()
    letters = re.sub(r"[^A-Za-zÀ-ÿ]", "", word)
    return bool(_ACRONYM.fullmatch(word)) and len(letters) > 1 and not re.fullmatch(r"[IVX]+", word)


def abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym are, in order, the first letters of the words of a name; small words may be left out.

    An acronym inside the name gives all its letters (« CFP des Patriotes », CFPP); a last Q for Québec may be understood (« MAPAQ »).
    """
    letters = re.sub(r"[^a-z0-9]", "", fold(acronym))
    written = [word for word in re.split(r"[^\w]+", tidy(name)) if word]
    if not letters or not written or fold(written[0])[:1] != letters[0]:
        return False
    at = meant = 0
    for word in written:
        folded = fold(word)
        for letter in folded if is_acronym(word) else folded[:1]:
            at += at < len(letters) and letter == letters[at]
        meant += folded not in SMALL
    found = at == len(letters) or (at == len(letters) - 1 > 2 and letters[-1] == "q")
    return found and meant <= len(letters) + 2


def abbreviated_in(acronym: str, name: str) -> bool:
    """Whether an acronym holds, in order, the first letters of all the words of a name, and others (« Trails Society », NTS)."""
    letters = fold(acronym)
    initials = [word[0] for word in re.split(r"[^\w]+", fold(name)) if word and word not in SMALL]
    at = 0
    for letter in letters:
        at += at < len(initials) and letter == initials[at]
    return at == len(initials) > 1


def introduced(text: str) -> list[tuple[int, str, str]]:
    """Every « Name (ACRONYM) » and « ACRONYM (Name) » of a text: where it starts, the name, the acronym."""
    found: list[tuple[int, str, str]] = []
    for match in re.finditer(r"\((?P<in>[^()]{2,100})\)", text):
        inside = match["in"].strip(" «»\"“”'")
        before = text[: match.start()].rstrip()
        said = re.sub(
            r"^(?:ci-après|ci-apres|dit|dite|désigné|hereafter|hereinafter)[ :,«]*(?:le |la |l['’]|the )?", "", inside, flags=re.IGNORECASE
        ).strip(' «»"')
        if is_acronym(said) or (said.islower() and said.isalpha() and len(said) <= 4):
            name = _before(before, said)
            if name:
                found.append((before.rfind(name), name, said))
        elif (last := re.search(r"(\S+)$", before)) and is_acronym(last[1]) and abbreviates(last[1], inside):
            found.append((last.start(), bare(inside), last[1]))
    return found


# « la directrice du ministère de l'Immigration (MIFI) »: the name begins at « ministère ».
_INSTITUTION = re.compile(
    r"\b(?:minist[eè]re|secr[eé]tariat|direction|office|municipalit[eé]|universit[eé]|commission|f[eé]d[eé]ration|soci[eé]t[eé]"
    r"|association|centre|ministry|department|office|university) (?:de la |de l['’]|du |des |de |d['’]|of (?:the )?)$"
)


def _before(text: str, acronym: str) -> str:
    """The shortest end of a text that an acronym abbreviates; failing that, what follows the last article and opens with a capital."""
    sentence = re.split(r"[.;:!?\n]\s|/\s", text[-220:])[-1]
    starts = [match.start() for match in re.finditer(r"(?<![\w])[\w]", sentence)]
    for start in reversed(starts):
        candidate = sentence[start:]
        first = re.match(r"\w+", fold(candidate))
        if not first or first[0] in SMALL or not abbreviates(acronym, candidate):
            continue
        return bare(candidate)
    if acronym.islower():
        return ""
    if body := list(re.finditer(r"(?<![\w-])(?:sous-)?(?:comite|table|groupe|conseil|committee)\s(?!.*\bcomites?\b)", even(sentence))):
        name = sentence[body[-1].start() :].strip()
        if len(name.split()) <= 6 and "," not in name:
            return name
    sentence = re.split(r",\s", sentence)[-1]
    capital = [
        match.start("name")
        for match in re.finditer(
            r"(?:^|\b(?:le|la|les|du|au|aux|des|de la|the|of|par|et|and|avec|with)\s|\b[lL]['’])(?P<name>[A-ZÀ-Þ][\wÀ-ÿ'’-]+)", sentence
        )
    ]
    head = _INSTITUTION.search(sentence[: capital[-1]]) if capital else None
    name = sentence[head.start() if head else capital[-1] :].strip() if capital else ""
    return name if 3 < len(name) <= 100 and len(name.split()) <= 12 and not is_acronym(name) else ""


ROLE = re.compile(
    r"(?:coordonn\w*|coordinat\w*|dg|direct(?:eur|rice|ion)(?: general\w*)?|agente?s?\b.*|charge[e·().-]*s?\b.*|equipe\b.*|personnel"
    r"|employes?|benevoles|staff|volunteers?|team"
    r"|(?:tous |l'ensemble |ensemble )?(?:de |des |les )*(?:tous|toutes|partenaires?|membres?|parties|signataires|intervenants?"
    r"|acteurs|organismes|elus?|municipalites|promoteurs?)"
    r"(?: (?:de l'entente|du milieu|concernes?|impliques?|locaux|regionaux|financiers|signataires|du territoire|participants?))*"
    r"|all(?: partners| members)?|(?:all )?(?:partners|members|signatories)|consultante?s?|firme(?: externe)?|ressources? .*"
    r"|project (?:manager|officer|lead)|program (?:manager|officer)"
    r"|(?:m|mme|mr|mrs|ms|dr)\.? .*|secretariat|secretaire|president\w*|tresorier\w*|comptable|stagiaire|formateur|formatrice)"
)


def is_role(name: str) -> bool:
    """Whether words say a function or a group (« coordonnatrice », « tous les partenaires ») rather than name an organisation."""
    return ROLE.fullmatch(even(bare(name)).strip()) is not None
