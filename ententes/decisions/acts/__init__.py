"""What happens to matters, resolutions and the register. All are called as `decisions.acts.…`."""

# ruff: noqa: F401

from .amending import MandateGiven, amend
from .chain import choose_body
from .delivering import deliver
from .matters import Copy, declare_interest, join_piece, lift_interest, open_matter, postpone, rephrase, send_on, transmit, withdraw
from .register import enter
from .resolving import resolve
