"""The closed set of powers that an agreement gives its bodies, the words that say them, and the kinds of things they bear on."""

from __future__ import annotations

import re

from ententes.ground.french import even, tidy

VERBS = ("propose", "collaborate", "adopt", "determine", "choose", "validate", "recommend", "decide", "ensure", "inform")

SUBJECT_KINDS = (
    "plan",
    "evaluation_framework",
    "allocation_framework",
    "communication_protocol",
    "report",
    "project",
    "training_body",
    "other",
)

_WORDS: dict[str, str] = {
    "propose": "proposer soumettre presenter suggerer elaborer preparer rediger produire propose submit suggest prepare draft",
    "collaborate": "collaborer participer contribuer concourir appuyer accompagner collaborate participate contribute assist support",
    "adopt": "adopter approuver enteriner ratifier sanctionner adopt approve ratify endorse",
    "determine": "determiner definir fixer etablir arreter preciser determine define establish set",
    "choose": "choisir selectionner designer retenir nommer elire choose select appoint designate",
    "validate": "valider verifier confirmer attester validate verify confirm review",
    "recommend": "recommander conseiller aviser recommend advise",
    "decide": "decider trancher autoriser accorder octroyer statuer attribuer allouer affecter decide authorize grant award allocate",
    "ensure": (
        "assurer veiller voir garantir superviser surveiller suivre coordonner favoriser soutenir realiser mobiliser gerer administrer"
        " encadrer promouvoir faciliter stimuler evaluer analyser orienter ensure oversee supervise monitor coordinate foster"
        " facilitate carry manage implement promote evaluate assess guide"
    ),
    "inform": "informer communiquer diffuser rapporter transmettre renseigner inform report communicate",
}
LEXICON: dict[str, str] = {word: verb for verb, words in _WORDS.items() for word in words.split()}

# « Rendre compte », « faire rapport », « émettre un avis »: the verb alone says nothing.
_PHRASES = (
    (re.compile(r"ren(?:d|dent|dre) compte|fai(?:t|re) (?:rapport|etat)|ti?en(?:t|ir) informe|reports? back"), "inform"),
    (
        re.compile(
            r"(?:emett?r?e?|donner?|formuler?|fournir?t?|produire|produit|transmet(?:tre)?|soumet(?:tre)?|faire|fait)"
            r" (?:un |des |ses |son |l'|les |leurs )?(?:avis|conseils?|recommandations?)|makes? recommendations"
        ),
        "recommend",
    ),
    (re.compile(r"pren(?:d|dre) (?:les |des |toute )?decisions?|rend(?:re)? (?:les |une |des )?decisions?|makes? decisions"), "decide"),
    (re.compile(r"donner (?:son |leur )?(?:approbation|aval|accord)"), "adopt"),
)

_SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "evaluation_framework",
        re.compile(
            r"(?:cadre|plan|grille|devis|modele|mecanisme)s? d'evaluation|evaluation (?:framework|plan)|cadre de suivi et d'evaluation"
        ),
    ),
    (
        "allocation_framework",
        re.compile(
            r"cadre de reference|cadre d'(?:allocation|attribution|investissement|affectation)|(?:politique|regles?|criteres?"
            r"|cadre) d(?:e |'|es )"
            r"(?:investissement|attribution|allocation|affectation|soutien|financement|selection)"
            r"|repartition des (?:sommes|fonds|enveloppes|budgets|ressources)"
            r"|(?:allocation|funding|granting|investment) (?:framework|policy|criteria|guidelines?)"
        ),
    ),
    (
        "communication_protocol",
        re.compile(
            r"(?:protocole|politique|strategie|plan|cadre|regles?)s? (?:de |des |d')?communications?|protocole de visibilite"
            r"|communications? (?:protocol|plan|strategy|policy)"
        ),
    ),
    ("report", re.compile(r"rapports?\b|\bbilans?\b|reddition de comptes?|\breports?\b|\breporting\b")),
    (
        "plan",
        re.compile(
            r"plans? d'actions?|plans? de travail|plan annuel|plan triennal|planification|\b(?:le|du|un"
            r"|the) plan\b(?! (?:de communication|d'eval|d'invest))|feuille de route|(?:action|work"
            r"|annual) ?-?plans?\b"
        ),
    ),
    (
        "project",
        re.compile(
            r"projets?\b|demandes? (?:d'aide|de financement|de soutien|de subvention)|candidatures?|\bprojects?\b|\bapplications?\b"
            r"|\bgrants?\b|\bproposals?\b"
        ),
    ),
    (
        "training_body",
        re.compile(
            r"(?:organismes?|firmes?|formateurs?|formatrices?|fournisseurs?|etablissements?)\b[^.;,]{0,40}\bformations?|formateurs?\b"
            r"|organismes? responsables?|training (?:body|provider|organi[sz]ation)|\btrainers?\b"
        ),
    ),
)


def verb_of(word: str) -> str:
    """The verb of the closed set that one word says in French or English, or an empty string.

    The infinitive, the third person (« adopte », « choisit », « adoptent ») and the English « adopts » are known.
    """
    plain = even(tidy(word)).strip()
    forms = (
        plain,
        f"{plain}r",
        f"{plain[:-1]}r",
        f"{plain[:-3]}er" if plain.endswith("ent") else "",
        plain[:-1] if plain.endswith("s") else "",
    )
    return next((LEXICON[form] for form in forms if form in LEXICON), "")


def phrase_verb(text: str) -> str:
    """The verb that the first words of a text say together (« rendre compte de… »), or an empty string."""
    plain = even(tidy(text)).strip()
    return next((verb for phrase, verb in _PHRASES if phrase.match(plain)), "")


def subject_kind(text: str) -> str:
    """The kind of thing that a mandate or an action bears on: the first one that its words name."""
    plain = even(tidy(text))
    found = [(place.start(), order, kind) for order, (kind, words) in enumerate(_SUBJECTS) if (place := words.search(plain))]
    return min(found)[2] if found else "other"
