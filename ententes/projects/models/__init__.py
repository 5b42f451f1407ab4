"""Norms, calls and applications."""

from .applications import Applicant, Application, ApplicationDraft, Deposit
from .calls import Call, Prolongation
from .norms import NormsText

__all__ = ["Applicant", "Application", "ApplicationDraft", "Call", "Deposit", "NormsText", "Prolongation"]
