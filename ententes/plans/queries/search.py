"""Full-text search over folded words, the same on both engines: every word must be found, by its beginning, whatever its plural.

SQLite answers from FTS5, PostgreSQL from its `french` configuration beside the words as they are (migration 0004). What is typed is
never an expression: only its letters and figures are kept, so quotes, stars and operators are harmless.
"""

# ruff: noqa: S608 — what is put in the SQL is ours: names of tables and numbers

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection

from ententes.ground.french import fold

from ..models import Plan

LONGEST = 200
"""Characters of a search that are read; the rest is left."""
MOST_WORDS = 12
CAP = 2000
"""Texts that are ranked; a very common word gives the first ones met, without ranking more."""

_WORD = re.compile(r"[^\W_]+")
_ELISIONS = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu"])


def words_of(typed: str) -> list[str]:
    """The folded words of a search, at most twelve. « L’entente » is « entente »; letters alone stay when nothing else is typed."""
    words = list(dict.fromkeys(_WORD.findall(fold(typed[:LONGEST].replace("\0", " ")))))[:MOST_WORDS]
    return [word for word in words if word not in _ELISIONS] or words


def stems(words: Iterable[str]) -> list[str]:
    """The beginnings that are looked for: a plural loses its mark (« rencontres », « journaux »)."""
    return [_stem(word) for word in words]


def _stem(word: str) -> str:
    if len(word) > 5 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def matching(table: str, agreement: int, typed: str, limit: int = CAP) -> list[int]:
    """The primary keys of the rows of `plans_action` or `plans_note` that hold every word typed, the best first. One query.

    Ranking reads every text found: only the first CAP of them are ranked, which keeps a very common word cheap.
    """
    words = words_of(typed)
    if not words:
        return []
    if connection.vendor == "postgresql":
        sql = (
            "SELECT id FROM (SELECT own.id, own.words_index, q.query"
            f" FROM {table} own {_OWNERS[table]} CROSS JOIN (SELECT {_query(words)} AS query) q"
            f" WHERE p.agreement_id = %s AND own.words_index @@ q.query LIMIT {CAP}) found"
            " ORDER BY ts_rank_cd(words_index, query) DESC, id LIMIT %s"
        )
        return _rows(sql, [*_asked(words), agreement, limit])
    sql = (
        f"SELECT rowid FROM (SELECT rowid, bm25({table}_words, 0.0, 1.0) AS score FROM {table}_words"
        f" WHERE {table}_words MATCH %s LIMIT {CAP}) ORDER BY score, rowid LIMIT %s"
    )
    return _rows(sql, [_expression(agreement, words), limit])


def within(plan: Plan, typed: str, *, notes: bool) -> set[int]:
    """The actions of a plan that hold every word typed in their own words or, with `notes`, in their latest note. One query."""
    words = words_of(typed)
    if not words:
        return set()
    if connection.vendor == "postgresql":
        match, params = f"own.words_index @@ ({_query(words)})", [plan.pk, *_asked(words)]
        sql = f"SELECT own.id FROM plans_action own WHERE own.plan_id = %s AND {match}"
        if notes:
            sql += f" UNION SELECT a.id FROM plans_action a JOIN plans_note own ON own.id = a.news_id WHERE a.plan_id = %s AND {match}"
    else:
        params = [plan.pk, _expression(plan.agreement_id, words)]
        sql = (
            "SELECT a.id FROM plans_action_words JOIN plans_action a ON a.id = plans_action_words.rowid"
            " WHERE a.plan_id = %s AND plans_action_words MATCH %s"
        )
        if notes:
            sql += (
                " UNION SELECT a.id FROM plans_note_words JOIN plans_action a ON a.news_id = plans_note_words.rowid"
                " WHERE a.plan_id = %s AND plans_note_words MATCH %s"
            )
    return set(_rows(sql, params * (2 if notes else 1)))


def _rows(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def _expression(agreement: int, words: list[str]) -> str:
    """What FTS5 is asked. Quoted, « near » or « and » are words, not operators."""
    beginnings = " AND ".join(f'"{stem}"*' for stem in stems(words))
    return f"scope : a{agreement} AND words : ({beginnings})"


_OWNERS = {
    "plans_action": "JOIN plans_plan p ON p.id = own.plan_id",
    "plans_note": "JOIN plans_action a ON a.id = own.action_id JOIN plans_plan p ON p.id = a.plan_id",
}


def _query(words: list[str]) -> str:
    """What PostgreSQL is asked: each word by its beginning, or by its French stem."""
    return " && ".join(["(to_tsquery('simple', %s) || plainto_tsquery('french', %s))"] * len(words))


def _asked(words: list[str]) -> list[Any]:
    return [part for word, stem in zip(words, stems(words), strict=True) for part in (f"{stem}:*", word)]


def says(text: str, words: Iterable[str]) -> bool:
    """Whether a short text (a name, a title, a code) holds every word searched, by its beginning. For lists small enough to read."""
    own = _WORD.findall(fold(text))
    return all(any(one.startswith(stem) for one in own) for stem in stems(words))
