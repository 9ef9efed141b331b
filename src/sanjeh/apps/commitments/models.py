"""What the agreement promises, sentence by sentence; what the nightly check found; what followed of a breach.

Triggers keep the rows of a version that was offered, every finding, and what happened to a breach.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.commitments.kinds import Period, Remedy, Side, Verdict
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.breaches import BreachState


class Commitment(models.Model):
    """One sentence of a version; `sentence` stands in its bytes exactly so (a trigger looks).

    `target` is the least share of what is counted, None where the version names none; `remedies` are the only
    ones that may follow a breach.
    """

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="commitments")
    code = models.CharField(max_length=10)
    clause = models.PositiveSmallIntegerField()
    sentence = models.TextField()
    reading_en = models.TextField()
    side = models.CharField(max_length=20)
    duty = models.CharField(max_length=30)
    metric = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    target = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    remedies = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="commitment_once_a_version"),
            models.CheckConstraint(
                condition=Q(side__in=list(Side), period__in=list(Period)), name="commitment_side_known"
            ),
            models.CheckConstraint(
                condition=Q(remedies__contained_by=list(Remedy)), name="remedies_are_without_money"
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__gt=0, target__lte=1), name="target_is_a_share"
            ),
        ]


class Tariff(models.Model):
    """What a body pays under a version: nothing. A constraint lets no other figure in."""

    version = models.OneToOneField(AgreementVersion, models.PROTECT, related_name="tariff")
    rials = models.DecimalField(max_digits=18, decimal_places=2, default=0, db_default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rials=0), name="service_is_free_of_charge")]


class CheckRun(models.Model):
    """One nightly check; what it found are its lines."""

    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()

    class Meta:
        ordering = ["-pk"]


class CheckLine(models.Model):
    """What one check found in a run. `query_sha256` is of the query that was asked: a changed one is seen.

    `refs` are the first violations, `violations` is how many there were.
    """

    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="lines")
    code = models.CharField(max_length=10)
    verdict = models.CharField(max_length=20)
    hits = models.BigIntegerField(null=True)
    whole = models.BigIntegerField(null=True)
    violations = models.PositiveIntegerField()
    refs = ArrayField(models.CharField(max_length=120), default=list)
    # The text of the house that says why nothing was measured.
    why = models.CharField(max_length=300, blank=True, default="", db_default="")
    query_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "code"], name="one_line_a_check"),
            models.CheckConstraint(condition=Q(verdict__in=list(Verdict)), name="verdict_is_known"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.BROKEN, violations__gt=0)
                | ~Q(verdict=Verdict.BROKEN) & Q(violations=0),
                name="broken_means_that_something_violates",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NOT_MEASURED) & ~Q(why="")
                | ~Q(verdict=Verdict.NOT_MEASURED) & Q(why=""),
                name="what_is_not_measured_says_why",
            ),
        ]
        indexes = [models.Index(fields=["code", "-run"], name="check_line_of_a_code")]


class Breach(models.Model):
    """What the check found unkept, and what followed. `refs` are the violations that opened it.

    `remedies` are those of the version, none where it holds none: then nothing is due, and that is said.
    """

    number = models.PositiveIntegerField(unique=True)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="breaches")
    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="+")
    refs = ArrayField(models.CharField(max_length=120))
    remedies = ArrayField(models.CharField(max_length=20), default=list)
    state = models.CharField(max_length=20, default=BreachState.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(BreachState)), name="breach_state_known"),
            models.CheckConstraint(
                condition=Q(remedies=[], due_at=None) | (~Q(remedies=[]) & Q(due_at__gt=F("opened_at"))),
                name="what_was_agreed_is_due",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.BREACH.named(self.number)


class BreachStep(models.Model):
    """What somebody did with a breach: the move, its words, and the remedy where it was one."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    remedy = models.CharField(max_length=20, blank=True, default="", db_default="")
    words = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="step_of_a_breach_has_words"),
            models.CheckConstraint(
                condition=Q(move="remedy") & ~Q(remedy="") | ~Q(move="remedy") & Q(remedy=""),
                name="remedy_is_named_with_its_move",
            ),
        ]


class Violation(models.Model):
    """The shape of what a query of violations returns; no table."""

    ref = models.TextField(primary_key=True)

    class Meta:
        managed = False


class Count(models.Model):
    """The shape of what a query of a figure returns; no table."""

    id = models.IntegerField(primary_key=True)
    hits = models.BigIntegerField()
    whole = models.BigIntegerField()

    class Meta:
        managed = False
