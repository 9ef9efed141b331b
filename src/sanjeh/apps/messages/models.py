"""What was written to people, by which way it went, and what came back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanjeh.apps.accounts.models import Person
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.despatches import Channel, DespatchState


class Message(models.Model):
    """One message in the words in which it went out; a trigger keeps them.

    It is to a person of the house, or to an address alone (that of its one despatch), which then has a page
    `ends_at` where no more such mail is asked for.
    """

    template = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    about = models.CharField(max_length=120)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="messages")
    ends_at = models.CharField(max_length=2000, blank=True, default="", db_default="")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    short = models.CharField(max_length=400)
    link = models.CharField(max_length=2000)
    is_acknowledged = models.BooleanField()
    made_at = models.DateTimeField()
    # The Message-ID of the mail that this one answers, by a program (RFC 3834).
    answers_id = models.CharField(max_length=300, blank=True, default="", db_default="")
    reminds_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reminders")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-made_at"], name="message_inbox"),
            models.Index(fields=["about"], name="message_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(is_acknowledged=False),
                name="message_is_seen_by_a_person",
            ),
        ]


class Despatch(models.Model):
    """A message on one way; `address` is emptied some time after it has arrived."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="despatches")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=20, default=DespatchState.QUEUED)
    address = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # How the other side knows it: the Message-ID, the gateway's name, the number of the post.
    provider_id = models.CharField(max_length=300, blank=True, db_index=True)
    problem = models.CharField(max_length=300, blank=True)
    letter_number = models.PositiveIntegerField(null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="despatch_once_per_channel"),
            models.CheckConstraint(
                condition=Q(channel__in=list(Channel), state__in=list(DespatchState)),
                name="despatch_channel_and_state_known",
            ),
            models.CheckConstraint(
                condition=Q(letter_number=None) | Q(channel=Channel.LETTER), name="only_letters_are_numbered"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="despatch_due", condition=Q(state=DespatchState.QUEUED)),
        ]


class Incoming(models.Model):
    """A mail that came in, stored before anything is done with it; handled once.

    `raw` lies sealed under a key of its own; `size` is what the mail had, of which one that was too large is
    kept in its head alone. `content_sha256` is of what its writer wrote, whatever way it has come.
    `is_quarantined`: a person has to look at it; `problem` says what went wrong, `settled_by` who has looked.
    """

    message_id = models.CharField(max_length=300, unique=True)
    raw = models.BinaryField()
    size = models.PositiveIntegerField(default=0, db_default=0)
    content_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    handled_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True, default="", db_default="")
    outcome = models.CharField(max_length=20, blank=True, default="", db_default="")
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    kind = models.CharField(max_length=20, blank=True)
    despatch = models.ForeignKey(Despatch, on_delete=models.PROTECT, null=True, related_name="answers")
    note = models.CharField(max_length=300, blank=True)
    is_quarantined = models.BooleanField(default=False)
    about = ArrayField(models.CharField(max_length=300), default=list)

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["received_at"], name="incoming_waits", condition=Q(handled_at=None)),
        ]

    @property
    def reference(self) -> str:
        return Subject.MAIL.named(self.pk)


class IncomingKey(models.Model):
    """What opens one mail, itself locked; deleting this row erases the mail for good."""

    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT, related_name="key")
    locked = models.BinaryField()
