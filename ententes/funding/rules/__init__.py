"""What stands in the way of each thing that can happen to the money of an agreement, in sentences. All are read as `rules.…`."""

# ruff: noqa: F401

from .amending import obstacles_to_amending_contributions
from .closing import IN_THE_WAY, obstacles_to_closing, obstacles_to_entering, obstacles_to_fates
from .contributions import (
    WORDS,
    YEARS_AROUND,
    obstacles_to_amount,
    obstacles_to_cancelling,
    obstacles_to_charging,
    obstacles_to_correcting,
    obstacles_to_dating,
    obstacles_to_figures,
    obstacles_to_keeping,
    obstacles_to_pledging,
    obstacles_to_receiving,
    obstacles_to_settings,
    obstacles_to_year,
)
from .earmarks import obstacles_to_earmarking
from .envelopes import (
    obstacles_of_credits,
    obstacles_to_allotting,
    obstacles_to_carrying,
    obstacles_to_disbursing,
    obstacles_to_drawing,
    obstacles_to_invoking,
    obstacles_to_lifting,
    obstacles_to_proposing,
    obstacles_to_releasing,
    obstacles_to_reopening,
    obstacles_to_resolving,
    obstacles_to_revising,
    obstacles_to_titling,
    speaks_of,
)
