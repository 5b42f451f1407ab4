"""Conventions, their signatures and defaults; instalments and payments; changes; reports; recoveries."""

from .agreements import Default, GrantAgreement, GrantSignature, Recall, StandardClauses
from .changes import ChangeRequest
from .paying import Instalment, Payment
from .recoveries import Recovery, Repayment
from .reports import ProjectReport, ReportDeposit, ReportDraft, ReportPiece

__all__ = [
    "ChangeRequest",
    "Default",
    "GrantAgreement",
    "GrantSignature",
    "Instalment",
    "Payment",
    "ProjectReport",
    "Recall",
    "Recovery",
    "Repayment",
    "ReportDeposit",
    "ReportDraft",
    "ReportPiece",
    "StandardClauses",
]
