"""The catalogues: gathers what the sources say into the .po files (`make catalogues`); tests compare them with the same gathering."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "ententes" / "locale"
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(
    ["N_", "lazy", "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"]
)
OPENINGS = {
    "en": ("English, translated from the French of the sources.", "n != 1"),
    "fr": ("The sources are in French: this catalogue only says that French counts 0 in the singular.", "n > 1"),
}


def gathered() -> Catalog:
    """Every sentence of the sources, in the order of their files."""
    with (LOCALE / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = Catalog()
    for _path, _line, message, _comments, context in extract_from_dir(ROOT, methods, options, keywords=KEYWORDS):
        found.add(message, context=context)
    return found


def kept(language: str) -> Catalog:
    """The catalogue as it stands in its file."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open() as file:
        return read_po(file, locale=language)


def brought_up_to_date(language: str, sources: Catalog) -> tuple[str, int]:
    """The text of the catalogue, with the sentences the sources have now, and how many of them have no translation yet."""
    before, after, empty = kept(language), Catalog(), 0
    for message in sources:
        if message.id and (words := _translated(language, message, before)) is not None:
            after.add(message.id, words, flags=message.flags, context=message.context)
            empty += not all(words if isinstance(words, tuple) else (words,))
    body = BytesIO()
    write_po(body, after, width=120, omit_header=True)
    says, plural = OPENINGS[language]
    opening = (
        f'# {says}\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n'
        f'"Plural-Forms: nplurals=2; plural=({plural});\\n"\n\n'
    )
    return opening + body.getvalue().decode().strip() + "\n", empty


def _translated(language: str, message: Message, before: Catalog) -> Any:
    if language == "fr":
        return message.id if isinstance(message.id, tuple) else None
    known = before.get(message.id, message.context)
    if known is not None and isinstance(known.string, str) == isinstance(message.id, str):
        return known.string
    return ("", "") if isinstance(message.id, tuple) else ""


def main() -> int:
    sources, empty = gathered(), 0
    for language in OPENINGS:
        text, missing = brought_up_to_date(language, sources)
        (LOCALE / language / "LC_MESSAGES" / "django.po").write_text(text)
        empty += missing
    print(f"{len(sources)} phrases, {empty} à traduire.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
