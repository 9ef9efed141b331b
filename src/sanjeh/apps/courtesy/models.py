"""Courtesy of both sides. An answer is never a row: it raises four counters, and leads to nobody.

Triggers let a counter grow by one, an invitation be used once, and nothing of a released batch change.
"""

from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.courtesy.kinds import SCORES, Contact, Question
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.incidents import Against, IncidentState


class Batch(models.Model):
    """The answers after one kind of contact, open until enough have come; days alone, never a moment."""

    contact = models.CharField(max_length=20)
    opened_on = models.DateField()
    released_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(released_on=None), name="one_open_batch_a_contact"
            ),
            models.CheckConstraint(condition=Q(contact__in=list(Contact)), name="contact_is_known"),
        ]


class Invite(models.Model):
    """A question that went out: who holds its secret may answer once. It names neither person nor batch."""

    contact = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    is_used = models.BooleanField(default=False, db_default=False)


class Asked(models.Model):
    """Somebody was asked on this day, so that nobody is asked again soon; of what came of it, nothing."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    line = models.BigIntegerField(unique=True)
    asked_on = models.DateField()


class CaseAsked(models.Model):
    """Whoever complained was asked after this line of the case; who that is, nobody here knows."""

    complaint = models.PositiveIntegerField()
    line = models.BigIntegerField(unique=True)
    asked_on = models.DateField()


class Tally(models.Model):
    """How often this score was given to this question in a batch."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="tallies")
    question = models.CharField(max_length=20)
    score = models.PositiveSmallIntegerField()
    given = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["batch", "question", "score"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "question", "score"], name="one_tally_a_score"),
            models.CheckConstraint(
                condition=Q(question__in=list(Question), score__in=SCORES), name="tally_of_a_known_question"
            ),
        ]


class RulesAccepted(models.Model):
    """Somebody has read the house rules in this version."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="rules_accepted_once")]


class Incident(models.Model):
    """Conduct of one side that the other reports; the words are for those concerned and whoever decides.

    Words, answer and reasons are sealed under the key of the incident. `about` is whose conduct it is. The
    other side has until `answer_due_at` to answer before anybody decides.
    """

    number = models.PositiveIntegerField(unique=True)
    against = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=IncidentState.REPORTED)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField()
    reported_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    answer = models.TextField(null=True)
    answered_at = models.DateTimeField(null=True)
    reasons = models.TextField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(against__in=list(Against), state__in=list(IncidentState)),
                name="incident_is_known",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="incident_has_words"),
            models.CheckConstraint(condition=~Q(about=F("reported_by")), name="incident_is_of_somebody_else"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("about")) & ~Q(decided_by=F("reported_by")),
                name="incident_is_decided_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["reported", "answered"], decided_by=None, decided_at=None, reasons=None
                )
                | Q(
                    state__in=["confirmed", "not_confirmed"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    reasons__isnull=False,
                )
                & ~Q(reasons=""),
                name="incident_is_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None)
                | Q(answered_at__isnull=False)
                | Q(decided_at__gte=F("answer_due_at")),
                name="incident_is_decided_when_heard_or_silent",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.INCIDENT.named(self.number)


class IncidentKey(models.Model):
    """What opens the words of one incident, itself locked; deleting this row erases them for good."""

    incident = models.OneToOneField(Incident, models.PROTECT, related_name="key")
    locked = models.BinaryField()
