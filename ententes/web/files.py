"""How a kept file leaves: always as something to save, never as a page of ours."""

from __future__ import annotations

from django.http import FileResponse

from ententes.documents.models import File


def attachment(file: File) -> FileResponse:
    """The bytes of a file, to be saved under its name; a browser that opens it all the same may run nothing from it."""
    response = FileResponse(file.content.open("rb"), as_attachment=True, filename=file.name, content_type=file.media_type)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
