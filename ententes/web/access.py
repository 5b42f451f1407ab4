"""The table of access: for each route and method, who may come. The middleware below is the only place that applies it.

Seeing is settled here: what one may not see answers 404. Whether a capacity may *do* something now is settled by the rules of each room.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees import queries
from ententes.people.models import Person

from .errors import not_allowed
from .once import counted_once
from .pages import refusal


class Who(Enum):
    """Who may come to a route."""

    EVERYONE = "everyone"
    LINK = "whoever holds the signed link"
    SIGNED_IN = "whoever is signed in"
    OPENER = "whoever may open an agreement"
    SEES = "whoever sees the agreement"
    MEMBER = "whoever has a capacity in the agreement"
    COORDINATION = "the coordination of the agreement"
    TECHNICAL = "the technical administration"
    DEMO = "everyone, in the demonstration only"
    FIRST = "everyone, as long as the installation is empty"
    NOBODY = "nobody: a page of a library that stays closed"


ACCESS: dict[str, dict[str, Who]] = {
    # The installation
    "home": {"GET": Who.EVERYONE},
    "language": {"POST": Who.EVERYONE},
    "first": {"GET": Who.FIRST, "POST": Who.FIRST},
    "todo": {"GET": Who.SIGNED_IN},
    "accounts": {"GET": Who.TECHNICAL},
    "account_invite": {"POST": Who.TECHNICAL},
    "account_active": {"POST": Who.TECHNICAL},
    "account_opening": {"POST": Who.TECHNICAL},
    "account_technical": {"POST": Who.TECHNICAL},
    # The door
    "account": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "account_login": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "account_confirm_login_code": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "account_request_login_code": {"GET": Who.EVERYONE},
    "account_inactive": {"GET": Who.EVERYONE},
    "account_logout": {"POST": Who.EVERYONE},
    "account_reauthenticate": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "account_change_password": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "account_set_password": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "demo_sign_in": {"POST": Who.DEMO},
    "mfa_login_webauthn": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "mfa_authenticate": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "mfa_reauthenticate": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_reauthenticate_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_index": {"GET": Who.SIGNED_IN},
    "mfa_activate_totp": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_deactivate_totp": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_view_recovery_codes": {"GET": Who.SIGNED_IN},
    "mfa_generate_recovery_codes": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_download_recovery_codes": {"GET": Who.SIGNED_IN},
    "mfa_list_webauthn": {"GET": Who.SIGNED_IN},
    "mfa_add_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_edit_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_remove_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    # Importing
    "import": {"GET": Who.OPENER, "POST": Who.OPENER},
    "upload": {"GET": Who.OPENER},
    "upload_progress": {"GET": Who.OPENER},
    "upload_file": {"GET": Who.OPENER},
    "upload_item": {"GET": Who.OPENER},
    "upload_correct": {"GET": Who.OPENER, "POST": Who.OPENER},
    "upload_dismiss": {"POST": Who.OPENER},
    "upload_restore": {"POST": Who.OPENER},
    "upload_build": {"POST": Who.OPENER},
    "upload_undo": {"POST": Who.OPENER},
    "upload_again": {"POST": Who.OPENER},
    # The agreement
    "agreement": {"GET": Who.SEES},
    "agreement_publish": {"POST": Who.COORDINATION},
    "agreement_withdraw": {"POST": Who.COORDINATION},
    "amendments": {"GET": Who.SEES},
    "amendment_add": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "amendment_file": {"GET": Who.MEMBER},
    "committees": {"GET": Who.SEES},
    "committee": {"GET": Who.SEES},
    "committee_add": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "committee_edit": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "committee_dissolve": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "committee_contact": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "charge_give": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "charge_end": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "committee_territories": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "seat_territories": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "procedure": {"GET": Who.SEES},
    "procedure_set": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "seat_add": {"POST": Who.COORDINATION},
    "seat_remove": {"POST": Who.COORDINATION},
    "seat_appoint": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "term_end": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    # Matters, resolutions and the register
    "matters": {"GET": Who.MEMBER},
    "matter_open": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "matter": {"GET": Who.MEMBER},
    "consult": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "consultation": {"GET": Who.MEMBER},
    "consultation_record": {"POST": Who.COORDINATION},
    "consultation_stop": {"POST": Who.COORDINATION},
    "consent": {"GET": Who.LINK, "POST": Who.LINK},
    "vote": {"GET": Who.LINK, "POST": Who.LINK},
    # A meeting while it sits: the rules say who records
    "sitting": {"GET": Who.MEMBER},
    "sitting_state": {"GET": Who.MEMBER},
    "motion": {"GET": Who.MEMBER},
    "motion_read": {"GET": Who.MEMBER},
    "ballot": {"GET": Who.MEMBER},
    "matter_rephrase": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "matter_transmit": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "matter_withdraw": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "matter_join": {"POST": Who.COORDINATION},
    "matter_piece": {"GET": Who.MEMBER},
    "matter_version": {"GET": Who.MEMBER},
    "matter_send_on": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "interest_declare": {"POST": Who.MEMBER},
    "interest_lift": {"POST": Who.COORDINATION},
    "powers": {"GET": Who.MEMBER},
    "power_choose": {"POST": Who.COORDINATION},
    "resolutions": {"GET": Who.MEMBER},
    "resolutions_export": {"POST": Who.MEMBER},
    "resolution": {"GET": Who.MEMBER},
    "resolution_extract": {"POST": Who.MEMBER},
    "resolution_deliver": {"POST": Who.MEMBER},
    "extract_link": {"GET": Who.LINK},
    "register": {"GET": Who.MEMBER},
    "register_entry": {"GET": Who.MEMBER},
    "register_verify": {"GET": Who.MEMBER},
    "extract_check": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    # The agreement, further
    "sitting_open": {"POST": Who.MEMBER},
    "sitting_preside": {"POST": Who.MEMBER},
    "sitting_arrive": {"POST": Who.MEMBER},
    "sitting_welcome": {"POST": Who.MEMBER},
    "sitting_close": {"POST": Who.MEMBER},
    "sitting_adjourn": {"POST": Who.MEMBER},
    "attendance_depart": {"POST": Who.MEMBER},
    "attendance_strike": {"POST": Who.MEMBER},
    "item_take_up": {"POST": Who.MEMBER},
    "item_finish": {"POST": Who.MEMBER},
    "item_postpone": {"POST": Who.MEMBER},
    "item_camera": {"POST": Who.MEMBER},
    "item_camera_end": {"POST": Who.MEMBER},
    "item_recuse": {"POST": Who.MEMBER},
    "item_summary": {"POST": Who.MEMBER},
    "motion_write": {"POST": Who.MEMBER},
    "recusal_return": {"POST": Who.MEMBER},
    "motion_save": {"POST": Who.MEMBER},
    "motion_record": {"POST": Who.MEMBER},
    "motion_withdraw": {"POST": Who.MEMBER},
    "ballot_open": {"POST": Who.MEMBER},
    "ballot_close": {"POST": Who.MEMBER},
    "ballot_again": {"POST": Who.MEMBER},
    "frameworks": {"GET": Who.MEMBER},
    "framework_begin": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "framework": {"GET": Who.MEMBER},
    "framework_entitle": {"POST": Who.MEMBER},
    "framework_bring_in": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "framework_source": {"GET": Who.MEMBER},
    "framework_export": {"POST": Who.MEMBER},
    "framework_propose": {"POST": Who.COORDINATION},
    "framework_revise": {"POST": Who.COORDINATION},
    "framework_section_add": {"POST": Who.MEMBER},
    "framework_section": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "framework_preview": {"POST": Who.MEMBER},
    "framework_draft": {"POST": Who.MEMBER},
    "framework_draft_drop": {"POST": Who.MEMBER},
    "framework_section_move": {"POST": Who.MEMBER},
    "framework_section_remove": {"POST": Who.MEMBER},
    "framework_history": {"GET": Who.MEMBER},
    "framework_restore": {"POST": Who.MEMBER},
    "norms": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    # Money: members read it, the coordination writes it, nobody else knows of it
    **{route: {"GET": Who.MEMBER} for route in "funding contribution ledger ledger_line ledger_evidence allotment envelope".split()},
    **{
        route: {"GET": Who.COORDINATION, "POST": Who.COORDINATION}
        for route in "funding_pledge funding_interest funding_administration funding_rules contribution_receive contribution_cancel "
        "ledger_correct".split()
    },
    **{
        route: {"POST": Who.COORDINATION}
        for route in "allotment_begin allotment_line allotment_line_drop allotment_propose allotment_revise envelope_carry "
        "shortfall_invoke shortfall_lift".split()
    },
    # Calls for projects, and those who apply
    "projects": {"GET": Who.MEMBER},
    "call_begin": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "call": {"GET": Who.MEMBER},
    "call_revise": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "call_publish": {"POST": Who.COORDINATION},
    "call_prolong": {"POST": Who.COORDINATION},
    "call_cancel": {"POST": Who.COORDINATION},
    "public_calls": {"GET": Who.EVERYONE},
    "public_call": {"GET": Who.EVERYONE},
    # The agreement, further still
    "minutes": {"GET": Who.SEES},
    "minutes_file": {"GET": Who.SEES},
    "minutes_compose": {"POST": Who.MEMBER},
    "minutes_section": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "minutes_versions": {"GET": Who.MEMBER},
    "minutes_take_back": {"POST": Who.MEMBER},
    "minutes_send": {"POST": Who.MEMBER},
    "minutes_remark": {"POST": Who.MEMBER},
    "minutes_follow_up": {"POST": Who.MEMBER},
    "minutes_correct": {"POST": Who.MEMBER},
    "minutes_paper": {"POST": Who.MEMBER},
    "minutes_sign": {"POST": Who.MEMBER},
    "minutes_link": {"GET": Who.LINK},
    "minutes_link_remark": {"POST": Who.LINK},
    "minutes_link_sign": {"POST": Who.LINK},
    "item_correct": {"POST": Who.MEMBER},
    "item_follow_up": {"POST": Who.MEMBER},
    "follow_ups": {"GET": Who.MEMBER},
    "follow_up_finish": {"POST": Who.MEMBER},
    "follow_up_news": {"POST": Who.MEMBER},
    "points": {"GET": Who.MEMBER},
    "point": {"GET": Who.MEMBER},
    "point_settle": {"POST": Who.MEMBER},
    "point_dismiss": {"POST": Who.MEMBER},
    "point_reopen": {"POST": Who.MEMBER},
    "documents": {"GET": Who.SEES},
    "document_file": {"GET": Who.SEES},
    "document_add": {"POST": Who.COORDINATION},
    "document_publish": {"POST": Who.COORDINATION},
    "document_withdraw": {"POST": Who.COORDINATION},
    "members": {"GET": Who.MEMBER},
    "coordination_name": {"POST": Who.COORDINATION},
    "coordination_end": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "party_contact": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "party_add": {"POST": Who.COORDINATION},
    "party_organisation": {"GET": Who.COORDINATION},
    "party_rename": {"POST": Who.COORDINATION},
    "party_merge": {"POST": Who.COORDINATION},
    "party_dissolve": {"POST": Who.COORDINATION},
    "party_mark": {"POST": Who.COORDINATION},
    "settings": {"GET": Who.COORDINATION},
    "settings_titles": {"POST": Who.COORDINATION},
    "settings_calendar": {"POST": Who.COORDINATION},
    # The plan
    "plan": {"GET": Who.SEES},
    "plan_year": {"GET": Who.SEES},
    "search": {"GET": Who.SEES},
    "plan_begin": {"POST": Who.COORDINATION},
    "plan_edit": {"GET": Who.COORDINATION},
    "plan_action_add": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "plan_action_edit": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "plan_action_move": {"POST": Who.COORDINATION},
    "plan_action_split": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "plan_action_merge": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "plan_action_remove": {"POST": Who.COORDINATION},
    "plan_section_add": {"POST": Who.COORDINATION},
    "plan_section_rename": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    "plan_section_move": {"POST": Who.COORDINATION},
    "plan_section_drop": {"POST": Who.COORDINATION},
    "plan_history": {"GET": Who.MEMBER},
    "plan_undo": {"POST": Who.COORDINATION},
    "plan_propose": {"POST": Who.COORDINATION},
    "plan_revise": {"POST": Who.COORDINATION},
    "plan_roll": {"GET": Who.COORDINATION, "POST": Who.COORDINATION},
    # An action and its news
    "action": {"GET": Who.SEES},
    "action_note": {"POST": Who.MEMBER},
    "action_draft": {"POST": Who.MEMBER},
    "action_draft_drop": {"POST": Who.MEMBER},
    "action_file": {"GET": Who.MEMBER},
    "ask": {"GET": Who.COORDINATION},
    "ask_send": {"POST": Who.COORDINATION},
    "remind": {"POST": Who.COORDINATION},
    "withdraw": {"POST": Who.COORDINATION},
    "answer": {"GET": Who.LINK, "POST": Who.LINK},
    "letters": {"GET": Who.DEMO},
    # Meetings before they open
    "meetings": {"GET": Who.MEMBER},
    "meeting_plan": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "meeting": {"GET": Who.MEMBER},
    "meeting_reschedule": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "meeting_cancel": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "meeting_call": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "meeting_invite": {"POST": Who.MEMBER},
    "meeting_uninvite": {"POST": Who.MEMBER},
    "meeting_reply": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "meeting_event": {"GET": Who.MEMBER},
    "meeting_document": {"GET": Who.MEMBER},
    "meeting_copy": {"GET": Who.MEMBER},
    "meeting_agenda": {"POST": Who.MEMBER},
    "meeting_file": {"POST": Who.MEMBER},
    "item_add": {"POST": Who.MEMBER},
    "item_complete": {"POST": Who.MEMBER},
    "item_edit": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "item_move": {"POST": Who.MEMBER},
    "item_remove": {"POST": Who.MEMBER},
    "item_join": {"POST": Who.MEMBER},
    "item_part": {"POST": Who.MEMBER},
    "dates_ask": {"GET": Who.MEMBER, "POST": Who.MEMBER},
    "dates": {"GET": Who.MEMBER},
    "dates_choose": {"POST": Who.MEMBER},
    "dates_close": {"POST": Who.MEMBER},
    "dates_answer": {"GET": Who.LINK, "POST": Who.LINK},
    "reply": {"GET": Who.LINK, "POST": Who.LINK},
    "reply_interest": {"POST": Who.LINK},
    "reply_ics": {"GET": Who.LINK},
    "reply_document": {"GET": Who.LINK},
    "reply_copy": {"GET": Who.LINK},
    "calendar": {"GET": Who.SIGNED_IN},
    "calendar_make": {"POST": Who.SIGNED_IN},
    "calendar_revoke": {"POST": Who.SIGNED_IN},
    "calendar_feed": {"GET": Who.LINK},
    # What leaves
    "plan_exports": {"GET": Who.SEES},
    "plan_export": {"POST": Who.SEES},
    "exports": {"GET": Who.COORDINATION},
}
"""Route name → method → who. A route without a row is closed to all and fails the tests. HEAD follows GET."""

NEVER_ROLLED_BACK = ("account_log", "account_conf", "account_rea", "account_change", "account_set", "mfa_")
"""Pages of the sign-in library: what they count (attempts) must not be undone because somebody added a form key to their post."""


class TableOfAccess:
    """Looks the route up in the table, loads the agreement of the address, and lets in or turns away.

    It leaves on the request: `agreement` (also given to the view in place of its slug) and `capacities`, the hats of the visitor in it.
    A view with an attribute `also_loads` gets what it adds to that query of the agreement (`web/plan/freshness.py`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agreement, request.capacities = None, ()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        row = ACCESS.get(request.resolver_match.view_name)
        if row is None or "\x00" in request.path:  # no address of ours holds what PostgreSQL cannot keep
            raise Http404
        who = row.get("GET" if request.method == "HEAD" else request.method)
        if who is None:
            return not_allowed(request, row)
        if turned_away := self._turn_away(request, who, kwargs, getattr(view, "also_loads", None)):
            return turned_away
        if request.method == "POST" and "once" in request.POST and not request.resolver_match.view_name.startswith(NEVER_ROLLED_BACK):
            return counted_once(request, lambda: view(request, *args, **kwargs))
        return None

    def _turn_away(self, request: Any, who: Who, kwargs: dict[str, Any], also_loads: Any) -> HttpResponse | None:
        person = request.user
        if who is Who.NOBODY or (who is Who.DEMO and not settings.ENTENTES_DEMO):
            raise Http404
        if who is Who.FIRST and Person.objects.exists():
            raise Http404
        if who in (Who.EVERYONE, Who.LINK, Who.DEMO, Who.FIRST):
            return None
        if "agreement" in kwargs:
            # Whoever is signed in sees what is public and what they have a capacity in, as `seen_by` says; the capacities are read anyway.
            rows = Agreement.objects.all() if person.is_authenticated else Agreement.objects.seen_by(person)
            rows = rows.filter(slug=kwargs["agreement"])
            agreement = (also_loads(rows, request) if also_loads else rows).first()
            capacities = queries.capacities(person, agreement) if agreement else ()
            if person.is_authenticated and (agreement is None or not (agreement.is_public or capacities)):
                raise Http404
            if agreement is not None:
                request.agreement, request.capacities = agreement, capacities
                kwargs["agreement"] = agreement
                if who is Who.SEES:
                    return None
        if not person.is_authenticated:
            return self._ask_to_sign_in(request)
        if who is Who.MEMBER and not request.capacities:
            raise Http404
        if who is Who.COORDINATION and not any(one.coordinates for one in request.capacities):
            if not request.capacities:
                raise Http404
            return refusal(request, _("Cette page est réservée à la coordination de l’entente."))
        if who is Who.OPENER and not person.opens_agreements:
            return refusal(request, _("Seule une personne autorisée à ouvrir une entente peut le faire dans cette installation."))
        if who is Who.TECHNICAL and not person.is_technical:
            raise Http404
        return None

    def _ask_to_sign_in(self, request: Any) -> HttpResponse:
        """To the sign-in page; what was typed is kept in the session and given back afterwards."""
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        typed = {key: value for key, value in request.POST.items() if key not in ("csrfmiddlewaretoken", "once") and len(value) < 100_000}
        request.session["typed"] = {"path": request.path, "fields": typed}
        return redirect_to_login(request.POST.get("back") or "/")
