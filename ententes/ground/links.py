"""Signed links of letters: they name one row and a last day, and nothing that a stranger could guess."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.signing import BadSignature, Signer

LINK_DAYS = 60
"""Days during which a link works, the day of its letter included."""


class Forged(Exception):
    """A link that this installation never wrote, or that was cut on its way."""


class Links:
    """The links of one purpose: one signed for another does not open here."""

    def __init__(self, purpose: str) -> None:
        self._signer = Signer(salt=purpose, sep=".")

    def token(self, number: int, until: date) -> str:
        """The signed words that name a row and a last day. The same for the same two, so that a letter can be written again."""
        return self._signer.sign(f"{number}-{until:%Y%m%d}")

    def read(self, words: str) -> tuple[int, date]:
        """The key of the row and the last day behind a token. Raises `Forged`."""
        try:
            number, _dash, day = self._signer.unsign(words).partition("-")
            return int(number), date(int(day[:4]), int(day[4:6]), int(day[6:]))
        except (BadSignature, ValueError):
            raise Forged from None


def last_day(written_on: date) -> date:
    """The last day on which a link written that day works."""
    return written_on + timedelta(days=LINK_DAYS - 1)
