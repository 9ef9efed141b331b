"""Complaints. Triggers let only the state change, and keep every word of a case."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanjeh.apps.accounts.models import Person


class Complaint(models.Model):
    number = models.PositiveIntegerField(unique=True)
    receipt_hash = models.CharField(max_length=64)
    # Sealed, like every word of the case: see `apps.sealing`.
    salt = models.TextField()
    kind = models.CharField(max_length=20)
    body = models.CharField(max_length=60, blank=True)
    round = models.CharField(max_length=40, blank=True)
    complainant = models.TextField(blank=True)
    # Of whose conduct this is, in the words of the complainant.
    about_person = models.TextField(blank=True, default="")
    # The journal's references to all that this is about: whoever acted on one of them is barred.
    subject_refs = ArrayField(models.CharField(max_length=120))
    agreement = models.PositiveSmallIntegerField()
    lodged_at = models.DateTimeField()
    # What the complainant mixes into every draw of the case, sealed until it is told with a seat.
    nonce = models.TextField(default="", db_default="")
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ["number"]


class CaseKey(models.Model):
    """What opens the words of one complaint, itself locked; deleting this row erases them for good."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="key")
    locked = models.BinaryField()


class LegalHold(models.Model):
    """As long as one is open, the words of the complaint may not be erased."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(lifted_by=None, lifted_at=None)
                | (models.Q(lifted_at__isnull=False) & ~models.Q(lifted_by=models.F("placed_by"))),
                name="hold_is_lifted_by_somebody_else",
            ),
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(lifted_at=None), name="one_open_hold"
            ),
        ]


class Tie(models.Model):
    """Two people of the house stand so close that one has no hand in a complaint about the other.

    `one` is the supervisor where the tie is of supervision; a tie ends, and bars for two years more.
    """

    kind = models.CharField(max_length=20)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="tie_is_of_two"),
            models.UniqueConstraint(
                fields=["kind", "one", "other"], condition=models.Q(ended_at=None), name="tied_once"
            ),
        ]


class Allegation(models.Model):
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="allegations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="allegation_once")]


class Statement(models.Model):
    """What somebody said in a case; `by` is empty for the complainant and for the system."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "kind"],
                condition=models.Q(kind__in=["acknowledgement", "admission", "refusal", "answer"]),
                name="one_statement_of_a_kind",
            )
        ]


class AnswerLink(models.Model):
    """By this secret the other side of a case answers once, though nobody signs in with a mandate.

    It went to the proven address of `person`, and is known here by its hash alone.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="answer_links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(used_at__lt=models.F("expires_at")),
                name="answer_link_is_used_in_time",
            ),
        ]


class Ruling(models.Model):
    """What the handler found of one allegation, and why; `read_by` has read it before it was given.

    A ruling that a panel has quashed is followed by one more, of other people (`cycle`).
    """

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="rulings")
    cycle = models.PositiveSmallIntegerField(default=1, db_default=1)
    verdict = models.CharField(max_length=20)
    reasons = models.TextField()
    # Why it differs from two earlier rulings on the like, where it does.
    distinguishing = models.TextField(default="", db_default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["cycle"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reasons=""), name="ruling_has_reasons"),
            models.UniqueConstraint(fields=["allegation", "cycle"], name="one_ruling_a_cycle"),
            models.CheckConstraint(
                condition=models.Q(read_by=None) | ~models.Q(read_by=models.F("by")),
                name="ruling_is_read_by_another",
            ),
        ]


class Attempt(models.Model):
    """A recent attempt, counted by the limit named `door`; the next one after its time removes it."""

    door = models.CharField(max_length=20)
    source = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["door", "source", "at"], name="attempt_count")]
