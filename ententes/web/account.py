"""How the sign-in library fits the house: nobody signs up alone, and its letters go through our queue."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from ententes.correspondence import acts
from ententes.ground import clock


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are written in by a coordination; this closes sign-up and posts the library's letters as ours."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        acts.post(address=email, subject=str(message.subject), text=str(message.body), when=clock.now())
