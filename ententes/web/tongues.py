"""The language in which an agreement was written, for those to whom a page of another language is read aloud."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language
from markupsafe import Markup

from ententes.agreements.models import Agreement
from ententes.ground.french import fold

_FRENCH = {"au", "aux", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "pour", "sur"}
_ENGLISH = {"and", "for", "in", "of", "on", "the", "to", "with"}


def own_words(agreement: Agreement) -> Markup:
    """The attribute of what stands in the words of the agreement: ` lang="fr-CA"` in an English page, nothing in a French one."""
    tongue = _tongue(agreement.title, agreement.purpose)
    return Markup("") if tongue == get_language() else Markup(f' lang="{tongue}-CA"')  # noqa: S704 — one of two words


@lru_cache(256)
def _tongue(*texts: str) -> str:
    words = fold(" ".join(texts)).split()
    return "en" if sum(word in _ENGLISH for word in words) > sum(word in _FRENCH for word in words) else "fr"
