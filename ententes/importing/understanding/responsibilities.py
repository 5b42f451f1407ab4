"""Who answers for an action: the names in the cells of a row, first as lead, the others as collaborators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ententes.ground.french import even, fold, tidy
from ententes.importing.reading import BodyRead, OrganisationRead, ResponsibilityRead
from ententes.importing.tree import Place

from .naming import abbreviated_in, abbreviates, bare, body_name, is_acronym, is_role
from .registry import Registry

_LONGEST = 1_500
_NOBODY = re.compile(
    r"(?:[-_.?/\s]*|n/?a|s/?o|s\.o\.?|(?:reste )?a (?:determiner|confirmer|preciser|definir|venir|identifier)|tb[dca]|aucune?|none"
    r"|sans objet|x)"
)
_COLLABORATING = re.compile(
    r"\s(?:en (?:etroite )?(?:collaboration|partenariat|concertation|lien) avec|avec (?:la collaboration|l'appui|le soutien"
    r"|l'aide) (?:de|du|des|d')|avec"
    r"|in (?:partnership|collaboration|cooperation) with|with(?: the)?(?: (?:support|help|assistance"
    r"|participation) (?:of|from))?|supported by|soutenue? par"
    r"|appuyee? par|assistee? de)\s(?:le |la |les |l'|the )?"
)
_LABEL = re.compile(
    r"(?<![\w'-])(?:(?P<lead>responsables?|porteurs?|porteuses?|pilotes?|leads?|owner|charge de projet|mandataire)"
    r"|(?P<other>collaborateurs?|collaboratrices?|collaborations?|partenaires?|partners?|support(?:ing)?|soutien|appui|avec|contributors?"
    r"|participants?))(?:\(s\))?\s*:\s*"
)
_RESPONSIBLE = re.compile(
    r"(?:^|[,;(]? )sous la (?:responsabilite|coordination|direction) (?:de l'organisme |d(?:u |e la |e l'|es |e |'))"
    r"|(?:^|[,;(]? )under the (?:responsibility|leadership) of (?:the )?"
)
_ROLE_IN_BRACKETS = re.compile(
    r"(?P<lead>responsables?|resp\.?|porteu(?:r|se)|lead|pilote|chef de file|coordination|mandataire)|(?P<other>collaborat\w*"
    r"|collab\.?|partenaires?|partner|soutien|support|appui|en soutien)"
)
# Words that open the name of an organisation: a name that begins so after « et » is another name.
_HEAD = re.compile(
    r"(?:MRC|Villes?|Municipalités?|[Mm]inistères?|Centres?|Tables?|CLD|Forum|Coop|Coopératives?|Société|Conseil|Chambre|Carrefour"
    r"|Réseau|Union|Fédération|Association|Regroupement"
    r"|Université|Cégep|Collège|Commission|Maison|Office|Agence|Direction|Service|Fondation|Corporation|Institut|Corps|Groupe|Comité"
    r"|Sous-comité|Pôle|Syndicat|Ordre|Musée|École|Bibliothèque"
    r"|Caisse|Desjardins|Emploi|Développement|Tourisme|Culture|Secrétariat|Alliance|Banque|Festival|Théâtre|Conservatoire|Parc|Ferme"
    r"|Nation|Première|City|Town|Ministry|Department|University"
    r"|College|Board|Council|Committee|Centre|Network|Society|Foundation|County|Region|School|Public|Community|Food|Working|Steering)\b"
)
_OPENED = re.compile(r"(?:le |la |les |l'|un |une |the )")
# A line left open by a small word goes on over the next one: « Conseil de la\nNation ».
_OPEN_LINE = re.compile(r"(?P<small>(?:^|[\s'’])(?:de|du|des|la|le|les|et|à|au|aux|l['’]|d['’]|of|the|and|for|&))[ ]*\n\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\n\r\v;•·●▪]+|\s*/\s*|\s+[-–—]\s+|,\s+|,$|\s&\s|\s\+\s")


def read_responsibilities(who: Sequence[tuple[str, str, bool]], registry: Registry, place: Place) -> list[ResponsibilityRead]:
    """The bodies and organisations written in the columns of one row (words, kind of column, several roles in one column).

    The first name of a column of leads leads, the others collaborate; a label (« Partenaires : »), brackets (« (collaboration) ») or
    « avec » say otherwise. Names not yet known are added to the registry; « coordonnatrice » or « tous les partenaires » stay words.
    """
    found: list[ResponsibilityRead] = []
    seen: set[tuple[str, str, str]] = set()
    for words, kind, _ in who:
        if words not in registry.cells:
            registry.cells[words] = list(_names(words, registry))
        for name, said in registry.cells[words]:
            body, organisation, name = resolve(name, registry, place)
            role = said or ("collaborator" if kind == "collaborators" else "")
            if not role:
                role = "collaborator" if any(one.role == "lead" for one in found) else "lead"
            key = (body.key if body else "", organisation.key if organisation else "", "" if body or organisation else fold(name))
            if key in seen:
                continue
            seen.add(key)
            found.append(ResponsibilityRead(name, key[0], key[1], role))
    return found


def meet(cells: Iterable[tuple[str, Place]], registry: Registry) -> None:
    """Add to the registry the names of several words written in cells."""
    met = {key: counted.copy() for key, counted in registry.spellings.items()}
    for words, place in cells:
        for name, _ in _names(words, registry):
            if len(bare(name).split()) > 1 and not name.endswith(")"):
                resolve(name, registry, place)
    # Spellings are counted when responsibilities are read; here names are only met.
    registry.spellings = met


def _names(words: str, registry: Registry) -> Iterator[tuple[str, str]]:
    """Each name of a cell with the role that the words give it (« » when they give none)."""
    words = _OPEN_LINE.sub(r"\g<small> ", tidy(words).strip()[:_LONGEST])
    role = ""
    if under := _RESPONSIBLE.search(even(words)):
        # « le comité, sous la responsabilité de l'organisme X »: X leads.
        yield from ((name, "lead") for name in split_names(words[under.end() :], registry) if name)
        words = words[: under.start()].strip(" ,;(")
    for labelled in _labelled(words):
        label, text = labelled
        role = label or role
        for place, part in enumerate(_with(text)):
            for name in split_names(part, registry):
                said = "collaborator" if place else role
                bracket = re.search(r"\(([^()]+)\)\s*$", name)
                if bracket and (told := _ROLE_IN_BRACKETS.fullmatch(even(bracket[1]).strip())):
                    name, said = name[: bracket.start()].strip(), "lead" if told["lead"] else "collaborator"
                if not _NOBODY.fullmatch(even(name).strip()):
                    yield name, said


def _labelled(words: str) -> Iterator[tuple[str, str]]:
    """The parts of a cell that labels open: « Responsable : A / Partenaires : B, C »."""
    plain = even(words)
    starts = list(_LABEL.finditer(plain))
    if not starts:
        yield "", words
        return
    if words[: starts[0].start()].strip(" /;,\n"):
        yield "", words[: starts[0].start()]
    for place, found in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(words)
        yield ("lead" if found["lead"] else "collaborator"), words[found.end() : end].strip(" /;,.\n")


def _with(text: str) -> list[str]:
    """What stands before and after « en collaboration avec »."""
    found = _COLLABORATING.search(even(text))
    return [text[: found.start()], text[found.end() :]] if found else [text]


def split_names(text: str, registry: Registry) -> list[str]:
    """The names of one text. « et » inside a name (« ministère de la Culture et des Communications ») separates nothing."""
    if _is_known(text, registry):
        return [text.strip()]
    shielded, brackets = _shield(text)
    parts = [part.strip() for part in _SEPARATORS.split(shielded)]
    joined: list[str] = []
    for part in parts:
        if not part:
            continue
        if joined and re.match(r"(?:des|de|du|d'|et)\s?(?:la |l')?[a-zœ]", even(part)) and not _known_part(part, registry):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    names = [name for part in joined for name in _split_and(_unshield(part, brackets), registry)]
    return [name for name in (re.sub(r"^(?:[-–*]\s*|et |and )", "", name).strip(" .,;:") for name in names) if name]


def _known_part(part: str, registry: Registry) -> bool:
    return re.match(r"(?:et|and)\s", even(part)) is not None and _begins_name(part.split(None, 1)[1] if " " in part else part, registry)


def _shield(text: str) -> tuple[str, list[str]]:
    """The text with its brackets replaced, so that nothing is cut inside them."""
    brackets: list[str] = []

    def put(found: re.Match[str]) -> str:
        brackets.append(found[0])
        return f"\0{len(brackets) - 1}\0"

    text = re.sub(r"\([^()]*\)", put, text)
    # « et/ou » and « 24/7 » are not two names.
    return re.sub(r"\bet/ou\b|(?<=\d)/(?=\d)", put, text), brackets


def _unshield(text: str, brackets: Sequence[str]) -> str:
    return re.sub(r"\0(\d+)\0", lambda found: brackets[int(found[1])], text)


def _split_and(text: str, registry: Registry) -> list[str]:
    if _is_known(text, registry):
        return [text]
    shielded, brackets = _shield(text)
    for found in re.finditer(r"\s(?:et|and|ainsi que|&)\s", shielded):
        left, right = _unshield(shielded[: found.start()], brackets), _unshield(shielded[found.end() :], brackets)
        if _begins_name(right, registry) and _ends_name(left, registry):
            return [*_split_and(left, registry), *_split_and(right, registry)]
    return [text]


def _is_known(text: str, registry: Registry) -> bool:
    folded = fold(bare(text))
    body, organisation = registry.known_body(text), registry.known_organisation(text)
    return bool(body) or (
        organisation is not None and folded in (fold(organisation.name), fold(organisation.acronym), *map(fold, organisation.aliases))
    )


def _begins_name(text: str, registry: Registry) -> bool:
    text = text.strip()
    if _OPENED.match(even(text)) or is_role(text) or body_name(text) or _is_known(re.split(r"\s(?:et|and)\s", text)[0], registry):
        return True
    first = re.split(r"[\s(]", text, maxsplit=1)[0]
    return is_acronym(first) or bool(_HEAD.match(text))


def _ends_name(text: str, registry: Registry) -> bool:
    first = re.split(r"[\s(]", bare(text), maxsplit=1)[0]
    if _OPENED.match(even(text)):
        return True
    return is_acronym(first) or text.endswith(")") or _begins_name(bare(text), registry) or bool(body_name(text)) or first[:1].isupper()


def resolve(words: str, registry: Registry, place: Place) -> tuple[BodyRead | None, OrganisationRead | None, str]:
    """The body, the organisation, or both, that one name means, and the name as written: « Pôle (CA) » is a committee of the Pôle."""
    words = bare(words)
    bracket = re.fullmatch(r"(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)\s*", words)
    if bracket:
        outer, inner = bracket["outer"].strip(), bracket["inner"].strip()
        body, organisation = _bracketed(outer, inner, registry, place)
        return body, organisation, words
    if is_role(words) and not registry.known_body(words):
        return None, None, words
    body = _body(words, registry, place)
    if body:
        return body, None, words
    named = words[:1].isupper() or _HEAD.match(words) or registry.known_organisation(words) is not None
    if not named and len(words.split()) > 6:
        return None, None, words
    return None, registry.organisation(words, place), words


def _body(words: str, registry: Registry, place: Place) -> BodyRead | None:
    known = registry.known_body(words)
    if known:
        registry.spelled(known, words)
        return known
    if is_acronym(words):
        if registry.known_organisation(words):
            return None
        meant = registry.body_by_acronym(words) or registry.body_meant(words)
        if meant:
            registry.abbreviate_body(meant, words, introduced=False)
        return meant
    name = body_name(words)
    if not name or even(name).startswith("table "):
        return None
    return registry.body(name, place)


def _bracketed(outer: str, inner: str, registry: Registry, place: Place) -> tuple[BodyRead | None, OrganisationRead | None]:
    if abbreviates(inner, bare(outer)) and not is_acronym(outer):
        known = registry.known_body(outer) or (
            registry.body(body_name(outer), place) if body_name(outer) and not even(outer).startswith("table ") else None
        )
        if known:
            registry.abbreviate_body(known, inner, introduced=True)
            return known, None
        if is_acronym(inner):
            return None, registry.organisation(outer, place, acronym=inner)
    if is_acronym(outer) and abbreviates(outer, inner):
        return None, registry.organisation(inner, place, acronym=outer)
    named = registry.known_body(outer)
    if named:
        if is_acronym(inner) and not registry.known_organisation(inner):
            registry.abbreviate_body(named, inner, introduced=True)
            return named, None
        return named, registry.known_organisation(inner)
    if is_role(outer):
        return None, registry.organisation(inner, place) if is_acronym(inner) or registry.known_organisation(inner) else None
    organisation = registry.organisation(outer, place)
    committee = registry.known_body(inner) if body_name(inner) else None
    if committee is None and body_name(inner):
        committee = registry.body(body_name(inner), place)
        committee.host = committee.host or organisation.key
    if committee is None and is_acronym(inner) and registry.body_by_acronym(inner) is None and abbreviated_in(inner, organisation.name):
        return None, registry.organisation(outer, place, acronym=inner)
    if committee is None and is_acronym(inner) and not registry.known_organisation(inner):
        committee = registry.body_by_acronym(inner, host=organisation.key) or registry.body_meant(inner)
        if committee is None:
            committee = registry.body(inner, place, kind="other")
        registry.abbreviate_body(committee, inner, introduced=False)
        committee.host = committee.host or organisation.key
    return committee, organisation
