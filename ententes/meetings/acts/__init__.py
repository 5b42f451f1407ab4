"""What happens to meetings. Each file of this folder holds acts of one kind; all are called as `meetings.acts.…`."""

# ruff: noqa: F401

from .digesting import write_digests
from .writing import answer_consultation, call_off, close_consultations, consult
