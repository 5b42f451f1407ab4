"""Which word opens an action: the French infinitive and the English imperative, told from the nouns that look like them."""

from __future__ import annotations

import re

from ententes.ground.french import even, tidy


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Nouns and adjectives that end like an infinitive.
_NOT_ER = _words(
    "atelier ateliers dossier calendrier chantier financier premier dernier papier courrier quartier metier "
    "particulier regulier foyer panier sentier entier banquier hotelier infirmier policier pompier conseiller "
    "cahier escalier levier palier tablier loyer verger hiver mer fer ver cher fier amer hier leader manager "
    "designer partner number member poster flyer banner papier immobilier mobilier hospitalier familier singulier "
    "routier frontalier scolaire potager berger boucher boulanger danger etranger leger passager messager janvier "
    "fevrier forestier maraicher acericulteur super inter hyper cellier grenier gibier gravier acier plancher "
    "clocher rocher rucher porter voucher newsletter cluster center charter over under after water power other "
)
_NOT_IR = _words("avenir loisir plaisir desir souvenir soupir cuir elixir nadir fakir emir menhir air soir noir espoir ")
_OIR = _words(
    "avoir savoir voir devoir pouvoir recevoir concevoir prevoir promouvoir percevoir pourvoir vouloir valoir "
    "asseoir revoir entrevoir emouvoir mouvoir surseoir apercevoir decevoir "
)
_RE = _words(
    "mettre permettre transmettre soumettre remettre promettre admettre emettre commettre prendre apprendre "
    "comprendre entreprendre reprendre surprendre rendre vendre revendre etendre defendre repondre repandre "
    "descendre attendre entendre tendre pretendre suspendre dependre depondre fondre correspondre suivre "
    "poursuivre vivre survivre connaitre reconnaitre paraitre apparaitre naitre accroitre croitre faire refaire "
    "parfaire satisfaire construire reconstruire produire reproduire reduire traduire conduire introduire "
    "instruire deduire seduire detruire nuire cuire ecrire decrire inscrire souscrire prescrire transcrire lire "
    "relire elire dire redire contredire predire inclure conclure exclure joindre rejoindre adjoindre atteindre "
    "restreindre craindre peindre teindre eteindre contraindre plaindre etre battre combattre abattre debattre "
    "rompre interrompre vaincre convaincre boire croire resoudre dissoudre coudre moudre rire sourire plaire taire "
    "clore distraire extraire soustraire perdre mordre tordre "
)
_ENGLISH = _words(
    "accompany achieve act adapt address adopt advance advise advocate align allocate amend analyze analyse apply "
    "appoint approve arrange assess assist attract award build celebrate certify choose collaborate collect "
    "communicate compile complete conduct connect consolidate consult continue contribute convene coordinate "
    "create decide define deliver demonstrate deploy design determine develop disseminate distribute document "
    "draft educate elaborate encourage engage enhance ensure equip establish evaluate examine expand explore "
    "facilitate finalize finance find follow form foster fund gather generate grow help hire hold host identify "
    "implement improve increase inform initiate install integrate introduce inventory invest invite issue join "
    "keep launch lead learn liaise maintain make manage map measure meet mobilize monitor negotiate obtain offer "
    "open operate optimize organize organise oversee participate partner pilot plan plant prepare present "
    "prioritize procure produce promote propose protect provide publish purchase pursue raise reach recognize "
    "recommend recruit reduce refer reinforce renew renovate report represent research restore retain review "
    "revise run schedule seek select sell set share showcase sign simplify sponsor start strengthen structure "
    "study submit supply support survey sustain test track train translate transfer transform undertake update "
    "validate verify visit welcome work write "
)
_CLITIC = re.compile(r"(?:s'|se |y |en |l'|le |la |les |leur |to |ne pas )")
_FIRST = re.compile(r"[\W\d_]*(?:[a-z]?\d+(?:\.\d+)*[.)]?\s+|[a-z][.)]\s+)?((?:s'|se |to )?[^\W\d_]+(?:-[^\W\d_]+)*)")


def is_infinitive(word: str) -> bool:
    """Whether one even word (see `french.even`) is a French infinitive."""
    if len(word) < 4 or not word.isalpha():
        return word in ("agir", "lire", "dire", "etre", "unir")
    if word.endswith("er"):
        return word not in _NOT_ER
    if word.endswith("oir"):
        return word in _OIR
    if word.endswith("ir"):
        return word not in _NOT_IR
    return word in _RE


def is_imperative(word: str) -> bool:
    """Whether one even word opens an action in English."""
    return word in _ENGLISH


def opening_verb(text: str) -> str:
    """The even verb that opens the text (« s'assurer » gives « assurer »), or an empty string."""
    found = _FIRST.match(even(tidy(text)))
    if not found:
        return ""
    word = _CLITIC.sub("", found[1], count=1) if _CLITIC.match(found[1]) else found[1]
    return word if is_infinitive(word) or is_imperative(word) else ""


_VERB_PLACE = re.compile(
    r"(?:^|[,;:(]\s*(?:et |and )?(?:d'|de |a )?|\b(?:et|ou|puis|and|or) (?:d'|de |a |to )?)(?:en |y |le |la |les |s'|se |l')?([a-z]{4,})"
)


def verbs_in(text: str) -> list[str]:
    """Every verb that opens the text or a clause of it: after a comma, « et », « ou », « puis », « and »."""
    plain = even(tidy(text))
    opening = opening_verb(text)
    found = [match[1] for match in _VERB_PLACE.finditer(plain) if is_infinitive(match[1]) or is_imperative(match[1])]
    return list(dict.fromkeys(([opening] if opening else []) + found))
