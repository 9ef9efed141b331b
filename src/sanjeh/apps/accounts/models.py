"""People, the mandates by which they act, and what they hand on to others.

Triggers of the database refuse any change of a mandate, but its one confirmation and its one end.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from sanjeh.core.integrity.references import Subject

AUTHORITY = "authorities.Authority"


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""


class Person(AbstractBaseUser):
    """`email`, in small letters, is proven by whoever opened a link that was sent there."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    email = models.EmailField(null=True, unique=True)
    email_proved_at = models.DateTimeField(null=True)
    phone = models.CharField(max_length=40, default="", db_default="", blank=True)
    language = models.CharField(max_length=12, default="fa", db_default="fa")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=None) | Q(email=Lower("email")), name="email_in_small_letters"
            ),
        ]

    @property
    def reference(self) -> str:
        """Return the name under which the journal knows this person."""
        return Subject.PERSON.named(self.pk)


class Mandate(models.Model):
    """Somebody acts in this role, for this body or for the house (empty), by this letter, from a moment on
    until another. `given_by` is empty where the system gave it: the very first one, and those of old.

    Never two at one time of the same authority, person, role and body (an EXCLUDE constraint).
    """

    authority = models.ForeignKey(
        AUTHORITY,
        models.PROTECT,
        to_field="code",
        default="default",
        db_default="default",
        related_name="+",
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=30)
    body = models.CharField(max_length=60, default="", blank=True, db_index=True)
    letter_number = models.CharField(max_length=80, default="", blank=True)
    letter_date = models.DateField(null=True)
    letter_sha256 = models.CharField(max_length=64, default="", blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    needs_two = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="mandate_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(since__gte=F("given_at")), name="mandate_is_not_backdated"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("given_at")), name="mandate_ends_once_given"
            ),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("person")), name="mandate_is_given_by_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False, needs_two=True)
                    & ~Q(confirmed_by=F("person"))
                ),
                name="mandate_is_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(given_by=None) | ~Q(confirmed_by=F("given_by")),
                name="mandate_is_confirmed_by_a_second",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.MANDATE.named(self.pk)


class Delegation(models.Model):
    """A department answers for a part of what its body is asked; no list is all of that kind."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="delegations")
    department = models.CharField(max_length=200)
    indicators = ArrayField(models.CharField(max_length=60), default=list)
    services = ArrayField(models.CharField(max_length=60), default=list)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
                name="delegation_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(department=""), name="delegation_names_its_department"),
        ]


class Invitation(models.Model):
    """A mandate that waits for whoever holds the link, or proves to have this e-mail address."""

    authority = models.ForeignKey(
        AUTHORITY,
        models.PROTECT,
        to_field="code",
        default="default",
        db_default="default",
        related_name="+",
    )
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(default="", blank=True, db_index=True)
    display_name = models.CharField(max_length=120)
    role = models.CharField(max_length=30)
    body = models.CharField(max_length=60, default="", blank=True)
    letter_number = models.CharField(max_length=80, default="", blank=True)
    letter_date = models.DateField(null=True)
    letter_sha256 = models.CharField(max_length=64, default="", blank=True)
    mandate_until = models.DateTimeField()
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at=None, claimed_by=None)
                | Q(claimed_at__isnull=False, claimed_by__isnull=False, withdrawn_at=None),
                name="invitation_is_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None) | Q(invited_by=None) | ~Q(claimed_by=F("invited_by")),
                name="invitation_is_claimed_by_another",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.INVITATION.named(self.pk)


class Reminder(models.Model):
    """Somebody is to be told that a mandate ends in so many days; `told_at` is set by whoever sends it."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="reminders")
    days = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mandate", "days"], name="reminded_once")]
