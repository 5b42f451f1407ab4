"""What happens to bodies, their seats and their rules. All are called as `committees.acts.…`."""

# ruff: noqa: F401

from .bodies import (
    choose_contact,
    dissolve_body,
    end_mandate,
    give_mandate,
    revise_body,
    set_cadence,
    set_up_body,
    withdraw_bodies,
    withdraw_mandates,
)
from .procedures import set_procedure
from .seats import (
    add_seat,
    appoint,
    end_charge,
    end_coordination,
    end_finance,
    end_term,
    give_charge,
    name_coordinator,
    name_finance,
    remove_seat,
    represent,
    stand_for,
)
