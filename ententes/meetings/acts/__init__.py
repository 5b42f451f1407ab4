"""What happens to meetings. Each file of this folder holds acts of one kind; all are called as `meetings.acts.…`."""

# ruff: noqa: F401

from .agenda import add_item, complete_agenda, join_document, move_item, remove_document, remove_item, reword_item
from .calling import call, declare_ahead, invite_guest, record_reply, remind_unanswered, reply, send_agenda, uninvite
from .digesting import write_digests
from .feeds import make_feed, revoke_feeds
from .minuting import (
    adopt_minutes,
    answer_corrections,
    ask_correction,
    compose_minutes,
    correct,
    enter_signature,
    finish_follow_up,
    give_follow_up,
    remark,
    send_minutes,
    sign,
    take_back,
    write_section,
)
from .planning import cancel, plan, plan_series, reschedule
from .polling import answer_dates, ask_dates, choose_date, close_poll, remind_dates
from .sitting import (
    adjourn_for_lack_of_quorum,
    arrive,
    close_meeting,
    come_back,
    depart,
    end_in_camera,
    finish,
    go_in_camera,
    open_meeting,
    postpone_item,
    preside,
    recuse,
    strike,
    summarise,
    take_up,
    welcome,
)
from .voting import cast, close_ballot, open_ballot, record, save_motion, vote_again, withdraw_motion, write_motion
from .writing import answer_consultation, call_off, close_consultations, consult, record_consent
