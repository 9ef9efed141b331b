"""Published notices, and the texts that no version of is in force without one.

Triggers of the database refuse any change of a notice: a mistake is mended by a new one.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.authorities.models import OfAuthority
from sanjeh.apps.notices.kinds import Kind, Rhythm
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.provisions import ProvisionKind


class Notice(OfAuthority):
    """A notice as it was published.

    `earliest_at` is from when on it could take effect without a reason, as the calendar was known then; it is
    empty in those of before that was kept.
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    version = models.CharField(max_length=80)
    title_fa = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_fa = models.TextField()
    body_en = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    effective_at = models.DateTimeField()
    earliest_at = models.DateTimeField(null=True)
    short_notice_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["kind", "version"], name="notice_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_at__gte=F("published_at")), name="notice_before_it_takes_effect"
            ),
            models.CheckConstraint(
                condition=Q(earliest_at=None)
                | Q(effective_at__gte=F("earliest_at"))
                | ~Q(short_notice_reason=""),
                name="short_notice_has_a_reason",
            ),
        ]


class Provision(OfAuthority):
    """One version of a form, a list of documents or a process, kept as it was loaded.

    It is in force from the effect of its notice on; who loaded it does not put it in force.
    """

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ProvisionKind])
    code = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    title_fa = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_fa = models.TextField()
    text_en = models.TextField()
    sha256 = models.CharField(max_length=64)
    loaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    notice = models.ForeignKey(Notice, models.PROTECT, to_field="number", null=True, related_name="+")
    in_force_from = models.DateTimeField(null=True)
    put_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "number"], name="provision_number_once"),
            models.CheckConstraint(condition=Q(kind__in=list(ProvisionKind)), name="provision_kind_known"),
            models.CheckConstraint(
                condition=Q(in_force_from=None, notice=None, put_by=None)
                | Q(in_force_from__isnull=False, notice__isnull=False, put_by__isnull=False),
                name="provision_in_force_with_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(put_by=None) | ~Q(put_by=F("loaded_by")),
                name="provision_put_in_force_by_a_second",
            ),
        ]

    @property
    def name(self) -> str:
        """Return the version by which a notice tells of it."""
        return f"{self.code}@{self.number}"

    @property
    def reference(self) -> str:
        return Subject(self.kind).named(self.name)


class Subscription(OfAuthority):
    """An address to which notices of some topics are sent; it is emptied when somebody ends it.

    `told_up_to` is the number of the last notice that a mail told of, or that was there before it.
    """

    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=12)
    topics = ArrayField(models.CharField(max_length=20), default=list)
    rhythm = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Rhythm])
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_up_to = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "email"], condition=Q(ended_at=None), name="one_subscription_an_address"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(email=""), name="ended_subscription_has_no_address"
            ),
            models.CheckConstraint(condition=Q(rhythm__in=list(Rhythm)), name="subscription_rhythm_known"),
        ]

    @property
    def reference(self) -> str:
        return Subject.SUBSCRIPTION.named(self.pk)
