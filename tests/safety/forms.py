"""For each route that is posted to, a form that does something where it may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ententes.importing.models import Upload
from ententes.web.importing.forms import ItemForm
from ententes.web.importing.shown import Shown
from tests.cast import TODAY
from tests.importing.uploads import SMALL

from .callings import meeting_form
from .matters import confirmed

Parts = dict[str, Any]
DAY = TODAY.isoformat()

PROPOSED: Parts = {
    "quorum": "majority",
    "notice_days": "10",
    "special_notice_days": "2",
    "majority": "simple",
    "numbering": "{SIGLE}-{AAAA}-{NN}",
    "readers": "members",
}


def _who(name: str) -> Parts:
    return {"name": name, "email": f"{name.lower()}@exemple.test"}


def _action_fields(world: Any) -> Parts:
    body = f"b{world.ours['body']}"
    return {"text": "Cuire le pain des fêtes", "words_2011": "Automne 2011", "words_2012": "", "who_0": body, "role_0": "lead"}


FORMS: dict[str, Callable[[Any], Parts]] = {
    "language": lambda w: {"language": "en", "back": "/"},
    "first": lambda w: {**_who("Premiere"), "language": "fr"},
    "account_invite": lambda w: {**_who("Invitee"), "language": "fr"},
    "account_active": lambda w: {"on": "0"},
    "account_opening": lambda w: {"on": "1"},
    "account_technical": lambda w: {"on": "1"},
    "account": lambda w: {"name": "Autre Nom", "language": "en"},
    "account_login": lambda w: {"login": "noemie.tran@exemple.test", "password": ""},
    "account_confirm_login_code": lambda w: {"code": "0000-0000"},
    "account_logout": lambda w: {},
    "account_reauthenticate": lambda w: {"password": "rien"},
    "account_change_password": lambda w: {"oldpassword": "rien", "password1": "une longue phrase 4", "password2": "une longue phrase 4"},
    "account_set_password": lambda w: {"password1": "une longue phrase 4", "password2": "une longue phrase 4"},
    "demo_sign_in": lambda w: {"person": w.cast.coordinator.pk},
    "mfa_login_webauthn": lambda w: {"credential": "{}"},
    "mfa_authenticate": lambda w: {"code": "000000"},
    "mfa_reauthenticate": lambda w: {"code": "000000"},
    "mfa_reauthenticate_webauthn": lambda w: {"credential": "{}"},
    "mfa_activate_totp": lambda w: {"code": "000000"},
    "mfa_deactivate_totp": lambda w: {},
    "mfa_generate_recovery_codes": lambda w: {},
    "mfa_add_webauthn": lambda w: {"name": "Clé", "credential": "{}"},
    "mfa_edit_webauthn": lambda w: {"name": "Autre clé"},
    "mfa_remove_webauthn": lambda w: {},
    "import": lambda w: {"file": SimpleUploadedFile("plan.txt", SMALL.replace(b"pain", b"lait"), "text/plain")},
    "upload_correct": lambda w: _correction(w),
    "upload_dismiss": lambda w: {},
    "upload_restore": lambda w: {},
    "upload_build": lambda w: {"where": "new"},
    "upload_undo": lambda w: {},
    "upload_again": lambda w: {},
    "agreement_publish": lambda w: {},
    "agreement_withdraw": lambda w: {},
    "committee_add": lambda w: {"name": "Comité neuf", "kind": "other"},
    "committee_edit": lambda w: {"name": "Comité des fours à pain", "kind": "working", "acronym": "CF"},
    "committee_contact": lambda w: {"known": w.cast.manager.pk, "cadence": "2"},
    "charge_give": lambda w: {**_who("Chargee"), "office": "secretary", "starts_on": DAY},
    "charge_end": lambda w: {"ends_on": DAY},
    "committee_territories": lambda w: {"territories": "La Plaine\nLes Monts"},
    "seat_territories": lambda w: {"territories": [w.ours["territory"]]},
    "procedure_set": lambda w: {**PROPOSED, "starts_on": DAY, "confirmed": "on"},
    "committee_dissolve": lambda w: {"ends_on": DAY},
    "seat_add": lambda w: {"label": "Siège neuf", "votes": "on"},
    "seat_remove": lambda w: {},
    "seat_appoint": lambda w: {**_who("Nommee"), "role": "holder", "starts_on": DAY},
    "term_end": lambda w: {"ends_on": DAY},
    "vote": lambda w: {"choice": "for"},
    "minutes_compose": lambda w: {},
    "minutes_section": lambda w: {"text": "Une rencontre.", "revision": "1"},
    "minutes_take_back": lambda w: {"revision": "1"},
    "minutes_send": lambda w: {},
    "minutes_remark": lambda w: {"text": "Une coquille."},
    "minutes_sign": lambda w: {"office": "chair", "read": "1", "sha256": w.special["signed"]["sha256"]},
    "minutes_link_remark": lambda w: {"text": "Une coquille."},
    "minutes_link_sign": lambda w: {"office": "secretary", "read": "1", "sha256": w.special["signed"]["sha256"]},
    "item_correct": lambda w: {"correction": "Lire « Siméon »."},
    "item_follow_up": lambda w: {"what": "Appeler le fournisseur", "who": "Jean-Luc"},
    "follow_up_finish": lambda w: {"outcome": "C’est fait."},
    "follow_up_news": lambda w: {},
    "sitting_open": lambda w: {},
    "sitting_preside": lambda w: {"chair": w.ours["presiding"].person_id},
    "sitting_arrive": lambda w: {"term": w.ours["arriving"].pk},
    "sitting_welcome": lambda w: {"guest": "Une autre invitée"},
    "sitting_close": lambda w: {},
    "sitting_adjourn": lambda w: {},
    "attendance_depart": lambda w: {},
    "attendance_strike": lambda w: {},
    "item_take_up": lambda w: {},
    "item_finish": lambda w: {},
    "item_postpone": lambda w: {"reasons": "Il manque un devis."},
    "item_camera": lambda w: {},
    "item_camera_end": lambda w: {},
    "item_recuse": lambda w: {"term": w.ours["recusing"].pk},
    "item_summary": lambda w: {"summary": "On compare deux fours.", "revision": "1"},
    "motion_write": lambda w: {},
    "recusal_return": lambda w: {},
    "motion_save": lambda w: {
        "title": "Un four",
        "resolved": "d’acheter deux fours.",
        "manner": "hands",
        "count_for": "1",
        "revision": "2",
    },
    "motion_record": lambda w: {"revision": "2"},
    "motion_withdraw": lambda w: {},
    "ballot_open": lambda w: {},
    "ballot_close": lambda w: {},
    "ballot_again": lambda w: {},
    "framework_begin": lambda w: {"kind": "document", "title": "Un texte neuf"},
    "framework_entitle": lambda w: {"title": "Autre titre"},
    "framework_bring_in": lambda w: {"file": SimpleUploadedFile("texte.md", b"# Cadre\n\n## Objet\n\nLu.\n", "text/markdown")},
    "framework_export": lambda w: {},
    "framework_propose": lambda w: {},
    "framework_revise": lambda w: {},
    "framework_section_add": lambda w: {"new-title": "Ajout"},
    "framework_section": lambda w: {"title": "Objet", "text": "Le four commun.", "revision": "1"},
    "framework_preview": lambda w: {"title": "Objet", "text": "Le four", "revision": "1"},
    "framework_draft": lambda w: {"title": "Objet", "text": "Le four", "revision": "1"},
    "framework_draft_drop": lambda w: {},
    "framework_section_move": lambda w: {"move": "down"},
    "framework_section_remove": lambda w: {},
    "framework_restore": lambda w: {},
    "point_settle": lambda w: {"text": "Au printemps.", "capacity": "coordination"},
    "point_dismiss": lambda w: {"text": "", "capacity": "coordination"},
    "point_reopen": lambda w: {},
    "document_add": lambda w: {"file": SimpleUploadedFile("a.txt", b"texte", "text/plain"), "title": "Titre"},
    "document_publish": lambda w: {"on": "1"},
    "document_withdraw": lambda w: {},
    "coordination_name": lambda w: {**_who("Nouvelle"), "starts_on": DAY},
    "coordination_end": lambda w: {"ends_on": DAY},
    "party_contact": lambda w: {"known": w.cast.manager.pk},
    "party_add": lambda w: {"name": "Caisse du pain", "acronym": "CP"},
    "party_rename": lambda w: {"name": "Maison du pain", "until": "2011-11-01"},
    "party_merge": lambda w: {"known": "", "name": "Grande maison", "on": "2011-11-01"},
    "party_dissolve": lambda w: {"on": "2011-11-01"},
    "party_mark": lambda w: {"is_funder": "1"},
    "settings_titles": lambda w: {"title": "Autre titre", "short_title": "Autre"},
    "settings_calendar": lambda w: {
        "fiscal_month": "1",
        "cadence": "6",
        **{f"month_{n}": str(3 * n + 1) for n in range(4)},
        **{f"day_{n}": "1" for n in range(4)},
    },
    "matter_open": lambda w: {"objet": "question", "title": "Où cuire", "question": "Où?", "body": w.ours["body"]},
    "matter_rephrase": lambda w: {"title": "Une question claire", "question": "Quand et où?"},
    "matter_transmit": lambda w: confirmed(w),
    "matter_withdraw": lambda w: {"reasons": "Plus personne ne la pose."},
    "matter_join": lambda w: {"file": SimpleUploadedFile("b.txt", b"autre", "text/plain"), "title": "Autre"},
    "matter_send_on": lambda w: {"body": w.cast.management.pk, "reason": "Elle lui succède."},
    "interest_declare": lambda w: {"who": w.cast.worker.pk, "nature": "Mon four est en jeu."},
    "interest_lift": lambda w: {"because": "Il l’a vendu."},
    "power_choose": lambda w: {"kind": "project", "verb": "decide", "body": w.cast.management.pk, "reason": "L’usage"},
    "resolutions_export": lambda w: {},
    "resolution_extract": lambda w: {},
    "extract_check": lambda w: {"numero": w.ours["number"], "empreinte": "0" * 12},
    "plan_begin": lambda w: {},
    "plan_action_add": lambda w: {**_action_fields(w), "section": w.ours["section"]},
    "plan_action_edit": lambda w: {**_action_fields(w), "revision": "1"},
    "plan_action_move": lambda w: {"move": "down-1"},
    "plan_action_split": lambda w: {"revision": "1", "first": "Bâtir", "second": "Cuire"},
    "plan_action_merge": lambda w: {"revision": "1", "other": w.ours["merged"], "other_revision": "1", "text": "Bâtir et ranger"},
    "plan_action_remove": lambda w: {"revision": "1"},
    "plan_section_add": lambda w: {"title": "Chauffer"},
    "plan_section_rename": lambda w: {"title": "Chauffer"},
    "plan_section_move": lambda w: {"move": "down"},
    "plan_section_drop": lambda w: {},
    "plan_undo": lambda w: {},
    "consult": lambda w: {"title": "Un four", "resolved": "de bâtir", "closes_on": "2011-12-02"},
    "consultation_record": lambda w: {"seat": w.ours["consent"], "answer": "sign"},
    "consultation_stop": lambda w: {"why": "Une rencontre est prévue."},
    "consent": lambda w: {"answer": "sign", "read": "on", "sha256": w.ours["consultation_sha256"]},
    "meeting_plan": lambda w: meeting_form(),
    "meeting_reschedule": lambda w: {**meeting_form(50), "revision": "1"},
    "meeting_cancel": lambda w: {"why": "Tempête"},
    "meeting_call": lambda w: {},
    "meeting_invite": lambda w: {"guest-name": "Une invitée", "guest-email": "invitee@exemple.test"},
    "meeting_uninvite": lambda w: {},
    "meeting_reply": lambda w: {"reply": "excused", "words": "Par téléphone"},
    "meeting_agenda": lambda w: {},
    "meeting_file": lambda w: {},
    "item_add": lambda w: {"title": "Le toit", "purpose": "inform", "estimate": "5"},
    "item_complete": lambda w: {},
    "item_edit": lambda w: {"title": "Le bois sec", "purpose": "decide", "revision": "1"},
    "item_move": lambda w: {"move": "up"},
    "item_remove": lambda w: {"revision": "1"},
    "item_join": lambda w: {"file": SimpleUploadedFile("b.txt", b"texte", "text/plain"), "title": "Autre"},
    "item_part": lambda w: {},
    "dates_ask": lambda w: {
        "title": "Hiver",
        "closes_on": DAY,
        **{f"day_{n}": (TODAY + timedelta(days=80 + n)).isoformat() for n in range(2)},
        **{f"{name}_{n}": hour for n in range(2) for name, hour in (("starts", "19:00"), ("ends", "21:00"))},
    },
    "dates_choose": lambda w: {"option": w.ours["option"], "place": "Ici"},
    "dates_close": lambda w: {},
    "dates_answer": lambda w: {"choices": [w.ours["option"]]},
    "reply": lambda w: {"reply": "present", "words": "Avec du pain"},
    "reply_interest": lambda w: {"item": w.ours["stone"], "nature": "La carrière est à ma sœur."},
    "calendar_make": lambda w: {},
    "calendar_revoke": lambda w: {},
    "plan_propose": lambda w: {},
    "plan_revise": lambda w: {},
    "plan_roll": lambda w: {"kept": [w.ours["action"]]},
    "action_note": lambda w: {"text": "Le four chauffe.", "status": "under_way", "dated_on": DAY},
    "action_draft": lambda w: {"text": "Le four"},
    "action_draft_drop": lambda w: {},
    "ask_send": lambda w: {"action": [w.ours["spare"], w.ours["merged"]], "pour": (TODAY + timedelta(days=5)).isoformat()},
    "remind": lambda w: {},
    "withdraw": lambda w: {},
    "answer": lambda w: {"text": "Le four refroidit.", "status": "under_way", "dated_on": DAY},
    "plan_export": lambda w: {},
}


def _correction(world: Any) -> Parts:
    upload = Upload.objects.get(pk=world.ours["upload"])
    item = Shown(upload.reading, upload.corrections).now["actions"][0]
    form = ItemForm("actions", item, Shown(upload.reading, upload.corrections).now)
    shown = {name: form[name].value() for name in form.fields}
    return {key: "" if value is None else value for key, value in shown.items()} | {"text": "Bâtir deux fours", "revision": upload.revision}
