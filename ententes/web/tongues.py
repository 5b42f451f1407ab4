"""The language in which something was written, for those to whom a page of another language is read aloud."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import get_language
from markupsafe import Markup

from ententes.agreements.models import Agreement
from ententes.ground.french import fold

_FRENCH = {"au", "aux", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "pour", "sur"}
_MORE_FRENCH = {"un", "une", "d", "l", "qu", "ce", "cette", "ses", "son", "sa", "nos", "notre", "par", "avec", "sans", "est", "sont", "qui"}
_MORE_ENGLISH = {"a", "an", "by", "is", "are", "was", "no", "not", "it", "at", "from"}
_ACCENTS = re.compile("[àâçèéêëîïôùûœ]", re.IGNORECASE)
_ENGLISH = {"and", "for", "in", "of", "on", "the", "to", "with"}


def own_words(agreement: Agreement) -> Markup:
    """The attribute of what stands in the words of the agreement: ` lang="fr-CA"` in an English page, nothing in a French one."""
    tongue = _tongue(agreement.title, agreement.purpose)
    return Markup("") if tongue == get_language() else Markup(f' lang="{tongue}-CA"')  # noqa: S704 — one of two words


def as_written(text: object) -> Markup:
    """The attribute of words that somebody wrote or that a document froze: ` lang="fr-CA"` in an English page where they are French.

    Words that show nothing, a name or a figure, get none.
    """
    if get_language() == "fr" or not text:
        return Markup("")
    return Markup(' lang="fr-CA"') if _is_french(str(text)[:2000]) else Markup("")


def in_french() -> Markup:
    """The attribute of a text that is always French, whatever the page: the copy that was frozen, the document that is signed."""
    return Markup("") if get_language() == "fr" else Markup(' lang="fr-CA"')


@lru_cache(1024)
def _is_french(text: str) -> bool:
    words = fold(text.replace("’", " ").replace("'", " ")).split()
    french = sum(word in _FRENCH or word in _MORE_FRENCH for word in words) + len(_ACCENTS.findall(text))
    return french > sum(word in _ENGLISH or word in _MORE_ENGLISH for word in words)


@lru_cache(256)
def _tongue(*texts: str) -> str:
    words = fold(" ".join(texts)).split()
    return "en" if sum(word in _ENGLISH for word in words) > sum(word in _FRENCH for word in words) else "fr"
