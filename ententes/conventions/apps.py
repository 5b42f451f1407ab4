"""How conventions join what is below: a payment nobody approved stands in the way of closing a year; resolutions settle changes."""

from django.apps import AppConfig


class Conventions(AppConfig):
    """The room of conventions with promoters."""

    name = "ententes.conventions"

    def ready(self) -> None:
        """Say what stands in the way of closing a year, what a step of the matter of a change makes of it, and when all know of it."""
        from ententes.decisions.acts.matters import EFFECTS
        from ententes.decisions.models import KNOWN_TO_ALL
        from ententes.decisions.states import Kind
        from ententes.funding.rules import IN_THE_WAY

        from .acts.settling import settle_change
        from .queries.changes import known_to_all
        from .queries.paying import in_the_way

        IN_THE_WAY.append(in_the_way)
        EFFECTS[str(Kind.CHANGE)] = settle_change
        KNOWN_TO_ALL[str(Kind.CHANGE)] = known_to_all
