"""Sentences through gettext where Django is set up, in French where it is not (the reading command needs no settings)."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation


def gettext(sentence: str) -> str:
    """The sentence in the language of the reader."""
    return translation.gettext(sentence) if settings.configured else sentence


def quoted(words: str) -> str:
    """« words », or “words”."""
    return gettext("« %(words)s »") % {"words": words}


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for that number of things, in the language of the reader; French takes the singular for 0 and 1."""
    if settings.configured:
        return translation.ngettext(one, many, count)
    return one if count < 2 else many
