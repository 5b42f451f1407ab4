"""How a file comes, by its first bytes and not by what its sender says; and how one leaves: to save, never as a page of ours."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement
from ententes.documents import acts as documents
from ententes.documents.models import File
from ententes.documents.queries import media_type
from ententes.exporting.document import Made
from ententes.ground import clock
from ententes.plans.rules import news

_RUNS_NOTHING = "sandbox; default-src 'none'"


def received(request: Any, file: Any) -> File | None:
    """Keep what a form brought; nothing where it brought nothing."""
    if not file:
        return None
    kind = media_type(file.read(4096), file.name)
    file.seek(0)
    return documents.keep(content=file, name=file.name, media_type=kind, by=request.user, when=clock.now())


def checked(file: Any) -> Any:
    """The file that a form was given, if any: refused unless it is of a kind, a size and a content that may come in."""
    if file and (reasons := list(news.obstacles_to_attaching([file]))):
        raise forms.ValidationError(reasons)
    return file


def attachment(file: File) -> FileResponse:
    """The bytes of a file, to be saved under its name; a browser that opens it all the same may run nothing from it."""
    response = FileResponse(file.content.open("rb"), as_attachment=True, filename=file.name, content_type=file.media_type)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Security-Policy"] = _RUNS_NOTHING
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def outgoing(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes made for this visitor, to be saved under that name: they run nothing either, and no cache keeps them."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Security-Policy": _RUNS_NOTHING,
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


def taken(request: Any, agreement: Agreement, made: Made, format: str) -> HttpResponse:
    """A document that leaves, recorded as taken: by whom, in which format, under which filter, with the hash of its bytes."""
    agreements.record_export(
        agreement,
        by=request.user if request.user.is_authenticated else None,
        what=made.filename,
        format=format,
        filter=made.filter,
        sha256=hashlib.sha256(made.content).hexdigest(),
        when=clock.now(),
    )
    return outgoing(made.content, made.filename, made.media_type)
