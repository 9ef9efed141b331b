"""What the house writes to people: a subject, paragraphs, and the one thing to do, in a table.

A fact fills a hole only where the template names it, and no template has a hole for the words of a case: a
message says that something has happened, and the page behind its link, for which one signs in, says what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Translatable


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """`facts` are the holes that may be filled; `is_acknowledged`: whoever gets it says that it was seen."""

    subject: Translatable
    paragraphs: tuple[Translatable, ...]
    action: Translatable
    facts: frozenset[str] = field(default_factory=frozenset)
    is_acknowledged: bool = False


class FactUnknown(ValueError):
    """A message was given a fact that its template does not name, or lacks one that it does."""


TEMPLATES: Mapping[TemplateName, MessageTemplate] = {
    TemplateName.INVITATION: MessageTemplate(
        Translatable("دعوت به سنجه"),
        (
            Translatable("شما را با نقش «{role}» به سامانه‌ی ارزیابی خدمات الکترونیکی دعوت کرده‌اند."),
            Translatable("پیوند زیر تنها یک بار و تا {until} کار می‌کند. آن را به کسی ندهید."),
        ),
        Translatable("پذیرفتن دعوت"),
        frozenset({"role", "until"}),
    ),
    TemplateName.MANDATE_GIVEN: MessageTemplate(
        Translatable("حکم تازه: {role}"),
        (Translatable("از {since} تا {until} با نقش «{role}» کار می‌کنید."),),
        Translatable("دیدن حکم"),
        frozenset({"role", "since", "until"}),
        is_acknowledged=True,
    ),
    TemplateName.MANDATE_ENDS: MessageTemplate(
        Translatable("{days} روز تا پایان حکم"),
        (
            Translatable("حکم شما با نقش «{role}» در {until} پایان می‌یابد."),
            Translatable("اگر کس دیگری ادامه می‌دهد، پیش از آن روز کارها را به او بسپارید."),
        ),
        Translatable("سپردن کارها"),
        frozenset({"role", "days", "until"}),
    ),
    TemplateName.NOTICE_PUBLISHED: MessageTemplate(
        Translatable("اطلاعیه‌ی شماره‌ی {number}"),
        (
            Translatable("اطلاعیه‌ای منتشر شد: {title}"),
            Translatable("از {effective} اجرا می‌شود. متن آن در صفحه‌ی اطلاعیه است."),
        ),
        Translatable("خواندن اطلاعیه"),
        frozenset({"number", "title", "effective"}),
        is_acknowledged=True,
    ),
    TemplateName.AGREEMENT_OFFERED: MessageTemplate(
        Translatable("توافق‌نامه‌ی پیشنهادی: نسخه‌ی {number}"),
        (
            Translatable("نسخه‌ی {number} توافق‌نامه به دستگاه شما پیشنهاد شده است."),
            Translatable(
                "متن را در صفحه بخوانید؛ پذیرفتن تنها در همان صفحه و با عامل دوم شدنی است، نه با نامه."
            ),
        ),
        Translatable("خواندن و پذیرفتن"),
        frozenset({"number"}),
        is_acknowledged=True,
    ),
    TemplateName.AGREEMENT_CONSULTED: MessageTemplate(
        Translatable("پیش‌نویس توافق‌نامه در رایزنی: نسخه‌ی {number}"),
        (
            Translatable("نسخه‌ی {number} توافق‌نامه برای رایزنی باز است."),
            Translatable("نظر دستگاه را در صفحه بنویسید؛ به هر نظر پاسخ داده می‌شود."),
        ),
        Translatable("خواندن و نظر دادن"),
        frozenset({"number"}),
    ),
    TemplateName.COMMENT_ANSWERED: MessageTemplate(
        Translatable("پاسخ به نظر دستگاه درباره‌ی نسخه‌ی {number} توافق‌نامه"),
        (Translatable("به نظر دستگاه شما درباره‌ی نسخه‌ی {number} توافق‌نامه پاسخ داده شد."),),
        Translatable("خواندن پاسخ"),
        frozenset({"number"}),
    ),
    TemplateName.AGREEMENT_ENDS: MessageTemplate(
        Translatable("{days} روز تا پایان توافق‌نامه"),
        (Translatable("نسخه‌ی {number} توافق‌نامه تا {until} اعتبار دارد. {after}"),),
        Translatable("دیدن توافق‌نامه"),
        frozenset({"number", "days", "until", "after"}),
    ),
    TemplateName.SILENT_CHANGE: MessageTemplate(
        Translatable("تغییری بی اطلاعیه در اجراست: {part}"),
        (
            Translatable("«{name}» در {part} با آنچه اعلام شده است یکی نیست؛ نقض آن همگانی است."),
            Translatable("اگر تغییر خواسته است، اطلاعیه‌ی آن را منتشر کنید؛ اگر نیست، آن را برگردانید."),
        ),
        Translatable("دیدن آنچه در اجراست"),
        frozenset({"part", "name"}),
        is_acknowledged=True,
    ),
    TemplateName.SUBSCRIPTION_ASKED: MessageTemplate(
        Translatable("تأیید اشتراک اطلاعیه‌ها"),
        (
            Translatable("کسی این نشانی را برای گرفتن اطلاعیه‌ها نوشته است."),
            Translatable("اگر شما بودید، تا {until} تأیید کنید؛ اگر نبودید، کاری لازم نیست و نامه‌ای نمی‌آید."),
        ),
        Translatable("تأیید اشتراک"),
        frozenset({"until"}),
    ),
    TemplateName.NOTICE_TO_SUBSCRIBER: MessageTemplate(
        Translatable("اطلاعیه‌ی شماره‌ی {number}: {title}"),
        (
            Translatable("اطلاعیه‌ای منتشر شد: {title}"),
            Translatable("از {effective} اجرا می‌شود. متن آن در صفحه‌ی اطلاعیه است."),
            Translatable("پایان اشتراک: {ends}"),
        ),
        Translatable("خواندن اطلاعیه"),
        frozenset({"number", "title", "effective", "ends"}),
    ),
    TemplateName.DIGEST: MessageTemplate(
        Translatable("اطلاعیه‌های تازه: {count}"),
        (Translatable("{titles}"), Translatable("پایان اشتراک: {ends}")),
        Translatable("خواندن اطلاعیه‌ها"),
        frozenset({"count", "titles", "ends"}),
    ),
    TemplateName.ROUND_MOVED: MessageTemplate(
        Translatable("دوره‌ی {round}: {state}"),
        (Translatable("وضعیت دوره‌ی {round} اکنون «{state}» است."),),
        Translatable("دیدن دوره"),
        frozenset({"round", "state"}),
    ),
    TemplateName.CASE_MOVED: MessageTemplate(
        Translatable("پرونده‌ی شماره‌ی {number}"),
        (Translatable("در پرونده‌ی شماره‌ی {number} کاری با شماست. متن پرونده در نامه نمی‌آید."),),
        Translatable("دیدن پرونده"),
        frozenset({"number"}),
    ),
    TemplateName.PLACE_MOVED: MessageTemplate(
        Translatable("رتبه‌ی شما در دوره‌ی {round} جابه‌جا شد"),
        (
            Translatable("نمره‌ای که رأی یک شکایت نادرست یافت اصلاح و دوره دوباره شمرده شد."),
            Translatable("رتبه‌ی دستگاه شما {before} بود و اکنون {after} است؛ با ویراست بعدی منتشر می‌شود."),
        ),
        Translatable("دیدن دوره"),
        frozenset({"round", "before", "after"}),
    ),
    TemplateName.IMPORT_WAITS: MessageTemplate(
        Translatable("فهرستی در انتظار تأیید نفر دوم"),
        (Translatable("پرونده‌ی «{name}» بررسی شده است و {rows} سطر آن با تأیید نفر دوم اجرا می‌شود."),),
        Translatable("دیدن پیش‌نمایش"),
        frozenset({"name", "rows"}),
    ),
    TemplateName.REMINDER: MessageTemplate(
        Translatable("یادآوری: {subject}"),
        (
            Translatable("پیامی که در {sent} برای شما فرستاده شد هنوز دیده نشده است: {subject}"),
            Translatable("اگر آن را دیده‌اید، در صندوق پیام «دیدم» را بزنید."),
        ),
        Translatable("باز کردن صندوق پیام"),
        frozenset({"subject", "sent"}),
    ),
    TemplateName.COURTESY_ASKED: MessageTemplate(
        Translatable("چهار پرسش کوتاه درباره‌ی رفتار ما"),
        (
            Translatable("چندی پیش با ما کاری داشتید. چهار پرسش کوتاه داریم؛ پاسخ دادن به دلخواه شماست."),
            Translatable("پاسخ به نام شما نگه داشته نمی‌شود و هیچ پاداش یا اثری بر ارزیابی ندارد."),
        ),
        Translatable("پاسخ دادن"),
    ),
    TemplateName.INCIDENT_REPORTED: MessageTemplate(
        Translatable("گزارشی درباره‌ی رفتار، شماره‌ی {number}"),
        (
            Translatable("گزارشی درباره‌ی رفتار شما رسیده است. پیش از هر داوری، پاسخ شما شنیده می‌شود."),
            Translatable("متن گزارش و جای پاسخ در صفحه‌ی آن است؛ تا {until} می‌توانید پاسخ دهید."),
        ),
        Translatable("دیدن و پاسخ دادن"),
        frozenset({"number", "until"}),
    ),
    TemplateName.ANSWER_ASKED: MessageTemplate(
        Translatable("پاسخ شما به شکایت شماره‌ی {number}"),
        (
            Translatable("شما طرف دیگر شکایت شماره‌ی {number} هستید. متن شکایت در نامه نمی‌آید."),
            Translatable(
                "پیوند زیر بی حساب کار می‌کند، تنها یک بار، تا {until} یا پایان مهلت پاسخ؛ آن را به کسی ندهید."
            ),
        ),
        Translatable("خواندن و پاسخ دادن"),
        frozenset({"number", "until"}),
    ),
    TemplateName.BREACH_OPENED: MessageTemplate(
        Translatable("تعهدی نگه داشته نشد: نقض شماره‌ی {number}"),
        (
            Translatable(
                "وارسی شبانه دید که جمله‌ی {code} توافق‌نامه، که وظیفه‌ی آن با شماست، نگه داشته نشده است."
            ),
            Translatable("مهلت جبران: {until}."),
        ),
        Translatable("دیدن نقض و ثبت جبران"),
        frozenset({"number", "code", "until"}),
        is_acknowledged=True,
    ),
    TemplateName.BREACH_OF_A_BODY: MessageTemplate(
        Translatable("تعهدی در برابر دستگاه شما نگه داشته نشد: نقض شماره‌ی {number}"),
        (
            Translatable("وارسی شبانه دید که جمله‌ی {code} توافق‌نامه در کار دستگاه شما نگه داشته نشده است."),
            Translatable("مهلت جبران: {until}. متن هیچ پرونده‌ای در نامه نمی‌آید."),
        ),
        Translatable("دیدن آن در تابلوی پایبندی"),
        frozenset({"number", "code", "until"}),
    ),
    TemplateName.TRIAL: MessageTemplate(
        Translatable("پیام آزمایشی"),
        (Translatable("این پیام تنها برای آزمودن راه فرستادن است؛ کاری با آن نیست."),),
        Translatable("باز کردن سنجه"),
    ),
    TemplateName.MAIL_REDIRECTED: MessageTemplate(
        Translatable("نوشته‌ی شما رسید؛ راه ثبت آن"),
        (
            Translatable(
                "از نوشته‌ی شما سپاسگزاریم. این راه برای ثبت شکایت یا پرسش نیست و چیزی با آن ثبت نشد."
            ),
            Translatable(
                "چیزی گم نشده است: نوشته‌ی شما تا سی روز در فرمی آماده است؛ ببینید، کامل کنید و خود بفرستید."
            ),
            Translatable("راه‌های مجاز: {channels}"),
        ),
        Translatable("باز کردن فرم با نوشته‌ی شما"),
        frozenset({"channels"}),
    ),
    TemplateName.MAIL_TOO_LARGE: MessageTemplate(
        Translatable("نامه‌ی شما بزرگ‌تر از اندازه بود و گرفته نشد"),
        (
            Translatable("نامه تا {most} مگابایت گرفته می‌شود؛ نامه‌ی شما بزرگ‌تر بود و خوانده نشد."),
            Translatable("متن را بی پیوست بفرستید، یا از راه‌های مجاز: {channels}"),
        ),
        Translatable("راه‌های مجاز"),
        frozenset({"most", "channels"}),
    ),
    TemplateName.QUESTION_ASKED: MessageTemplate(
        Translatable("پرسش تازه، شماره‌ی {number}"),
        (Translatable("دستگاهی پرسشی پرسیده است. به هر بخش آن جدا پاسخ دهید."),),
        Translatable("خواندن و پاسخ دادن"),
        frozenset({"number"}),
    ),
    TemplateName.QUESTION_ANSWERED: MessageTemplate(
        Translatable("پاسخ پرسش شماره‌ی {number}"),
        (
            Translatable("به هر بخش پرسش شما پاسخ داده شد."),
            Translatable("اگر بخشی پاسخ نگرفته است همان‌جا بگویید؛ پرسش دوباره باز می‌شود و مهلتش می‌رود."),
        ),
        Translatable("خواندن پاسخ"),
        frozenset({"number"}),
    ),
    TemplateName.QUESTION_ASKED_BACK: MessageTemplate(
        Translatable("کارشناس درباره‌ی پرسش شماره‌ی {number} چیزی پرسیده است"),
        (Translatable("تا شما پاسخ دهید مهلت ما می‌ایستد. پاسخ را در صفحه بنویسید."),),
        Translatable("خواندن و پاسخ دادن"),
        frozenset({"number"}),
    ),
    TemplateName.QUESTION_GOES_ON: MessageTemplate(
        Translatable("پرسش شماره‌ی {number} ادامه دارد"),
        (Translatable("پرسنده چیزی نوشته است: توضیحی، یا این که بخشی پاسخ نگرفته است."),),
        Translatable("دیدن پرسش"),
        frozenset({"number"}),
    ),
}


def template(name: TemplateName, facts: Mapping[str, object]) -> MessageTemplate:
    """Return the template; raise FactUnknown unless these are the very facts that it names."""
    found = TEMPLATES[name]
    if set(facts) != found.facts:
        odd = sorted(set(facts) ^ found.facts)
        raise FactUnknown(f"{name}: {', '.join(odd)}")
    return found
