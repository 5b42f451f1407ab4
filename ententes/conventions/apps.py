"""How conventions join the closing of years: a payment that nobody approved yet stands in its way."""

from django.apps import AppConfig


class Conventions(AppConfig):
    """The room of conventions with promoters."""

    name = "ententes.conventions"

    def ready(self) -> None:
        """Say what stands in the way of closing a year."""
        from ententes.funding.rules import IN_THE_WAY

        from .queries.paying import in_the_way

        IN_THE_WAY.append(in_the_way)
