"""Whether the public page of a plan changed since a visitor last read it, told by the one query that loads the agreement."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.translation import get_language

from ententes.agreements.models import AgreementQuerySet
from ententes.ground import clock

_ACTIONS = "JOIN plans_plan p ON p.id = {alias}.plan_id WHERE p.agreement_id = agreements_agreement.id"
_FIGURES = [
    ("COUNT(*) || '.' || MAX(w.id) || '.' || {all}(w.title{sep})", "plans_plan w WHERE w.agreement_id = agreements_agreement.id"),
    ("COUNT(*) || '.' || MAX(w.id) || '.' || SUM(w.revision) || '.' || COALESCE(MAX(w.news_id), 0)", f"plans_action w {_ACTIONS}"),
    ("COUNT(*) || '.' || MAX(n.id)", f"plans_note n JOIN plans_action w ON w.id = n.action_id {_ACTIONS}"),
    ("COUNT(*) || '.' || COUNT(w.undone_at)", f"plans_edit w {_ACTIONS}"),
    ("{all}(m.state || m.id{sep})", "decisions_matter m WHERE m.kind = 'plan' AND m.agreement_id = agreements_agreement.id"),
    ("{all}(w.name{sep})", "committees_body w WHERE w.agreement_id = agreements_agreement.id"),
    (
        "{all}(DISTINCT o.name || '.' || o.acronym{other})",
        "organisations_organisation o JOIN plans_responsibility r ON r.organisation_id = o.id"
        f" JOIN plans_action w ON w.id = r.action_id {_ACTIONS}",
    ),
]


@lru_cache
def _mark(vendor: str) -> str:
    """One text that changes when the public plan does. Every edit raises a revision, and notes only add up: counts and sums suffice."""
    joined = (
        {"all": "STRING_AGG", "sep": ", ','", "other": ", ','"}
        if vendor == "postgresql"
        else {"all": "GROUP_CONCAT", "sep": "", "other": ""}
    )
    parts = [f"COALESCE((SELECT {what} FROM {of}), '')".format(alias="w", **joined) for what, of in _FIGURES]  # noqa: S608 — no outside word
    return "(" + " || '|' || ".join(parts) + ")"


def with_marks(agreements: AgreementQuerySet, request: HttpRequest) -> AgreementQuerySet:
    """For whoever is not signed in, the agreement with what changes when its public plan does, in the same query."""
    if request.user.is_authenticated:
        return agreements
    # Written by hand: the ORM needs ten times longer to build this query than the database to answer it.
    return agreements.annotate(mark=RawSQL(_mark(connection.vendor), [], output_field=TextField()))  # noqa: S611 — no outside word


@lru_cache
def _release() -> str:
    """What changes when the product does: the age of its youngest template or program."""
    web = Path(__file__).resolve().parents[1]
    return str(max(path.stat().st_mtime_ns for pattern in ("**/*.py", "**/*.html") for path in web.glob(pattern)))


def tag(request: HttpRequest, *_args: Any, **_parts: Any) -> str | None:
    """The ETag of a public page: everything it is made of, with the language, the day, the address and the cookies. None for a session."""
    agreement = getattr(request, "agreement", None)
    if agreement is None or request.user.is_authenticated or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    fields = [repr(value) for name, value in sorted(vars(agreement).items()) if not name.startswith("_")]
    parts = [_release(), get_language(), str(clock.today()), request.get_full_path(), repr(sorted(request.COOKIES.items())), *fields]
    return f'"{blake2b("|".join(map(str, parts)).encode(), digest_size=12).hexdigest()}"'
