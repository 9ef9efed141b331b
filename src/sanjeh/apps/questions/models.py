"""Questions to the experts, part by part, with their clocks; and the answers from which everybody may learn.

Triggers keep every word, and let the state alone go on, by the moves of its table.
"""

from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.messages.models import Incoming
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.questions import About, QuestionState


class Question(models.Model):
    """A question of somebody who speaks for a body; `seconds` is its target as it was when it was asked."""

    number = models.PositiveIntegerField(unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    body = models.CharField(max_length=60)
    about = models.CharField(max_length=20)
    # The code of an indicator or service, or the number of a notice; empty for another matter.
    name = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    day_seconds = models.PositiveIntegerField()
    agreement = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default=QuestionState.OPEN)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=list(About), state__in=list(QuestionState)), name="question_is_known"
            ),
            models.CheckConstraint(
                condition=Q(seconds__gt=0, day_seconds__gt=0), name="question_has_a_target"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="question_has_a_title"),
        ]

    @property
    def reference(self) -> str:
        return Subject.QUESTION.named(self.number)


class Part(models.Model):
    """One of the things that were asked; each gets an answer of its own."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="part_once"),
            models.CheckConstraint(condition=~Q(text=""), name="part_has_words"),
        ]


class PartWord(models.Model):
    """An answer to a part, or the asker's word that it was none (`is_answer` false); both only grow."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="words")
    is_answer = models.BooleanField()
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="word_about_a_part_is_said")]


class Note(models.Model):
    """What was said about the whole: an expert asks back, the asker replies, or a mail came to its thread.

    Of a mail (`incoming`) nobody has proven who wrote it: it changes nothing.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    incoming = models.OneToOneField(Incoming, models.PROTECT, null=True, related_name="note_of_a_question")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_has_words"),
            models.CheckConstraint(
                condition=Q(by=None, incoming__isnull=False) | Q(by__isnull=False, incoming=None),
                name="note_of_a_person_or_a_mail",
            ),
        ]


class QuestionEvent(models.Model):
    """What happened to the clock of a question, as facts that are never changed."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    reason = models.CharField(max_length=20, blank=True, default="", db_default="")
    held_by = models.CharField(max_length=20, blank=True, default="", db_default="")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="paused") & ~Q(reason="") | ~Q(kind="paused") & Q(reason=""),
                name="pause_of_a_question_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="reopened") & ~Q(held_by="") | ~Q(kind="reopened") & Q(held_by=""),
                name="reopened_question_says_whose_time_passed",
            ),
            models.UniqueConstraint(
                fields=["question"], condition=Q(kind="started"), name="question_starts_once"
            ),
        ]


class AnswerTemplate(models.Model):
    """Words with which an answer may begin; another wording is another row."""

    title = models.CharField(max_length=120)
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title"], condition=Q(retired_at=None), name="one_template_of_a_title"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="template_has_words"),
        ]


class Faq(models.Model):
    """A question and its answer for everybody; it names nobody, and another than its writer publishes it."""

    number = models.PositiveIntegerField(unique=True)
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=20)
    name = models.CharField(max_length=60, blank=True)
    question_fa = models.TextField()
    question_en = models.TextField(blank=True)
    answer_fa = models.TextField()
    answer_en = models.TextField(blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(question_fa="") & ~Q(answer_fa=""), name="faq_has_words"),
            models.CheckConstraint(
                condition=Q(published_by=None, published_at=None)
                | Q(published_by__isnull=False, published_at__isnull=False)
                & ~Q(published_by=F("drafted_by")),
                name="faq_is_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="faq_is_withdrawn_by_somebody",
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.FAQ.named(self.number)
