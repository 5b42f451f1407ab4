"""What happens to the money of an agreement. All are called as `funding.acts.…`."""

# ruff: noqa: F401

from .allotments import begin, drop_line, propose, revise, set_line
from .amending import amend_contributions
from .closing import close_year, hold_envelope
from .contributions import add_interest, cancel_contribution, charge_administration, correct, pledge, receive, settle_accounts
from .drawing import carry_over, commit, disburse, justify, open_use, pay, recommend, recover, release, reserve
from .earmarks import earmark
from .ledger import append, hold_ledger
from .shortfalls import invoke, lift
