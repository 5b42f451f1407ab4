"""Keeping an installation safe: a backup taken while people write, its restoration, and the verification of both."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.files.base import File as Content
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.documents.models import File
from ententes.ground.act import Refused
from ententes.people.models import Person

from .registers import broken
from .serving import refuse_weak_settings

BATCH = 500


def _kept() -> list[type[models.Model]]:
    """Every table of the product, in a fixed order. Sessions are left out: a restored installation asks everybody to sign in again."""
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy and model._meta.app_label != "sessions"]


@contextmanager
def _snapshot() -> Iterator[None]:
    """A transaction that sees the database as it is now, whatever is written meanwhile, and stops no writer."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    cursor = connection.cursor()
    cursor.execute("BEGIN DEFERRED")  # `atomic` would begin IMMEDIATE and make writers wait
    try:
        yield
    finally:
        cursor.execute("ROLLBACK")


def _plain(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, (bool, int, float, str)) or isinstance(field, models.JSONField):
        return value
    return field.value_to_string(row)


def _back(field: models.Field[Any, Any], value: Any) -> Any:
    return value if value is None or isinstance(field, (models.ForeignKey, models.JSONField)) else field.to_python(value)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def backup(given: argparse.Namespace) -> int:
    """Write every row and every file into one archive, with their counts and hashes. The archive appears only when it is whole."""
    target: Path = given.archive
    unfinished = target.with_name(target.name + ".partiel")
    manifest: dict[str, Any] = {"format": "ententes-backup/1", "tables": {}, "files": {}}
    with tarfile.open(unfinished, "w:gz") as archive, _snapshot():
        manifest["migrations"] = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
        for model in _kept():
            fields = model._meta.concrete_fields
            label, digest, count = model._meta.label_lower, hashlib.sha256(), 0
            with tempfile.TemporaryFile() as lines:
                for row in model._base_manager.order_by("pk").iterator(BATCH):
                    line = json.dumps([_plain(field, row) for field in fields], ensure_ascii=False, sort_keys=True).encode() + b"\n"
                    lines.write(line)
                    digest.update(line)
                    count += 1
                manifest["tables"][label] = {"fields": [f.attname for f in fields], "rows": count, "sha256": digest.hexdigest()}
                entry = tarfile.TarInfo(f"rows/{label}.jsonl")
                entry.size = lines.tell()
                lines.seek(0)
                archive.addfile(entry, lines)
        for file in File.objects.order_by("pk").iterator(BATCH):
            entry = tarfile.TarInfo(f"files/{file.content.name}")
            entry.size = file.content.size
            with file.content.open("rb") as content:
                archive.addfile(entry, content)
            manifest["files"][file.content.name] = file.sha256
        _add(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    unfinished.replace(target)
    rows, files = sum(table["rows"] for table in manifest["tables"].values()), len(manifest["files"])
    said = ngettext(
        "%(rows)d lignes et un fichier sauvegardés dans %(target)s.",
        "%(rows)d lignes et %(files)d fichiers sauvegardés dans %(target)s.",
        files,
    )
    print(said % {"rows": rows, "files": files, "target": target})
    return 0


def restore(given: argparse.Namespace) -> int:
    """Put a backup back into an empty installation, all or nothing, and verify every count and hash."""
    if not given.archive.is_file():
        raise Refused(_("Le fichier « %(path)s » n’existe pas.") % {"path": given.archive})
    refuse_weak_settings()
    call_command("migrate", verbosity=0)
    if Person.objects.exists():
        raise Refused(_("Cette installation contient déjà des personnes. Rétablissez la sauvegarde dans une installation vide."))
    try:
        with tarfile.open(given.archive, "r:gz") as archive:
            manifest = json.load(_member(archive, "manifest.json"))
            _refuse_other_version(manifest)
            with transaction.atomic():
                _restore_rows(archive, manifest)
                _restore_files(archive, manifest)
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError, KeyError) as failure:
        raise Refused(_("« %(name)s » n’est pas une sauvegarde lisible (%(why)s).") % {"name": given.archive, "why": failure}) from failure
    return check(given)


def _member(archive: tarfile.TarFile, name: str) -> BinaryIO:
    found = archive.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found  # type: ignore[return-value]


def _refuse_other_version(manifest: dict[str, Any]) -> None:
    here = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
    if manifest["migrations"] != here:
        raise Refused(
            _("La sauvegarde vient d’une autre version d’Ententes. Installez la version qui l’a faite, rétablissez, puis mettez à jour.")
        )


def _restore_rows(archive: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    kept = _kept()
    for model in reversed(kept):
        model._base_manager.all()._raw_delete(connection.alias)
    for model in kept:
        table = manifest["tables"][model._meta.label_lower]
        fields, digest, batch, count = model._meta.concrete_fields, hashlib.sha256(), [], 0
        for line in _member(archive, f"rows/{model._meta.label_lower}.jsonl"):
            digest.update(line)
            count += 1
            values = {field.attname: _back(field, value) for field, value in zip(fields, json.loads(line), strict=True)}
            batch.append(model(**values))
            if len(batch) == BATCH:
                model._base_manager.bulk_create(batch)
                batch = []
        model._base_manager.bulk_create(batch)
        if (digest.hexdigest(), count) != (table["sha256"], table["rows"]):
            raise Refused(_("La table « %(table)s » de la sauvegarde est abîmée.") % {"table": model._meta.label_lower})
    for statement in connection.ops.sequence_reset_sql(no_style(), kept):
        connection.cursor().execute(statement)


def _restore_files(archive: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    storage = File._meta.get_field("content").storage
    for name in manifest["files"]:
        if not storage.exists(name):
            storage.save(name, Content(_member(archive, f"files/{name}")))


def check(given: argparse.Namespace) -> int:
    """Say everything that is wrong with the installation; 0 when nothing is."""
    refuse_weak_settings()
    wrong = [str(message) for message in run_checks(include_deployment_checks=not settings.ENTENTES_DEMO) if message.is_serious()]
    for file in File.objects.order_by("pk").iterator(BATCH):
        try:
            with file.content.open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError:
            found = ""
        if found != file.sha256:
            wrong.append(
                _("Le fichier « %(name)s » (%(pk)d) manque ou n’est plus celui qui a été déposé.") % {"name": file.name, "pk": file.pk}
            )
    wrong += broken()
    if wrong:
        raise Refused(*wrong)
    count = File.objects.count()
    print(ngettext("Tout est en ordre : %d fichier vérifié.", "Tout est en ordre : %d fichiers vérifiés.", count) % count)
    return 0
