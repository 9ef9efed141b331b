"""Who was drawn for a case, and how it ended; triggers seat nobody whom the draw did not choose."""

from django.db import models

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk.models.cases import Complaint


class Draw(models.Model):
    """The line of the journal that lists who may be drawn; the seed of the draw comes the next day."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="draws")
    role = models.CharField(max_length=20)
    places = models.PositiveSmallIntegerField()
    line = models.BigIntegerField(unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["line"]


class Seat(models.Model):
    """Somebody whom the draw chose; `draw_line` is the journal line that lists the eligible, `checkpoint` the
    size of the signed root that decided (empty for seats of the older draw), `nonce` what was mixed in.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, default="handler", db_default="handler")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    draw_line = models.BigIntegerField()
    checkpoint = models.BigIntegerField(null=True)
    nonce = models.CharField(max_length=64, default="", db_default="")
    # Who was seated before declarations were asked for owes none.
    owes_declaration = models.BooleanField(default=True, db_default=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "person"], name="seated_once_in_a_case"),
        ]


class Declaration(models.Model):
    """What somebody who was drawn has declared: first the names of the parties, then the word, then the file.

    `is_clear` says that there is no tie to any of them; where it does not, the seat has ended.
    """

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="declaration")
    names_read_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    is_clear = models.BooleanField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed_at=None, is_clear=None)
                | models.Q(
                    signed_at__isnull=False, signed_at__gte=models.F("names_read_at"), is_clear__isnull=False
                ),
                name="names_are_read_before_the_word",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at=None)
                | models.Q(signed_at__isnull=False, opened_at__gte=models.F("signed_at"), is_clear=True),
                name="word_is_given_before_the_file",
            ),
        ]


class SeatEnd(models.Model):
    """Why a seat ended; nobody is unseated for any other reason."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="ended")
    reason = models.CharField(max_length=20)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Challenge(models.Model):
    """What the complainant holds against somebody who was drawn, and what another decided of it; sealed."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="challenge")
    reasons = models.TextField()
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_upheld = models.BooleanField(null=True)
    why = models.TextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reasons=""), name="challenge_has_reasons"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_at=None, is_upheld=None, why=None)
                | (
                    models.Q(decided_by__isnull=False, decided_at__isnull=False, is_upheld__isnull=False)
                    & models.Q(why__gt="")
                ),
                name="challenge_is_decided_with_a_word",
            ),
        ]


class Vote(models.Model):
    """What a member of a panel has voted: sealed, and shown to nobody until the last one has.

    `commitment` stands in the journal at once; it is the SHA-256 of the nonce and the vote.
    """

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="vote")
    commitment = models.CharField(max_length=64)
    sealed = models.TextField()
    at = models.DateTimeField()
