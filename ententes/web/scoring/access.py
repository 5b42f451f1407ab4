"""The rows of analysis in the table of access."""

from __future__ import annotations

from ententes.web.who import Who

ANALYSIS: dict[str, dict[str, Who]] = {
    "analyses": {"GET": Who.MEMBER},
    "analysis_file": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "analysis_undertake": {"POST": Who.MEMBER},
    "analysis_declare": {"POST": Who.MEMBER},
    "analysis_draft": {"POST": Who.MEMBER},
    "analysis_lock": {"POST": Who.MEMBER},
    "analysis_document": {"GET": Who.MEMBER},
    "analysis_piece": {"GET": Who.MEMBER},
    "analysis_unassign": {"POST": Who.COORDINATION},
    "grids": {"GET": Who.COORDINATION},
    "grid_begin": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "grid": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "grid_renew": {"POST": Who.COORDINATION},
    "call_analysis": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "analysis_assign": {"POST": Who.COORDINATION},
    "analysis_ranking": {"GET": Who.MEMBER},
    "analysis_session": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "analysis_session_draft": {"POST": Who.MEMBER},
    "analysis_session_document": {"GET": Who.MEMBER},
    "analysis_session_piece": {"GET": Who.MEMBER},
    "opinion_ask": {"POST": Who.COORDINATION},
    "opinion_withdraw": {"POST": Who.COORDINATION},
    "opinion": {"GET": Who.LINK, "POST": Who.LINK},
    "opinion_accept": {"POST": Who.LINK},
    "opinion_decline": {"POST": Who.LINK},
    "opinion_document": {"GET": Who.LINK},
    "opinion_piece": {"GET": Who.LINK},
}
