"""Money in integer cents: amounts as people type them in Québec, and an amount shared by weights to the last cent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ententes.ground.wording import money

MOST = 10**12
"""Cents: an amount is below ten billion dollars, in either direction."""
LONGEST = 40
"""Characters of an amount as typed."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = str.maketrans("\u2212\u2010\u2011\u2012\u2013\u2014", "------")
_MARKS = re.compile(r"\$ ?(?:CA\b|CAD\b)?|\b(?:CAD|CA)\b|\$", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ .,])[0-9]{3})(?:\1[0-9]{3})*(?=[.,][0-9]|$)")


class Unclear(ValueError):
    """An amount that cannot be read, with the sentence for whoever typed it."""


def cents(words: str) -> int:
    """The cents of « 1 234,56 $ », « 1234.56 », « 1,234.56 », « -12,50 » or « (12,50) »; a dash alone is nothing.

    Raises `Unclear`. « 1,234 » and « 1.234 » are refused: some read thousands there, others dollars and cents.
    """
    plain = _SPACES.sub(" ", _MARKS.sub(" ", words.translate(_DASHES))).strip()
    if len(words) > LONGEST:
        raise Unclear(_("Un montant compte au plus %(number)s caractères.") % {"number": LONGEST})
    if not plain:
        raise Unclear(_("Écrivez un montant, comme « 1 234,56 $ »."))
    if plain == "-":
        return 0
    bracketed = plain.startswith("(") and plain.endswith(")")
    bare = plain[1:-1].strip() if bracketed else plain.removeprefix("-").strip()
    return (-1 if bracketed or plain.startswith("-") else 1) * _unsigned(bare, words.strip())


def _unsigned(plain: str, typed: str) -> int:
    if found := _AMBIGUOUS.fullmatch(plain):
        whole, rest = found.groups()
        raise Unclear(
            _("« %(typed)s » se lit de deux façons : écrivez « %(thousands)s » ou « %(decimals)s ».")
            % {"typed": typed, "thousands": money(int(whole + rest) * 100), "decimals": money(int(whole + rest[:2]))}
        )
    grouped = _GROUPED.match(plain)
    if grouped:
        plain = plain.replace(grouped.group(1), "", grouped.group().count(grouped.group(1)))
    found = re.fullmatch(r"([0-9]*)(?:[.,]([0-9]+))?", plain)
    if found is None or not plain:
        if re.fullmatch(r"[0-9 ]+(?:[.,][0-9]*)?", plain):
            raise Unclear(_("« %(typed)s » n’est pas un montant : les espaces séparent trois chiffres.") % {"typed": typed})
        raise Unclear(_("« %(typed)s » n’est pas un montant : écrivez des chiffres, comme « 1 234,56 $ ».") % {"typed": typed})
    whole, rest = found.group(1), found.group(2) or ""
    if len(rest) > 2:
        raise Unclear(_("« %(typed)s » a plus de deux décimales : un montant s’arrête au cent.") % {"typed": typed})
    value = int(whole or "0") * 100 + int(rest.ljust(2, "0"))
    if value >= MOST:
        raise Unclear(_("Ce montant est trop grand : il doit rester sous %(most)s.") % {"most": money(MOST)})
    return value


def typed(value: int) -> str:
    """The cents as a form shows them to be changed: « 1234,56 », « 1500 »."""
    whole, rest = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole}{f',{rest:02d}' if rest else ''}"


def shares(amount: int, weights: Sequence[int]) -> list[int]:
    """The amount shared in proportion to the weights, to the cent, by the largest remainder: the shares always sum to it.

    Equal remainders go to the first ones; nothing goes to no weight; a negative amount is shared as its opposite. Raises ValueError
    without any weight to share an amount by.
    """
    total = sum(weights)
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    if not total:
        if amount:
            raise ValueError("nothing to share by")
        return [0] * len(weights)
    sign, whole = (-1, -amount) if amount < 0 else (1, amount)
    parts = [divmod(whole * weight, total) for weight in weights]
    found = [part for part, _rest in parts]
    for place in sorted(range(len(parts)), key=lambda one: -parts[one][1])[: whole - sum(found)]:
        found[place] += 1
    return [sign * part for part in found]


class MoneyField(forms.CharField):
    """An amount as people type it, not below zero; its value is in cents, None where it may be left empty and is."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        words = super().to_python(value)
        if words in self.empty_values:
            return None
        try:
            found = cents(words)
        except Unclear as refused:
            raise ValidationError(str(refused)) from None
        if found < 0:
            raise ValidationError(_("Un montant ne va pas sous zéro."))
        return found

    def prepare_value(self, value: Any) -> Any:
        return typed(value) if isinstance(value, int) else value
