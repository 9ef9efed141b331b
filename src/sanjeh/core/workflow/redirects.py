"""By which other way something reached a person of the house, before it was led to an authorised channel."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable


class ReachedBy(StrEnum):
    MAILBOX = "mailbox"
    FORWARDED = "forwarded"
    PRIVATE_MAIL = "private_mail"
    PHONE = "phone"
    MESSENGER = "messenger"
    LETTER = "letter"
    IN_PERSON = "in_person"


REACHED_BY = {
    ReachedBy.MAILBOX: Translatable("نامه به صندوق ایمیل ما"),
    ReachedBy.FORWARDED: Translatable("نامه به کارشناس، که آن را فرستاد"),
    ReachedBy.PRIVATE_MAIL: Translatable("نامه به نشانی خود کارشناس"),
    ReachedBy.PHONE: Translatable("تلفن کارشناس"),
    ReachedBy.MESSENGER: Translatable("پیام‌رسان"),
    ReachedBy.LETTER: Translatable("نامه‌ی کاغذی"),
    ReachedBy.IN_PERSON: Translatable("حضوری"),
}
# What a person says of; the mailbox tells of the others itself.
TOLD_BY_HAND = (
    ReachedBy.PRIVATE_MAIL,
    ReachedBy.PHONE,
    ReachedBy.MESSENGER,
    ReachedBy.LETTER,
    ReachedBy.IN_PERSON,
)
