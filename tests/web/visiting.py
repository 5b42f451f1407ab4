"""Somebody at a browser: goes where a page or a letter leads, and fills the forms that a page holds; nothing else."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.test import Client
from lxml import html

from ententes.correspondence.models import Letter
from ententes.people.models import Person
from tests.web.browsing import signed_in, words

INSTALLATION = "http://127.0.0.1:8000"


def link_in_letter(address: str, part: str) -> str:
    """The last link holding that part in the letters written to an address."""
    for letter in Letter.objects.filter(address=address).order_by("-pk"):
        if found := re.findall(rf"{re.escape(INSTALLATION)}(\S*{part}\S*)", letter.text):
            return str(found[-1])
    raise AssertionError(f"no letter to {address} leads to {part}")


def letter_to(address: str) -> str:
    """The last letter written to an address."""
    return " ".join(Letter.objects.filter(address=address).latest("pk").text.replace("\N{NO-BREAK SPACE}", " ").split())


class Visitor:
    """One person, or nobody yet, and the page before them."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = signed_in(person) if person else Client()
        self.place = "/"
        self.root: Any = None

    def _read(self, answer: Any) -> Visitor:
        self.place = answer.request["PATH_INFO"]
        self.root = html.fromstring(answer.content)
        return self

    def at(self, address: str) -> Visitor:
        answer = self.client.get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code, said(answer))
        return self._read(answer)

    @property
    def says(self) -> str:
        return words(self.root).replace("\N{NO-BREAK SPACE}", " ")

    def go(self, pattern: str) -> Visitor:
        """Take the first link of the page whose address ends so."""
        found = [one.get("href") for one in self.root.iter("a") if re.search(pattern + "$", one.get("href") or "")]
        assert found, f"{self.place} does not lead to {pattern}"
        return self.at(found[0])

    def offers(self, pattern: str) -> list[Any]:
        """The forms of the page that are sent to such an address."""
        return [one for one in self.root.forms if re.search(pattern + "$", one.get("action") or self.place)]

    def _sent(self, pattern: str, typed: dict[str, Any]) -> Any:
        offered = self.offers(pattern)
        forms = [form for form in offered if typed.keys() <= names_of(form)]
        assert forms, f"{self.place}: no form for {pattern} asks {sorted(typed)}, only {[sorted(names_of(one)) for one in offered]}"
        form = forms[0]
        given: dict[str, Any] = {}
        for name, value in form.form_values():
            given.setdefault(name, []).append(value.removeprefix("\n"))
        given = {**given, "once": str(uuid.uuid4()), **typed}
        return self.client.post(form.get("action") or self.place, given, follow=True)

    def fill(self, pattern: str, **typed: Any) -> Visitor:
        """Send the form of the page, with what is typed over what it proposes; it is taken."""
        answer = self._sent(pattern, typed)
        assert answer.redirect_chain, (self.place, pattern, answer.status_code, said(answer))
        assert answer.status_code == 200, (answer.request["PATH_INFO"], answer.status_code, said(answer))
        return self._read(answer)

    def preview(self, pattern: str, **typed: Any) -> Visitor:
        """Send a form whose answer is read back before anything is done."""
        answer = self._sent(pattern, typed)
        assert (answer.status_code, answer.redirect_chain) == (200, []), (self.place, pattern, answer.status_code, said(answer))
        return self._read(answer)

    def refused(self, pattern: str, **typed: Any) -> str:
        """Send it all the same; what the refusal says."""
        answer = self._sent(pattern, typed)
        assert (answer.status_code, answer.redirect_chain) == (422, []), (answer.status_code, said(answer))
        return said(answer)

    def forced(self, address: str, **typed: Any) -> tuple[int, str]:
        """Send to an address that no page offers."""
        answer = self.client.post(address, {"once": str(uuid.uuid4()), **typed})
        return answer.status_code, said(answer)


def said(answer: Any) -> str:
    if not answer.content:
        return ""
    root = html.fromstring(answer.content)
    found = root.xpath("//main") or [root]
    return words(found[0]).replace("\N{NO-BREAK SPACE}", " ")


def inputs_of(form: Any) -> list[Any]:
    """What is typed in a form, and beside it for it."""
    beside = form.getroottree().xpath("//*[@form=$form]", form=form.get("id")) if form.get("id") else []
    return [*form.iter("input", "select", "textarea", "button"), *beside]


def names_of(form: Any) -> set[str]:
    return {one.get("name") or "" for one in inputs_of(form)}
