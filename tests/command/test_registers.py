"""The register from the terminal: it holds, its head is printed, and the first bad entry is named."""

from __future__ import annotations

import argparse
from typing import Any

import pytest

from ententes.command import keeping, main, registers
from ententes.decisions import acts
from ententes.decisions.models import Head, Resolution
from ententes.ground.act import Refused
from tests.cast import NOW, Cast
from tests.decisions.chains import copy, open_plan, resolve


def run(*words: str) -> int:
    """What the command answers; a refusal is raised as its reasons, on the standard error of whoever runs it."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    if isinstance(ended.value.code, str):
        raise Refused(ended.value.code)
    return int(ended.value.code or 0)


def filled(cast: Cast) -> None:
    acts.transmit(open_plan(cast), copy=copy(), by=cast.coordination, when=NOW)
    resolve(cast, None, cast.management)


def test_registers_that_hold_are_told_with_their_head(cast: Cast, capsys: Any) -> None:
    filled(cast)
    head = Head.objects.get()
    assert run("register", "verify") == 0
    other, ours = capsys.readouterr().out.replace("\xa0", " ").splitlines()
    assert (other[:8], ours) == ("forets :", f"pain-et-culture : 2 inscriptions tiennent. {head.sha256}")
    assert run("register", "head", "pain-et-culture") == 0
    assert capsys.readouterr().out == f"2 {head.sha256}\n"


def test_a_resolution_edited_in_the_database_is_named_by_the_command_and_by_the_check(cast: Cast, monkeypatch: Any) -> None:
    filled(cast)
    Resolution.objects.update(resolved="d’adopter autre chose")
    said = r"pain-et-culture.: le registre ne tient plus à l’inscription 2\. La résolution CG-2011-11-23-01 ne dit plus"
    with pytest.raises(Refused, match=said):
        run("register", "verify", "pain-et-culture")
    monkeypatch.setattr(keeping, "refuse_weak_settings", lambda: None)
    monkeypatch.setattr(keeping, "run_checks", lambda **_options: [])
    with pytest.raises(Refused, match=said):
        keeping.check(argparse.Namespace())


def test_an_agreement_that_nobody_knows_is_said(cast: Cast) -> None:
    with pytest.raises(Refused, match="Aucune entente"):
        registers.head(argparse.Namespace(agreement="inconnue"))
