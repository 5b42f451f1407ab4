"""How projects join what bodies resolve: each resolution on a project has its effect on the ledger, in the same transaction."""

from django.apps import AppConfig


class Awards(AppConfig):
    """The room of projects before the bodies."""

    name = "ententes.awards"

    def ready(self) -> None:
        """Say what a step of a project's matter makes of its money."""
        from ententes.decisions.acts.matters import EFFECTS
        from ententes.decisions.states import Kind

        from .acts.effects import settle

        EFFECTS[str(Kind.PROJECT)] = settle
