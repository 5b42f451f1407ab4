"""What the tests of pages do and look at: a client signed in, a form sent, what a page holds."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from ententes.people.models import Person
from tests.importing.uploads import SMALL

HTMX = {"HX-Request": "true"}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(client: Client, address: str, fields: dict[str, Any] | None = None, **more: Any) -> Any:
    return client.post(address, {"once": str(uuid.uuid4()), **(fields or {})}, **more)


def bring(client: Client, content: bytes = SMALL, name: str = "plan.txt") -> Any:
    return send(client, "/importer/", {"file": SimpleUploadedFile(name, content)})


def page_of(client: Client, address: str, status: int = 200, **more: Any) -> html.HtmlElement:
    response = client.get(address, **more)
    assert response.status_code == status
    return html.fromstring(response.content)


def css(root: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """The elements that a selector of tags, `#id`, `.class` and `[attribute]` finds."""
    paths = []
    for one in selector.split(", "):
        path = ""
        for step in re.findall(r"(?:\[[^\]]*\]|[^\s\[])+", one):
            tag = re.match(r"[a-z0-9]*", step)[0] or "*"  # type: ignore[index]
            path += f"/descendant-or-self::*/{tag}"
            path += "".join(f"[@id='{found}']" for found in re.findall(r"#([\w-]+)", re.sub(r"\[[^\]]*\]", "", step)))
            path += "".join(
                f"[contains(concat(' ', @class, ' '), ' {found} ')]" for found in re.findall(r"\.([\w-]+)", re.sub(r"\[[^\]]*\]", "", step))
            )
            for name, sign, value in re.findall(r"\[(\w+)(?:(\^?=)\"?([^\]\"]*)\"?)?\]", step):
                path += f"[starts-with(@{name}, '{value}')]" if sign == "^=" else (f"[@{name}='{value}']" if sign else f"[@{name}]")
        paths.append("." + path)
    return root.xpath(" | ".join(paths))


def words(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


def fields_of(form: html.HtmlElement) -> dict[str, Any]:
    """What a browser would send; it drops the line break that opens a text area, where lxml keeps it."""
    return {name: value.removeprefix("\n") for name, value in form.form_values() if name not in ("csrfmiddlewaretoken", "once")}
