"""What happens to meetings. Each file of this folder holds acts of one kind; all are called as `meetings.acts.…`."""

# ruff: noqa: F401

from .digesting import write_digests
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
from .writing import answer_consultation, call_off, close_consultations, consult
