"""The public pages that stand for themselves, by the names of their addresses."""

from django.utils.translation import gettext_noop as _

PAGES = {
    "home": _("خانه"),
    "ranking": _("رتبه‌بندی"),
    "bodies": _("دستگاه‌ها"),
    "rounds": _("دوره‌ها"),
    "method": _("روش ارزیابی"),
    "open-data": _("داده‌ی باز"),
    "notices": _("اطلاعیه‌ها"),
    "agreement": _("توافق‌نامه"),
    "calendar": _("تقویم کاری"),
    "channels": _("کانال‌های ارتباط"),
    "board": _("تابلوی پایبندی"),
    "courtesy": _("ادب دوسویه"),
    "journal": _("دفتر رویداد"),
    "complaint-lodge": _("ثبت شکایت"),
    "complaint-track": _("پی‌گیری شکایت"),
    "feedback": _("گزارش مشکل، پیشنهاد یا نظر"),
    "about-probing": _("برای دارندگان سایت‌ها"),
    "help": _("راهنما و پرسش‌های پرتکرار"),
    "questions": _("پرسش‌هایی که پاسخ گرفت"),
    "contact": _("تماس با ما"),
    "information": _("دسترسی آزاد به اطلاعات"),
    "accessibility": _("بیانیه‌ی دسترس‌پذیری"),
    "privacy": _("بیانیه‌ی حریم خصوصی"),
    "terms": _("شرایط استفاده از این سایت"),
    "licence": _("مجوز"),
    "site-map": _("نقشه‌ی سایت"),
}
GROUPS = (
    (_("نتیجه‌ها"), ("home", "ranking", "bodies", "rounds", "method", "open-data")),
    (
        _("قول‌ها"),
        (
            "agreement",
            "board",
            "calendar",
            "notices",
            "channels",
            "courtesy",
            "journal",
            "complaint-lodge",
            "complaint-track",
        ),
    ),
    (_("کمک"), ("help", "questions", "contact", "feedback", "information", "about-probing")),
    (_("این سایت"), ("accessibility", "privacy", "terms", "licence", "site-map")),
)
