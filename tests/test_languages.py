"""French is written as it is printed in Québec, English says everything that French says, and neither shows in the other's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from babel.messages.catalog import Message
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import ngettext, override
from jinja2 import Environment
from lxml import html

from demo import life
from ententes.people.models import Person
from tests.catalogues import gathered, kept

TEMPLATES = Path(__file__).resolve().parents[1] / "ententes" / "web" / "templates"
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}")
WRONG = {
    "a space that breaks inside « »": "«(?!\u00a0)|(?<!\u00a0)»",
    "a space that breaks, or none, before a colon": r"(?<!\u00a0)(?<!^):(?!\d|//)",
    "a space that breaks, or none, before % or $": r"\d ?%(?![\d(]*[sd])|(?<!\u00a0)\$",
    "a space before ; ! ?": r"\s[;!?]",
    "a straight apostrophe or quotation mark": "['\"]",
    "three points": r"\.\.\.",
    "two spaces": r"\s\s",
}


def written(words: Any) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


@cache
def sentences() -> list[Message]:
    return [message for message in gathered() if message.id]


def test_french_sentences_are_typeset() -> None:
    faults = [(what, one) for message in sentences() for one in written(message.id) for what, sign in WRONG.items() if re.search(sign, one)]
    assert faults == []


def test_english_says_everything_and_nothing_else() -> None:
    english = {(message.id, message.context): message for message in kept("en") if message.id}
    french = {(message.id, message.context) for message in sentences()}
    empty = [key for key, message in english.items() if message.fuzzy or not all(written(message.string))]
    assert (sorted(map(str, french ^ set(english))), empty) == ([], [])


def test_english_keeps_what_sentences_are_filled_with() -> None:
    def holes(words: str) -> list[str]:
        return sorted(HOLE.findall(words))

    lost = [
        (french, english)
        for message in kept("en")
        if message.id
        for french, english in zip(written(message.id), written(message.string), strict=True)
        if holes(french) != holes(english) and holes(english) != holes(written(message.id)[-1])
    ]
    assert lost == []


def test_english_is_typeset_too() -> None:
    wrong = re.compile("[«»'\"\u00a0]|\\.\\.\\.|\\s[:;!?]|\\S\\s\\s")
    assert [one for message in kept("en") if message.id for one in written(message.string) if wrong.search(one)] == []


def test_nought_is_singular_in_french_and_plural_in_english() -> None:
    plurals = {message.id for message in sentences() if isinstance(message.id, tuple)}
    assert {message.id: message.string for message in kept("fr") if message.id} == {words: words for words in plurals}
    with override("fr"):
        assert [ngettext("%(num)s siège", "%(num)s sièges", count) % {"num": count} for count in (0, 1, 2)] == [
            "0 siège",
            "1 siège",
            "2 sièges",
        ]
    with override("en"):
        assert [ngettext("%(num)s siège", "%(num)s sièges", count) % {"num": count} for count in (0, 1, 2)] == [
            "0 seats",
            "1 seat",
            "2 seats",
        ]


def test_templates_hold_no_word_of_their_own() -> None:
    reader = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True)
    spoken = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"\x01]*)')
    mute = re.compile(r"Ententes|PDF|Word|&\w+;|\d+")
    found = []
    for path in sorted(one for one in TEMPLATES.rglob("*") if one.is_file()):
        own = "".join(
            token if kind == "data" else "\x01" * (kind == "variable_begin") for _line, kind, token in reader.lex(path.read_text())
        )
        texts = [*re.sub(r"<[^>]*>", "\n", own).split("\n"), *spoken.findall(own)]
        found += [(path.name, words) for text in texts if re.search(r"[^\W\d_]{2,}", words := mute.sub("", text).strip(" \x01"))]
    assert [one for one in found if "=" not in one[1]] == []


# --- English pages --------------------------------------------------------------------------------------------------------------


class French:
    """The sentences that English says otherwise, recognised in a page whole or by a long piece; `stored`: what the database holds."""

    def __init__(self, stored: str) -> None:
        ours = {
            one
            for message in kept("en")
            if message.id
            for one, other in zip(written(message.id), written(message.string), strict=True)
            if one != other and one != "Ententes"
        }
        self.whole = {one for one in ours if not HOLE.search(one) and one not in stored}
        pieces = {max(HOLE.split(one), key=len).strip(" \u00a0:") for one in ours}
        english = "\n".join(other for message in kept("en") if message.id for other in written(message.string))
        self.pieces = re.compile("|".join(re.escape(piece) for piece in pieces if len(piece) > 11 and piece not in stored + english))

    def knows(self, text: str) -> bool:
        return text in self.whole or bool(self.pieces.search(text))


def stored() -> str:
    """Everything that people wrote or that was imported."""
    kinds = (CharField, TextField, JSONField)
    found = []
    for model in (one for one in apps.get_models() if one.__module__.startswith("ententes.")):
        names = [one.name for one in model._meta.fields if isinstance(one, kinds)]
        found += [str(value) for row in model._base_manager.values_list(*names) for value in row]
    return "\n".join(found)


def said(page: html.HtmlElement) -> Iterator[str]:
    """What a page says in its own language: its texts, and the attributes that are read aloud; not what says that it is French."""
    own = "[not(ancestor-or-self::*[starts-with(@lang, 'fr')])]"
    for element in page.xpath(f"//*[not(self::script or self::style)]{own}"):
        yield from (text for text in element.xpath("text()"))
        yield from (element.get(name, "") for name in ("aria-label", "title", "placeholder", "alt", "data-label", "data-failed", "value"))


def walked(client: Client, starts: list[str]) -> Iterator[tuple[str, HttpResponse]]:
    """A page of each route that links lead to, with and without a question mark."""
    waiting, seen = list(starts), set()
    while waiting:
        address = waiting.pop(0)
        try:
            kind = (resolve(urlsplit(address).path).view_name, "?" in address)
        except Resolver404:
            continue
        if kind in seen:
            continue
        seen.add(kind)
        response = client.get(address)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            if response.streaming:
                b"".join(response.streaming_content)  # read to its end, it closes its file
            continue
        yield address, response
        waiting += [urljoin(address, link) for link in html.fromstring(response.content).xpath("//a/@href") if not link.startswith("#")]


@pytest.mark.one_engine
@pytest.mark.django_db
def test_english_pages_speak_no_french(client: Client) -> None:
    life.play()
    found: dict[str, set[str]] = {}
    french = French(stored())
    for person in (None, Person.objects.get(name="Amélie Bouchard"), Person.objects.get(is_technical=True)):
        client.logout()
        if person:
            client.force_login(person)
        client.cookies["langue"] = "en"
        for address, response in walked(client, ["/", "/connexion/", "/a-faire/", "/compte/"]):
            page = html.fromstring(response.content)
            for text in {" ".join(one.split(" ")).strip(" \n") for one in said(page)}:
                if french.knows(text):
                    found.setdefault(text, set()).add(address)
    assert found == {}
