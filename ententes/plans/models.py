"""Plans of action: sections, actions with their words, schedules and responsibilities, and the dated notes that carry news."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement, Objective, Party
from ententes.committees.models import Body, Coordination, Term
from ententes.decisions.models import Matter
from ententes.documents.models import File
from ententes.ground.folding import FoldedField
from ententes.organisations.models import Organisation

from .states import EditKind, Per, PointState, Role, Status


class Plan(models.Model):
    """A plan of action for one fiscal year, as drafted. `years` are all the fiscal years its columns speak of, by starting year.

    `matter` is the dossier that carries it from body to body: without one, or before it is settled, the plan is a draft. A revision is
    another matter, that revises the one before.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="plans")
    title = models.CharField(_("titre"), max_length=300)
    year = models.PositiveSmallIntegerField(_("exercice"))
    years = models.JSONField(_("exercices des colonnes"), default=list)
    dated_on = models.DateField(_("daté du"), null=True, blank=True)
    dated_words = models.CharField(_("date telle qu’écrite"), max_length=100, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="following")
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="plan")

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "year"], name="plan_once_a_year", violation_error_message=_("Un plan existe déjà pour cet exercice.")
            )
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A part of a plan: an objective, or another heading. `columns` are those of its table: kind, header, and year for a year's column."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="sections")
    code = models.CharField(max_length=12)
    title = models.CharField(_("titre"), max_length=500)
    heading = models.TextField(_("titre tel qu’écrit"), blank=True)
    columns = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class SourceRow(models.Model):
    """One row of the document from which a plan was read, verbatim and for ever: its cells, and where it stands."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="source_rows")
    headers = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    place = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]


class Action(models.Model):
    """Something the plan says will be done. Only a note changes its `status`; `news` is its latest note.

    `code` is ours (« code attribué »), since documents seldom have one. A removed action keeps its row: `removed_at` hides it, and
    `merged_into` names the action that took its words, so that both source rows stay known.
    `revision` grows with each edit, so that a second saver is told.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    section = models.ForeignKey(Section, models.PROTECT, related_name="actions")
    source_row = models.ForeignKey(SourceRow, models.PROTECT, null=True, blank=True, related_name="actions")
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="continued_by")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    code = models.CharField(_("code attribué"), max_length=16)
    text = models.TextField(_("libellé"))
    folded = FoldedField(of="text")
    extras = models.JSONField(_("autres colonnes"), default=dict, blank=True)
    position = models.PositiveIntegerField()
    status = models.CharField(_("état"), max_length=12, choices=Status.choices, default=Status.UPCOMING)
    news = models.ForeignKey("Note", models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="action_has_text", violation_error_message=_("Le libellé de l’action est obligatoire.")
            )
        ]

    def __str__(self) -> str:
        return self.text


class Responsibility(models.Model):
    """Who answers for an action: a body, an organisation, or one for the other. `words` is what the document says."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="responsibilities")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    words = models.TextField()
    role = models.CharField(max_length=12, choices=Role.choices)
    is_confirmed = models.BooleanField(_("confirmée"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]


class Schedule(models.Model):
    """What the plan says of one action for one fiscal year: the words, and the window of days computed from them."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="schedules")
    year = models.PositiveSmallIntegerField()
    words = models.TextField(_("échéance"), blank=True)
    kind = models.CharField(max_length=16)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "year"], name="schedule_once_a_year")]


class Target(models.Model):
    """A counted target of an action: so many of something, over a period."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="targets")
    number = models.PositiveIntegerField(_("nombre"))
    what = models.CharField(_("quoi"), max_length=300)
    per = models.CharField(max_length=10, choices=Per.choices, default=Per.UNSTATED)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]


class Note(models.Model):
    """Dated news of an action, written in a capacity, never edited afterwards. It may carry a change of status.

    `capacity` is that capacity in words, as it was then. An answer by the link of a letter (`by_letter`) has neither term nor
    coordination: its author is the person the letter was sent to. `on_behalf_of` names for whom the coordination wrote.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="notes")
    coordination = models.ForeignKey(Coordination, models.PROTECT, null=True, blank=True, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    on_behalf_of = models.CharField(_("au nom de"), max_length=300, blank=True)
    by_letter = models.BooleanField(_("par lettre"), default=False)
    dated_on = models.DateField(_("date"))
    written_at = models.DateTimeField()
    text = models.TextField(_("nouvelle"))
    folded = FoldedField(of="text")
    status = models.CharField(_("nouvel état"), max_length=12, choices=Status.choices, blank=True)

    class Meta:
        ordering = ["-dated_on", "-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="note_has_text", violation_error_message=_("Une nouvelle ne peut pas être vide.")
            )
        ]

    def __str__(self) -> str:
        return self.text


class Attachment(models.Model):
    """A file that came with a note."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(File, models.PROTECT, related_name="attachments")

    class Meta:
        ordering = ["pk"]


class Draft(models.Model):
    """What somebody is writing about an action and has not sent yet, kept as they type.

    `fields` are the other fields of the form, by name. What others wrote since `begun_at` is pointed out beside it.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, blank=True)
    fields = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "person"], name="draft_once")]


class Request(models.Model):
    """What one person was asked, at one time, about the actions that a body or an organisation leads.

    Somebody who is the person to reach of two bodies has two requests and receives one letter.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="requests")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="requests")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="requests")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests")
    asked_by = models.ForeignKey(Coordination, models.PROTECT, related_name="requests")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("réponse attendue le"))
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]


class Question(models.Model):
    """One action of a request. Its answer is a note; it may also be withdrawn."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="questions")
    action = models.ForeignKey(Action, models.CASCADE, related_name="questions")
    answer = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="answers")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "action"], name="question_once")]


class PointQuerySet(models.QuerySet["Point"]):
    """Readings of points to clarify."""

    def open(self) -> PointQuerySet:
        return self.filter(state=PointState.OPEN)


class Point(models.Model):
    """Something odd or silent in the text of the agreement or its plan, that somebody named can settle.

    `kind` and `params` make the sentence (`importing.understanding.points.sentence`); `sentence` is that sentence, in French,
    as it was shown when the document was read. `places` say where in the source.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="points")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="points")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="points")
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="points")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    places = models.JSONField(default=list)
    sentence = models.TextField()
    settled_by = models.ForeignKey(
        Body, models.SET_NULL, null=True, blank=True, related_name="points_to_settle", verbose_name=_("qui peut préciser")
    )
    state = models.CharField(max_length=10, choices=PointState.choices, default=PointState.OPEN)
    settlement = models.TextField(_("précision"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(max_length=300, blank=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=PointState.OPEN) | models.Q(settled_at__isnull=False),
                name="point_settled_is_dated",
                violation_error_message=_("Un point précisé ou écarté porte une date."),
            )
        ]


class Edit(models.Model):
    """One change to the actions of a draft plan, with what each action was before and after, so that it can be undone."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="edits")
    kind = models.CharField(max_length=10, choices=EditKind.choices)
    before: Any = models.JSONField(default=list)
    after: Any = models.JSONField(default=list)
    coordination = models.ForeignKey(Coordination, models.PROTECT, related_name="edits")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
