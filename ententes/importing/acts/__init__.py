"""What happens to documents on their way to becoming an agreement: received, read, corrected, built, undone."""

# ruff: noqa: F401

from .building import build
from .receiving import read, read_waiting, receive, start_again
from .reviewing import correct, dismiss, restore
from .undoing import undo
