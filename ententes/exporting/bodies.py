"""The bodies of an agreement told in a document the way plans tell them, so that reading the document again finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from .reading import BodyRead

HEADING, SUBHEADING, ITEM, PROSE = "Heading2", "Heading3", "ListBullet", ""
"""The styles of the document."""


def told(bodies: Sequence[BodyRead]) -> Iterator[tuple[str, str]]:
    """The paragraphs, each with its style: every body under its name, working committees listed under the body they belong to."""
    listed = [body for body in bodies if body.kind == "working" and not body.mandates and not body.composition]
    names = {body.name for body in bodies if body not in listed}
    yield from _committees([body for body in listed if body.parent not in names])
    for body in bodies:
        if body in listed:
            continue
        yield HEADING, _named(body)
        if body.composition and body.constituted_from:
            sentence = _("%(members)s forment le %(body)s.") if _is_masculine(body.name) else _("%(members)s forment la %(body)s.")
            yield PROSE, sentence % {"members": body.composition, "body": body.name[:1].lower() + body.name[1:]}
        elif body.composition:
            yield SUBHEADING, _("Composition")
            yield from ((ITEM, words) for words in body.composition.split("; "))
        yield from _committees([one for one in listed if one.parent == body.name])
        if body.mandates:
            yield SUBHEADING, _("Mandats")
            yield from ((ITEM, words) for words in body.mandates)


def _committees(bodies: Iterable[BodyRead]) -> Iterator[tuple[str, str]]:
    by_host: dict[str, list[BodyRead]] = {}
    for body in bodies:
        by_host.setdefault(body.host, []).append(body)
    for host, own in by_host.items():
        yield PROSE, _("Comités de travail hébergés par %(host)s :") % {"host": host} if host else _("Comités de travail :")
        yield from ((ITEM, _named(body)) for body in own)


def _named(body: BodyRead) -> str:
    return f"{body.name} ({body.acronym})" if body.acronym else body.name


def _is_masculine(name: str) -> bool:
    return not name.lower().startswith(("table", "commission", "cellule"))
