"""How projects join what bodies resolve: each resolution on a project has its effect on the ledger, in the same transaction."""

from django.apps import AppConfig


class Awards(AppConfig):
    """The room of projects before the bodies."""

    name = "ententes.awards"

    def ready(self) -> None:
        """Say what a step of a project's matter makes of its money, and when what was resolved of it is known to all."""
        from ententes.decisions.acts.matters import EFFECTS
        from ententes.decisions.models import KNOWN_TO_ALL
        from ententes.decisions.states import Kind

        from .acts.effects import settle
        from .queries.announced import matters

        EFFECTS[str(Kind.PROJECT)] = settle
        KNOWN_TO_ALL[str(Kind.PROJECT)] = matters
