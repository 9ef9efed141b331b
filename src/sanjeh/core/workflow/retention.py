"""What is kept how long, as one table: the privacy page draws it, and a nightly task carries it out."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from sanjeh.core.text.words import Translatable


class Kept(StrEnum):
    """What the house keeps of people, and what it keeps for ever."""

    SESSIONS = "sessions"
    SIGN_IN_ATTEMPTS = "sign_in_attempts"
    ATTEMPTS = "attempts"
    FEEDBACK = "feedback"
    MESSAGE_ADDRESSES = "message_addresses"
    SUBSCRIPTIONS = "subscriptions"
    MAILS = "mails"
    REDIRECTS = "redirects"
    COMPLAINTS = "complaints"
    INCIDENTS = "incidents"
    EVIDENCE = "evidence"
    JOURNAL = "journal"
    EDITIONS = "editions"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One row of the page: what is kept, until when, and why.

    `until_archived` is said instead where the house hands over to an archive first.
    """

    kept: Kept
    what: Translatable
    until: Translatable
    why: Translatable
    until_archived: Translatable | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExecutedRule(RetentionRule):
    """A row that the nightly task carries out: so long `after` its end, a thing is forgotten."""

    after: timedelta


RULES = (
    ExecutedRule(
        Kept.SESSIONS,
        Translatable("نشست مرورگر شما: شماره‌ای بی‌نام در یک کوکی"),
        Translatable("تا پایان نشست"),
        Translatable("برای ورود کارکنان و برای نشان دادن رسید شکایت"),
        timedelta(0),
    ),
    ExecutedRule(
        Kept.SIGN_IN_ATTEMPTS,
        Translatable("تلاش ناکام برای ورود: نام، نشانی شبکه و زمان"),
        Translatable("۳۰ روز"),
        Translatable("برای شناختن حدس زدن گذرواژه"),
        timedelta(days=30),
    ),
    ExecutedRule(
        Kept.ATTEMPTS,
        Translatable("شمار فرستادن فرم‌ها از هر نشانی شبکه"),
        Translatable("یک روز"),
        Translatable("تا کسی راه را بر دیگران نبندد"),
        timedelta(days=1),
    ),
    ExecutedRule(
        Kept.FEEDBACK,
        Translatable("گزارش مشکل یا پیشنهاد، و راه تماسی که برای پاسخ گذاشته‌اید"),
        Translatable("۱۸۰ روز پس از پاسخ"),
        Translatable("برای پاسخ و برای دیدن این که مشکل بازنگشته است"),
        timedelta(days=180),
    ),
    ExecutedRule(
        Kept.MESSAGE_ADDRESSES,
        Translatable("نشانی ایمیل یا تلفنی که پیامی به آن فرستاده شد"),
        Translatable("۲۸ روز پس از رسیدن یا برگشت پیام"),
        Translatable("برای پی‌گیری پیامی که نرسیده است"),
        timedelta(days=28),
    ),
    ExecutedRule(
        Kept.SUBSCRIPTIONS,
        Translatable("نشانی ایمیلی که برای گرفتن اطلاعیه‌ها نوشته‌اید"),
        Translatable("تا پایان اشتراک؛ اگر تأیید نشود، سه روز"),
        Translatable("برای فرستادن اطلاعیه‌هایی که خواسته‌اید"),
        timedelta(days=3),
    ),
    ExecutedRule(
        Kept.MAILS,
        Translatable("نامه‌ای که به ما نوشته‌اید، با نشانی و پیوست‌هایش، زیر کلیدی جدا"),
        Translatable("۹۰ روز پس از پرداختن به آن"),
        Translatable("برای پاسخ، و تا چیزی گم نشود"),
        timedelta(days=90),
    ),
    ExecutedRule(
        Kept.REDIRECTS,
        Translatable("نوشته‌ای که از راه دیگری رسید و در فرم برای شما آماده است"),
        Translatable("تا خودتان آن را ثبت کنید، و دیگر ۳۰ روز"),
        Translatable("تا دوباره ننویسید"),
        timedelta(days=30),
    ),
    ExecutedRule(
        Kept.COMPLAINTS,
        Translatable("متن شکایت، پاسخ و رأی، و نام شاکی اگر نوشته باشد"),
        Translatable("دو سال پس از بسته شدن، مگر آن که به دستور قانون نگه داشته شود"),
        Translatable("برای رسیدگی، تجدیدنظر و پاسخ به مرجع بالاتر"),
        timedelta(days=730),
        until_archived=Translatable(
            "دو سال پس از بسته شدن و پس از سپردن به بایگانی، مگر آن که به دستور قانون نگه داشته شود"
        ),
    ),
    ExecutedRule(
        Kept.INCIDENTS,
        Translatable("گزارش رفتار، پاسخ طرف دیگر و دلیل داوری"),
        Translatable("دو سال پس از داوری"),
        Translatable("برای داوری و برای شکایت از آن"),
        timedelta(days=730),
    ),
    RetentionRule(
        Kept.EVIDENCE,
        Translatable("آنچه بازدیدکننده‌ی ما از صفحه‌های دستگاه‌ها دید"),
        Translatable("تا پایان رسیدگی به اعتراض‌های دوره‌ی بعد"),
        Translatable("شاهد هر نمره است"),
        until_archived=Translatable("تا پایان رسیدگی به اعتراض‌های دوره‌ی بعد و سپردن به بایگانی"),
    ),
    RetentionRule(
        Kept.JOURNAL,
        Translatable("دفتر رویدادها: چه کاری، کی، با شماره‌ای به جای نام"),
        Translatable("همیشه"),
        Translatable("تا هر کس بتواند درستی آن را بسنجد؛ متن شکایت‌ها در آن نیست"),
    ),
    RetentionRule(
        Kept.EDITIONS,
        Translatable("نتیجه‌های منتشرشده؛ داده‌ی شخصی ندارند"),
        Translatable("همیشه"),
        Translatable("تا هر رقم را بتوان دوباره حساب کرد"),
    ),
)
EXECUTED = tuple(rule for rule in RULES if isinstance(rule, ExecutedRule))


def rules(*, hands_over: bool) -> tuple[RetentionRule, ...]:
    """Return the table as it holds in a house that does, or does not, hand over to an archive first."""
    return tuple(
        replace(rule, until=rule.until_archived) if hands_over and rule.until_archived else rule
        for rule in RULES
    )
