"""The console command of operators: `ententes read`, `import`, `export`, `serve`, `work`, `backup`, `restore`, `check`,
`register`."""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

FORMATS = ("docx", "pdf", "xlsx", "csv", "json")


def language() -> str:
    """English where the locale of the terminal is English, French everywhere else."""
    wanted = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if wanted.lower().startswith("en") else "fr"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one subcommand and exit: 0 done, 1 refused (the reasons on standard error), 2 misused."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("argparse", str(Path(__file__).resolve().parents[1] / "locale"))
    gettext.textdomain("argparse")

    import django
    from django.utils import translation

    django.setup(set_prefix=False)
    from ententes.ground.act import Refused

    with translation.override(language()):
        given = parser().parse_args(arguments)
        try:
            if given.on_database:
                refuse_database_not_ready()
            sys.exit(given.run(given))
        except Refused as refused:
            sys.exit("\n".join(refused.reasons))
        except OSError as failure:
            sys.exit(translation.gettext("« %(path)s » ne peut pas être lu ou écrit.") % {"path": failure.filename} + f" ({failure})")


def refuse_database_not_ready() -> None:
    """Raise `Refused` where the database does not answer, or where `serve` has not yet given it the tables of this version."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils.translation import gettext as _

    from ententes.ground.act import Refused

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as failure:
        raise Refused(_("La base de données ne répond pas (%(why)s).") % {"why": str(failure).strip()}) from failure
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused(
            _("La base de cette installation n’est pas prête pour cette version : lancez d’abord « ententes serve », qui la prépare.")
        )


def day(words: str) -> date:
    """A day as ISO 8601 writes it."""
    from django.utils.translation import gettext as _

    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(_("« %(words)s » n’est pas une date de la forme AAAA-MM-JJ.") % {"words": words}) from None


def parser() -> argparse.ArgumentParser:
    """The subcommands, each with its options and the function that runs it."""
    from django.utils.translation import gettext as _

    from . import keeping, reading, registers, serving

    top = argparse.ArgumentParser(prog="ententes", description=_("Mener une entente de partenariat, du document signé au rapport annuel."))
    commands = top.add_subparsers(required=True, metavar=_("COMMANDE"))

    def command(name: str, run: object, help: str, on_database: bool = True, under: Any = commands) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = under.add_parser(name, help=help, description=help)
        made.set_defaults(run=run, on_database=on_database)
        return made

    read = command("read", reading.read, _("Montre ce qui est compris d’un document; rien n’est écrit."), on_database=False)
    read.add_argument("file", type=Path, metavar=_("FICHIER"), help=_("un .docx, .xlsx, .odt, .pdf, .txt ou .md"))
    read.add_argument("--json", action="store_true", help=_("la lecture entière, en JSON"))

    bring = command("import", reading.bring, _("Importe un document et en fait une entente et son plan."))
    bring.add_argument("file", type=Path, metavar=_("FICHIER"), help=_("un .docx, .xlsx, .odt, .pdf, .txt ou .md"))
    bring.add_argument(
        "--by", metavar=_("COURRIEL"), help=_("qui coordonnera l’entente (la seule personne qui peut en ouvrir une, si rien n’est dit)")
    )

    export = command("export", reading.export, _("Écrit le plan d’une entente dans un fichier."))
    export.add_argument("what", choices=["plan"], help=_("ce qui sort : le plan"))
    export.add_argument("agreement", metavar=_("ENTENTE"), help=_("l’adresse courte de l’entente"))
    export.add_argument("--format", required=True, choices=FORMATS, help=_("le format du fichier"))
    export.add_argument("--as-of", type=day, metavar=_("AAAA-MM-JJ"), help=_("l’état à cette date (aujourd’hui si rien n’est dit)"))
    export.add_argument(
        "--year", type=int, metavar=_("ANNÉE"), help=_("l’année où commence l’exercice du plan (le plan courant si rien n’est dit)")
    )
    export.add_argument("--output", type=Path, metavar=_("FICHIER"), help=_("où écrire (« - » pour la sortie standard)"))

    serve = command("serve", serving.serve, _("Sert les pages et fait le travail de fond."), on_database=False)
    serve.add_argument("--host", default="127.0.0.1", metavar=_("ADRESSE"), help=_("l’adresse où écouter (127.0.0.1)"))
    serve.add_argument("--port", type=int, default=8000, metavar=_("PORT"), help=_("le port où écouter (8000)"))
    serve.add_argument("--workers", type=int, default=1, metavar="N", help=_("le nombre de processus qui servent les pages (1)"))

    work = command("work", serving.work, _("Fait le travail de fond : lettres, rappels, lecture des documents."))
    work.add_argument("--once", action="store_true", help=_("fait ce qui attend, puis s’arrête"))

    backup = command("backup", keeping.backup, _("Sauvegarde la base et les fichiers dans une archive, même pendant que l’on écrit."))
    backup.add_argument("archive", type=Path, metavar=_("ARCHIVE"), help=_("le fichier .tar.gz à écrire"))
    restore = command("restore", keeping.restore, _("Rétablit une sauvegarde dans une installation vide."), on_database=False)
    restore.add_argument("archive", type=Path, metavar=_("ARCHIVE"), help=_("le fichier .tar.gz à lire"))

    command("check", keeping.check, _("Vérifie la base, les réglages, l’empreinte de chaque fichier et les registres."))

    said = _("Vérifie le registre des actes officiels, ou en montre la tête.")
    register = commands.add_parser("register", help=said, description=said).add_subparsers(required=True, metavar=_("GESTE"))
    said = _("Relit un registre, ou tous, et nomme la première inscription qui ne tient pas.")
    verify = command("verify", registers.verify, said, under=register)
    verify.add_argument("agreement", nargs="?", metavar=_("ENTENTE"), help=_("l’adresse courte de l’entente (toutes si rien n’est dit)"))
    head = command("head", registers.head, _("Montre le numéro et l’empreinte de la dernière inscription."), under=register)
    head.add_argument("agreement", metavar=_("ENTENTE"), help=_("l’adresse courte de l’entente"))
    return top
