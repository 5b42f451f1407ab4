"""The letters of meetings, in the language of the person who receives them."""

# ruff: noqa: F401

from .digest import digest
from .minutes import ask_signatures, send_draft
from .notices import added, cancelled, date_kept, dates, moved, notice, reminder, stand_in
from .sitting import invite_to_vote
from .writing import ask_consent, tell_consultation, tell_recorded
