"""Norms, calls, applications, and how they are received."""

from .applications import Applicant, Application, ApplicationDraft, ApplicationPiece, Deposit
from .calls import Call, Prolongation
from .examining import Admissibility, Check, Completion, CompletionRequest, IntentLetter
from .norms import NormsText

__all__ = [
    "Admissibility",
    "Applicant",
    "Application",
    "ApplicationDraft",
    "ApplicationPiece",
    "Call",
    "Check",
    "Completion",
    "CompletionRequest",
    "Deposit",
    "IntentLetter",
    "NormsText",
    "Prolongation",
]
