"""Who did what, when, about which matter. Triggers of the database refuse any change or removal."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class JournalLine(models.Model):
    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    what = models.CharField(max_length=80)
    about = ArrayField(models.CharField(max_length=120))
    facts = models.JSONField()
    # Unique: two lines cannot follow the same one, so the chain cannot fork.
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            GinIndex(fields=["about"], name="journal_about"),
            models.Index(fields=["by"], name="journal_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="journal_numbers_from_one"),
            models.CheckConstraint(condition=Q(about__len__gte=1), name="journal_line_has_a_matter"),
        ]


class JournalCheckpoint(models.Model):
    """A signed root over all lines up to a size: what others keep, and hold against the journal later.

    `root` is in hexadecimal digits, `note` is the whole signed text as it is published.
    """

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    root = models.CharField(max_length=64)
    note = models.TextField()

    class Meta:
        ordering = ["-size"]
        constraints = [models.CheckConstraint(condition=Q(size__gte=1), name="checkpoint_over_a_line")]


class KeyChange(models.Model):
    """One change of the key that signs: `note` is the text that both keys have signed, as it is published.

    The two keys are the 32 public bytes in base64; neither may follow, or be followed, twice.
    """

    number = models.AutoField(primary_key=True)
    at = models.DateTimeField()
    former = models.CharField(max_length=44, unique=True)
    following = models.CharField(max_length=44, unique=True)
    note = models.TextField()

    class Meta:
        ordering = ["number"]
