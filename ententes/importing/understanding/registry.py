"""Everyone whom the document names, once each: bodies and organisations with their spellings and acronyms."""

from __future__ import annotations

from collections import Counter

from ententes.ground.french import fold
from ententes.importing.reading import BodyRead, OrganisationRead
from ententes.importing.tree import Place

from .naming import abbreviates, bare, is_acronym, key_of, kind_of

_NO_NAME = ("comite travail", "groupe travail", "working committee", "working group", "conseil administration")


class Registry:
    """Bodies and organisations met so far, found again by name, by acronym, or by the beginning of a name."""

    def __init__(self) -> None:
        self.bodies: list[BodyRead] = []
        self.organisations: list[OrganisationRead] = []
        self.introduced: set[str] = set()  # folded acronyms that the document explains
        self.spellings: dict[str, Counter[str]] = {}  # key of the holder → spellings met
        self.acronym_cases: dict[str, list[str]] = {}  # key of the holder → acronyms as written
        self.cells: dict[str, list[tuple[str, str]]] = {}  # words of a cell → names and roles, once all long names are met
        self._bodies: dict[str, BodyRead] = {}
        self._organisations: dict[str, OrganisationRead] = {}
        self._body_acronyms: dict[str, list[BodyRead]] = {}
        self._organisation_acronyms: dict[str, OrganisationRead] = {}

    # -- bodies

    def body(self, name: str, place: Place, *, acronym: str = "", kind: str = "") -> BodyRead:
        """The body of that name, added if it is new."""
        name = bare(name)
        found = self.known_body(name) or (self.body_by_acronym(acronym, name=name) if acronym else None)
        if found is None:
            found = BodyRead(
                key=f"body-{len(self.bodies) + 1}",
                name=name[:1].upper() + name[1:],
                acronym="",
                aliases=[],
                kind=kind or kind_of(name),
                host="",
                parent="",
                constituted_from="",
                composition="",
                mandates=[],
                place=place,
            )
            self.bodies.append(found)
            self._bodies[key_of(name)] = found
        elif found.name.isupper() and not name.isupper() and key_of(name) == key_of(found.name):
            found.name = name[:1].upper() + name[1:]  # a title in capitals hides how the name is spelled
        self.spelled(found, name)
        if acronym:
            self.abbreviate_body(found, acronym, introduced=True)
        return found

    def known_body(self, name: str) -> BodyRead | None:
        """The body of that name, or the only one whose name begins so (« comité exécutif » for « comité exécutif de la CRÉ »)."""
        key = key_of(bare(name))
        if not key:
            return None
        if key in self._bodies:
            return self._bodies[key]
        longer = [body for known, body in self._bodies.items() if known.startswith(f"{key} ")]
        return longer[0] if len(longer) == 1 and " " in key and key not in _NO_NAME else None

    def body_by_acronym(self, acronym: str, *, name: str = "", host: str = "") -> BodyRead | None:
        """The body that bears this acronym, whatever its case; of several, the one of that host."""
        held = self._body_acronyms.get(fold(acronym), [])
        if name:
            held = [body for body in held if key_of(body.name) == key_of(name)]
        if host and len(held) > 1:
            held = [body for body in held if body.host in ("", host)] or held
        return held[0] if held else None

    def body_meant(self, acronym: str) -> BodyRead | None:
        """The only body without an acronym whose first letters these are (« CJ », the « comité jeunesse »)."""
        if not 2 <= len(acronym) <= 5:
            return None
        meant = [
            body
            for body in self.bodies
            if not body.acronym and abbreviates(acronym, body.name) and len(key_of(body.name).split()) == len(acronym)
        ]
        return meant[0] if len(meant) == 1 else None

    def abbreviate_body(self, body: BodyRead, acronym: str, *, introduced: bool) -> None:
        """Note that the body bears this acronym; the first one met names it, the others are aliases."""
        if introduced:
            self.introduced.add(fold(acronym))
        cases = self.acronym_cases.setdefault(body.key, [])
        if acronym not in cases:
            cases.append(acronym)
        if not body.acronym:
            body.acronym = acronym
        elif acronym != body.acronym and acronym not in body.aliases:
            body.aliases.append(acronym)
        held = self._body_acronyms.setdefault(fold(acronym), [])
        if body not in held:
            held.append(body)

    # -- organisations

    def organisation(self, name: str, place: Place, *, acronym: str = "") -> OrganisationRead:
        """The organisation of that name or acronym, added if it is new; a full name takes the place of an acronym alone."""
        name = bare(name)
        found = self.known_organisation(name) or (self._organisation_acronyms.get(fold(acronym)) if acronym else None)
        if found is None:
            found = OrganisationRead(key=f"organisation-{len(self.organisations) + 1}", name=name, acronym="", aliases=[], place=place)
            self.organisations.append(found)
            self._organisations[key_of(name)] = found
            if is_acronym(name):
                found.acronym = name
                self._organisation_acronyms[fold(name)] = found
        if acronym:
            self.introduced.add(fold(acronym))
            self._organisation_acronyms[fold(acronym)] = found
            if is_acronym(found.name) and not is_acronym(name):
                found.name = name
                self._organisations.setdefault(key_of(name), found)
            found.acronym = found.acronym or acronym
        self.spelled(found, name)
        return found

    def known_organisation(self, name: str) -> OrganisationRead | None:
        """The organisation of that name or acronym, or the only one whose name begins with it (« le Pôle »), or that begins its name."""
        name = bare(name)
        key = key_of(name)
        if not key:
            return None
        if fold(name) in self._organisation_acronyms:
            return self._organisation_acronyms[fold(name)]
        if key in self._organisations:
            return self._organisations[key]
        longer = {id(one): one for known, one in self._organisations.items() if known.startswith(f"{key} ")}
        if len(longer) == 1 and (not is_acronym(name) or self.introduced.isdisjoint({fold(name)})):
            return next(iter(longer.values()))
        shorter = [
            one for known, one in self._organisations.items() if " " in known and key.startswith(f"{known} ") and not is_acronym(one.name)
        ]
        return shorter[0] if len(shorter) == 1 else None

    # -- spellings

    def spelled(self, holder: BodyRead | OrganisationRead, words: str) -> None:
        """Note one more spelling; the most frequent among those that fold alike is the name, the others are aliases."""
        words = bare(words)
        if not words or words == holder.acronym:
            return
        met = self.spellings.setdefault(holder.key, Counter())
        met[words] += 1
        if isinstance(holder, OrganisationRead):
            alike = [(count, -place, one) for place, (one, count) in enumerate(met.items()) if fold(one) == fold(holder.name)]
            if alike:
                best = max(alike)[2]
                if best != holder.name:
                    holder.name = best
        same_case = {holder.name, holder.acronym}
        aliases = [one for one in met if one not in same_case and (isinstance(holder, OrganisationRead) or fold(one) != fold(holder.name))]
        kept = [one for one in holder.aliases if one in self.acronym_cases.get(holder.key, []) and one not in aliases]
        holder.aliases = list(dict.fromkeys(kept + aliases))
