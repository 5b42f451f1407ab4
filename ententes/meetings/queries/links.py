"""The signed links of the letters of meetings: the ballot of a seat, minutes to read, comment and sign.

Each names its thing and its person. What may still be done by it is for the rules to say: a vote closes.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from ententes.ground.links import Forged

_PURPOSES = ("vote", "minutes_link")


def _signer(route: str) -> Signer:
    assert route in _PURPOSES
    return Signer(salt=f"ententes.meetings.{route}", sep=".")


def token(route: str, thing: int, whose: int) -> str:
    """The signed words that name a thing and the term or person it is for."""
    return _signer(route).sign(f"{thing}-{whose}")


def path(route: str, thing: int, whose: int) -> str:
    """The link without the address of the installation."""
    return reverse(route, kwargs={"token": token(route, thing, whose)})


def address(route: str, thing: int, whose: int) -> str:
    """The absolute link of a letter, from the address of the installation."""
    return f"{settings.BASE_URL}{path(route, thing, whose)}"


def read(route: str, words: Any) -> tuple[int, int]:
    """The thing and the person of a link. Raises `Forged`."""
    try:
        thing, _dash, whose = _signer(route).unsign(words).partition("-")
        return int(thing), int(whose)
    except (BadSignature, ValueError):
        raise Forged from None
