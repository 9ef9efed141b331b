"""The words by which a page's parts are known when it carries no markers; data, in their everyday spelling.

Every phrase is compared after `persian.normalise`. A phrase alone never says more than "warn".
"""

LINKS: dict[str, tuple[str, ...]] = {
    "sla": (
        "توافقنامه سطح خدمت",
        "توافق نامه سطح خدمات",
        "توافقنامه سطح خدمات",
        "service level agreement",
        "SLA",
    ),
    "privacy": (
        "حریم خصوصی",
        "سیاست حریم خصوصی",
        "بیانیه حریم خصوصی",
        "محرمانگی",
        "privacy",
        "privacy policy",
    ),
    "foi": (
        "دسترسی آزاد به اطلاعات",
        "انتشار و دسترسی آزاد",
        "سامانه دسترسی آزاد",
        "freedom of information",
    ),
    "complaint": (
        "ثبت شکایت",
        "شکایات",
        "رسیدگی به شکایات",
        "شکایت",
        "سامانه سامد",
        "انتقادات",
        "complaint",
        "complaints",
    ),
    "survey": ("نظرسنجی", "نظر سنجی", "رضایت‌سنجی", "سنجش رضایت", "survey", "feedback"),
    "faq": (
        "پرسش‌های متداول",
        "سوالات متداول",
        "پرسش‌های پرتکرار",
        "سؤالات پرتکرار",
        "FAQ",
        "frequently asked questions",
    ),
    "open-data": ("داده باز", "داده‌های باز", "داده‌های آزاد", "مجموعه داده", "open data", "datasets"),
    "notices": (
        "اطلاعیه‌ها",
        "اعلان‌ها",
        "اطلاعیه",
        "اعلام تغییرات",
        "اطلاع‌رسانی تغییرات",
        "announcements",
        "notices",
    ),
    "suggestion": (
        "پیشنهادها",
        "پیشنهادات",
        "ثبت پیشنهاد",
        "پیشنهاد",
        "پیشنهاد و انتقاد",
        "انتقادات و پیشنهادها",
        "پیشنهادات و انتقادات",
        "نظام پیشنهادها",
        "ایده",
        "suggestions",
    ),
    "login": ("ورود", "ورود به سامانه", "ورود کاربران", "ورود / ثبت نام", "log in", "login", "sign in"),
    "form": (
        "ثبت درخواست",
        "درخواست خدمت",
        "شروع درخواست",
        "آغاز درخواست",
        "درخواست برخط",
        "درخواست آنلاین",
        "ثبت نام",
        "ارائه درخواست",
        "apply",
        "apply now",
    ),
}

SEARCH_WORDS = ("جستجو", "جست‌وجو", "search")

FIELDS: dict[str, tuple[str, ...]] = {
    "documents": (
        "مدارک لازم",
        "مدارک مورد نیاز",
        "مدارک موردنیاز",
        "مدارک و مستندات",
        "مستندات لازم",
        "required documents",
    ),
    "steps": (
        "مراحل انجام",
        "مراحل دریافت خدمت",
        "گردش کار",
        "فرایند انجام",
        "نحوه دریافت خدمت",
        "مراحل خدمت",
        "how to apply",
    ),
    "duration": (
        "مدت زمان ارائه",
        "مدت زمان انجام",
        "زمان ارائه خدمت",
        "زمان انجام",
        "مدت انجام",
        "مدت زمان",
        "processing time",
    ),
    "fee": ("هزینه ارائه خدمت", "هزینه خدمت", "هزینه", "تعرفه", "کارمزد", "مبلغ قابل پرداخت", "fee", "fees"),
    "law": (
        "قوانین و مقررات",
        "مستند قانونی",
        "مستندات قانونی",
        "مبنای قانونی",
        "مرجع قانونی",
        "legal basis",
    ),
    "contact": (
        "تماس با ما",
        "شماره تماس",
        "اطلاعات تماس",
        "پشتیبانی خدمت",
        "تلفن پشتیبانی",
        "راه‌های ارتباطی",
        "contact us",
    ),
    "code": ("شناسه خدمت", "کد خدمت", "کد شناسه خدمت", "شناسه خدمات", "service code"),
    "updated": (
        "آخرین به‌روزرسانی",
        "آخرین بروزرسانی",
        "تاریخ به‌روزرسانی",
        "تاریخ بروزرسانی",
        "آخرین ویرایش",
        "به‌روز شده در",
        "last updated",
        "last update",
        "updated on",
    ),
}

SLA_HEADINGS: dict[str, tuple[str, ...]] = {
    "introduction": ("مقدمه",),
    "purpose": ("هدف", "اهداف"),
    "responsibility": ("مسئولیت", "مسئولیت‌ها", "مسوولیت", "مسئولیت دستگاه"),
    "commitments": ("تعهدات", "تعهد", "تعهدات متقابل"),
    "cost": ("هزینه", "هزینه‌ها", "هزینه‌ها و پرداخت‌ها"),
    "period": ("دوره عملکرد", "دوره", "مدت اعتبار"),
    "termination": ("خاتمه", "خاتمه توافقنامه", "پایان توافقنامه"),
}

SAMPLE_TEXTS = (
    "متن نمونه",
    "نمونه متن",
    "لورم ایپسوم",
    "lorem ipsum",
    "[...]",
    "[…]",
    "xxx",
    "در اینجا وارد کنید",
    "اینجا بنویسید",
    "عنوان دستگاه",
    "نام دستگاه اجرایی را",
    "………",
    "................",
)

VAGUE_TIMES = (
    "در اسرع وقت",
    "کوتاه ترین زمان",
    "کمترین زمان",
    "در حداقل زمان",
    "به زودی",
    "as soon as possible",
)
IMMEDIATE_TIMES = ("آنی", "بلافاصله", "لحظه‌ای", "برخط و آنی", "بی‌درنگ", "immediately", "instant")
TIME_UNITS = (
    "ثانیه",
    "دقیقه",
    "ساعت",
    "روز",
    "هفته",
    "ماه",
    "سال",
    "روزه",
    "ساعته",
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "working days",
    "business days",
)
FREE = ("رایگان", "بدون هزینه", "هزینه ندارد", "بلاعوض", "free", "free of charge", "no charge")
MONEY_UNITS = ("ریال", "تومان", "rial", "rials", "toman", "IRR", "€", "$", "euro", "eur", "usd")

# Where the whole country logs in once; the last one is the demo country's.
SSO_HOSTS = frozenset({"sso.my.gov.ir", "my.gov.ir", "sso.nemune.test"})
FOI_HOSTS = frozenset({"foia.iran.gov.ir", "iranfoia.ir"})
DATA_FILES = (".csv", ".json", ".xml", ".xlsx", ".ods", ".ttl", ".rdf", ".geojson", ".parquet", ".jsonld")
