"""The versions of the agreement of an authority; a trigger keeps each as it was loaded."""

from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.agreements.clauses import AgreementText, read_agreement
from sanjeh.apps.authorities.models import OfAuthority
from sanjeh.apps.notices.models import Notice
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.gaps import GapKind

NOT_YET_AGREED = (VersionState.DRAFT, VersionState.CONSULTATION, VersionState.WITHDRAWN)


class AgreementVersion(OfAuthority):
    """One version: `exact` are the Persian bytes that bind; both readings are there to help.

    `reading_fa` has the same letters, with the half-spaces that belong there. A version is valid from
    `valid_from` to just before `valid_until`, once a second person has confirmed it and it was put in force
    after its notice (a trigger holds that). The first of the house came with the program, before there were
    such rows: nobody loaded it here.
    """

    state = models.CharField(max_length=20, default=VersionState.DRAFT, db_default=VersionState.DRAFT)
    number = models.PositiveSmallIntegerField()
    exact = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    reading_fa = models.TextField(default="", db_default="", blank=True)
    reading_en = models.TextField()
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField()
    until_fa = models.CharField(max_length=100)
    until_en = models.CharField(max_length=100)
    loaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Notice, models.PROTECT, to_field="number", null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="agreement_number_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until__gt=F("valid_from")),
                name="agreement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("loaded_by")),
                name="agreement_is_confirmed_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="agreement_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(VersionState)), name="agreement_stands_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=NOT_YET_AGREED) | Q(loaded_by=None) | Q(confirmed_at__isnull=False),
                name="agreement_is_offered_by_two",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.AGREEMENT.named(self.number)

    @property
    def exact_text(self) -> str:
        return bytes(self.exact).decode("utf-8-sig")

    @property
    def words(self) -> AgreementText:
        """Return the clauses as they were agreed."""
        return read_agreement(self.exact_text)


class EndReminder(models.Model):
    """Those whom it concerns have been told that a version ends in so many days."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="end_reminders")
    days = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "days"], name="end_of_agreement_reminded_once")
        ]


class Acceptance(models.Model):
    """A body has accepted this version, by a mandate that speaks for it and after both factors were shown.

    A trigger compares `shown_sha256` with the text, and the mandate with the body.
    """

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="acceptances")
    body = models.CharField(max_length=60)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    shown_sha256 = models.CharField(max_length=64)
    second_factor_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "body"], name="agreement_accepted_once_by_a_body"),
            models.CheckConstraint(
                condition=Q(second_factor_at__lte=F("at")), name="agreement_accepted_after_both_factors"
            ),
        ]


class Comment(models.Model):
    """What a body says of a version that is being talked over; clause 0 is the text as a whole."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="comments")
    body = models.CharField(max_length=60)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    clause = models.PositiveSmallIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_has_words")]


class CommentAnswer(models.Model):
    """The one answer to a comment; until each has one the version is not offered."""

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="answer")
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="answer_has_words")]


class Gap(OfAuthority):
    """What a sentence of a version announces and does not give; `sentence` are words of that version.

    What came with the program, beside the first agreement of the house, nobody registered here.
    """

    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="gaps")
    clause = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in GapKind])
    sentence = models.TextField()
    lacks_fa = models.TextField()
    lacks_en = models.TextField()
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="gap_number_once"),
            models.CheckConstraint(condition=Q(kind__in=list(GapKind)), name="gap_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=~Q(sentence="") & ~Q(lacks_fa=""), name="gap_names_its_sentence"
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.GAP.named(self.number)


class GapProposal(models.Model):
    """Words that a later version may hold; until it binds they have no effect at all."""

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="proposals")
    words_fa = models.TextField()
    words_en = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words_fa="") & ~Q(words_en=""), name="proposal_has_words"),
        ]
