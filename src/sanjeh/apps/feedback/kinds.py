"""What readers tell us of our own pages."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable


class FeedbackKind(StrEnum):
    """What a message is about."""

    PROBLEM = "problem"
    BARRIER = "barrier"
    MISTAKE = "mistake"
    SUGGESTION = "suggestion"


class Helped(StrEnum):
    """Whether the page did for its reader what it should."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


KINDS = {
    FeedbackKind.PROBLEM: Translatable("چیزی در این صفحه کار نمی‌کند"),
    FeedbackKind.BARRIER: Translatable("با صفحه‌کلید، صفحه‌خوان یا تلفن به مانعی برخورده‌ام"),
    FeedbackKind.MISTAKE: Translatable("نوشته یا رقمی به نظرم نادرست است"),
    FeedbackKind.SUGGESTION: Translatable("پیشنهادی دارم"),
}
HELPED = {
    Helped.YES: Translatable("آری", key="feedback: did the page help"),
    Helped.PARTLY: Translatable("تا اندازه‌ای"),
    Helped.NO: Translatable("نه", key="feedback: did the page help"),
}
