"""Meetings: their notice, agenda and replies; who attended, voted and withdrew; their minutes; and what is resolved in writing."""

# ruff: noqa: F401

from .minuting import Minutes, MinutesVersion, Remark, Signature
from .planning import CalendarFeed, DateAnswer, DateOption, DatePoll, Invitation, Item, ItemPiece, Meeting
from .sitting import Attendance, Ballot, FollowUp, Motion, Presiding, Recusal, Slip
from .writing import Consent, Consultation
