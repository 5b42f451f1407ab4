"""Full-text search: an FTS5 table kept in step by triggers on SQLite, a generated column with a GIN index on PostgreSQL.

On SQLite, Django remakes a table to alter it, which drops its triggers: a later migration that alters `plans_action` or `plans_note`
ends with `migrations.RunPython(search.build, search.drop)` again (`tests/plans/test_search.py` says when that was forgotten).
"""

from django.db import migrations

# One row a text: `scope` is « a » and the number of the agreement, so that a search reads nothing of the others.
SQLITE = [
    "CREATE VIRTUAL TABLE IF NOT EXISTS {table}_words USING fts5(scope, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "DELETE FROM {table}_words",
    "INSERT INTO {table}_words(rowid, scope, words) SELECT own.id, 'a' || p.agreement_id, own.folded FROM {source}",
    "DROP TRIGGER IF EXISTS {table}_words_added",
    "DROP TRIGGER IF EXISTS {table}_words_changed",
    "DROP TRIGGER IF EXISTS {table}_words_gone",
    "CREATE TRIGGER {table}_words_added AFTER INSERT ON {table} BEGIN "
    "INSERT INTO {table}_words(rowid, scope, words) SELECT new.id, 'a' || p.agreement_id, new.folded FROM {parent}; END",
    "CREATE TRIGGER {table}_words_changed AFTER UPDATE OF folded ON {table} WHEN old.folded IS NOT new.folded BEGIN "
    "UPDATE {table}_words SET words = new.folded WHERE rowid = new.id; END",
    "CREATE TRIGGER {table}_words_gone AFTER DELETE ON {table} BEGIN DELETE FROM {table}_words WHERE rowid = old.id; END",
]
SQLITE_DROP = [
    "DROP TRIGGER IF EXISTS {table}_words_added",
    "DROP TRIGGER IF EXISTS {table}_words_changed",
    "DROP TRIGGER IF EXISTS {table}_words_gone",
    "DROP TABLE IF EXISTS {table}_words",
]
TABLES = {
    "plans_action": {
        "source": "plans_action own JOIN plans_plan p ON p.id = own.plan_id",
        "parent": "plans_plan p WHERE p.id = new.plan_id",
    },
    "plans_note": {
        "source": "plans_note own JOIN plans_action a ON a.id = own.action_id JOIN plans_plan p ON p.id = a.plan_id",
        "parent": "plans_action a JOIN plans_plan p ON p.id = a.plan_id WHERE a.id = new.action_id",
    },
}
# The words as they are, for beginnings of words, and their stems. `left` because a tsvector holds no more than 1 MB.
POSTGRESQL = [
    "ALTER TABLE {table} DROP COLUMN IF EXISTS words_index",
    "ALTER TABLE {table} ADD COLUMN words_index tsvector GENERATED ALWAYS AS "
    "(to_tsvector('simple'::regconfig, left(folded, 100000)) || to_tsvector('french'::regconfig, left(folded, 100000))) STORED",
    "CREATE INDEX {table}_words_index ON {table} USING gin (words_index)",
]
POSTGRESQL_DROP = ["ALTER TABLE {table} DROP COLUMN IF EXISTS words_index"]


def run(schema_editor, statements):
    for table, parts in TABLES.items():
        for statement in statements:
            schema_editor.execute(statement.format(table=table, **parts), None)


def build(apps, schema_editor):
    run(schema_editor, POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def drop(apps, schema_editor):
    run(schema_editor, POSTGRESQL_DROP if schema_editor.connection.vendor == "postgresql" else SQLITE_DROP)


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_merged_and_folded")]
    operations = [migrations.RunPython(build, drop)]
