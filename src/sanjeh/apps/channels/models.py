"""By which ways the house is reached, what was seen of each, and when none of them worked.

A channel counts from its notice on, put in force by a second person; triggers keep all else as entered.
"""

from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.messages.models import Incoming
from sanjeh.apps.notices.models import Notice
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.channels import ChannelKind
from sanjeh.core.workflow.redirects import ReachedBy


class Channel(models.Model):
    """One way; nobody entered the one that came with the program: it is the house's own form.

    `notice` told of it, `end_notice` of its end; `authorised_from` and `ended_from` may lie ahead.
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ChannelKind])
    title_fa = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    address = models.CharField(max_length=500, blank=True)
    hours_fa = models.CharField(max_length=200, blank=True)
    hours_en = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Notice, models.PROTECT, to_field="number", null=True, related_name="+")
    authorised_from = models.DateTimeField(null=True)
    put_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    end_notice = models.ForeignKey(Notice, models.PROTECT, to_field="number", null=True, related_name="+")
    ended_from = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(ChannelKind)), name="channel_kind_known"),
            models.CheckConstraint(
                condition=Q(made_by=None, made_at=None, put_by=None, authorised_from__isnull=False)
                | Q(made_by__isnull=False, made_at__isnull=False),
                name="channel_was_made_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(made_by=None)
                | Q(notice=None, authorised_from=None, put_by=None)
                | Q(notice__isnull=False, authorised_from__isnull=False, put_by__isnull=False),
                name="channel_in_force_with_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(put_by=None) | ~Q(put_by=F("made_by")), name="channel_put_in_force_by_a_second"
            ),
            models.CheckConstraint(
                condition=Q(end_notice=None, ended_from=None, ended_by=None)
                | Q(end_notice__isnull=False, ended_from__isnull=False, ended_by__isnull=False),
                name="channel_ends_with_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(ended_from=None)
                | Q(authorised_from__isnull=False, ended_from__gte=F("authorised_from")),
                name="channel_ends_after_it_began",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.CHANNEL.named(self.number)


class ChannelCheck(models.Model):
    """What one look of the machine, or one report of a person, said; `why` is empty when it works."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="checks")
    at = models.DateTimeField()
    is_up = models.BooleanField()
    took_ms = models.PositiveIntegerField(null=True)
    why = models.CharField(max_length=300, blank=True, default="", db_default="")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(is_up=True) | ~Q(why=""), name="channel_down_says_why"),
            models.CheckConstraint(condition=Q(at__lte=F("told_at")), name="channel_seen_before_it_is_told"),
        ]
        indexes = [models.Index(fields=["channel", "-at"], name="channel_check_of")]


class Outage(models.Model):
    """A time in which no channel worked, worked out from what was seen; every open time of the other side
    stands still in it. `notice` told of it once it was over, where it took any working time.
    """

    number = models.PositiveIntegerField(unique=True)
    began_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    working_seconds = models.PositiveIntegerField(null=True)
    notice = models.ForeignKey(Notice, models.PROTECT, to_field="number", null=True, related_name="+")

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, closed_at=None, working_seconds=None, notice=None)
                | Q(ended_at__gt=F("began_at"), closed_at__isnull=False, working_seconds__isnull=False),
                name="outage_is_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(working_seconds=0) | Q(notice__isnull=False),
                name="outage_is_announced",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.OUTAGE.named(self.number)


class Redirect(models.Model):
    """Something that came by another way and was courteously led to a channel; by itself it opens nothing.

    What was written lies in `sealed` under a key of its own; emptying `locked` erases it for good.
    """

    number = models.PositiveIntegerField(unique=True)
    reached_by = models.CharField(max_length=20)
    incoming = models.OneToOneField(Incoming, models.PROTECT, null=True, related_name="redirect")
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField(blank=True)
    locked = models.BinaryField(null=True)
    is_answered = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    lodged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(reached_by__in=list(ReachedBy)), name="redirect_way_known"),
            models.CheckConstraint(
                condition=Q(by=None, incoming__isnull=False) | Q(by__isnull=False, incoming=None),
                name="redirect_of_a_mail_or_by_a_person",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.REDIRECT.named(self.number)
