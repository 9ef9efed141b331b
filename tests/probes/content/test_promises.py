"""What a body binds itself to: measurable agreements, accessibility, terms, licence."""

import pytest

from tests.probes.content.pages import findings, said
from tests.probes.judging import Said

SLA = "https://body.example/sla"
LINK = '<a data-service-link="sla" href="/sla">توافقنامه سطح خدمت</a>'
PROMISE = "به هر درخواست حداکثر در ۱۰ روز کاری پاسخ داده می‌شود و نتیجه با پیامک می‌رسد."
NO_PROMISE = "نهایت تلاش خود را برای پاسخ به درخواست‌ها در کوتاه‌ترین زمان انجام می‌دهیم."
FREE = "این خدمت برای همه شهروندان رایگان است و هیچ مبلغی دریافت نمی‌شود."
NO_SUM = "هزینه بر پایه مصوبه‌های هیئت امنا و با تشخیص کارشناس تعیین می‌شود."
PERIOD = "این توافقنامه تا پایان سال ۱۴۰۵ اعتبار دارد و سپس بازبینی می‌شود."
NO_PERIOD = "این توافقنامه تا اطلاع ثانوی و تا زمان بازبینی اعتبار خواهد داشت."


def agreement(commitments: str, cost: str, period: str) -> str:
    return (
        f"<p>4) تعهدات متقابل خدمتگیرنده و دستگاه اجرايي</p><p>{commitments}</p>"
        f"<p>5) هزینهها و پرداختها</p><p>{cost}</p><p>6) دوره عملکرد</p><p>{period}</p>"
    )


@pytest.mark.parametrize(
    ("page", "said_of_it", "missing"),
    [
        (agreement(PROMISE, FREE, PERIOD), ("pass", "measurable"), []),
        (agreement(NO_PROMISE, FREE, PERIOD), ("warn", "partly_measurable"), ["commitments"]),
        (agreement(PROMISE, NO_SUM, NO_PERIOD), ("warn", "partly_measurable"), ["cost", "period"]),
        (
            agreement(NO_PROMISE, NO_SUM, NO_PERIOD),
            ("fail", "nothing_measurable"),
            ["commitments", "cost", "period"],
        ),
        (
            agreement("متن نمونه ۱۰ روز", "xxx ریال", "سال [...] ۱۴۰۵"),
            ("fail", "nothing_measurable"),
            ["commitments", "cost", "period"],
        ),
    ],
    ids=["all", "no time", "only a time", "only words", "a template"],
)
def test_an_agreement_promises_what_can_be_measured(page: str, said_of_it: Said, missing: list[str]) -> None:
    found = findings(LINK, linked={"sla": (SLA, page)})["content.sla_measures"]

    assert (said(found), found.observed["missing"]) == (said_of_it, missing)


def test_where_there_is_no_agreement_nothing_is_measured() -> None:
    assert said(findings("<p>سلام</p>")["content.sla_measures"]) == ("not_applicable", "no_sla")


STATEMENT = (
    "<h1>بیانیه دسترس‌پذیری</h1><p>این درگاه با WCAG 2.2 سطح AA سازگار است. آخرین آزمون: ۱۲ آبان ۱۴۰۵.</p>"
    '<a href="mailto:access@body.example">گزارش مانع</a>'
)


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        (STATEMENT, ("pass", "complete")),
        (STATEMENT.replace("۱۴۰۵", "۱۴۰۲"), ("warn", "old")),
        (STATEMENT.replace("WCAG 2.2 سطح AA", "همه استانداردها"), ("warn", "incomplete")),
        (STATEMENT.replace("mailto:", "/mail?"), ("warn", "incomplete")),
        ("<h1>بیانیه دسترس‌پذیری</h1><p>متن نمونه</p>", ("fail", "empty_sample")),
    ],
)
def test_an_accessibility_statement_says_what_when_and_to_whom(page: str, said_of_it: Said) -> None:
    link = '<a data-service-link="accessibility" href="/a">بیانیه دسترس‌پذیری</a>'

    found = findings(link, linked={"accessibility": ("https://body.example/a", page)})

    assert said(found["content.accessibility_statement"]) == said_of_it


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        ('<a rel="license" href="/l">پروانه</a>', ("pass", "present")),
        ('<a data-service-link="licence" href="/l">پروانه</a>', ("pass", "present")),
        ("<footer>بازنشر مطالب با ذکر منبع آزاد است.</footer>", ("warn", "present_by_words")),
        ("<footer>© ۱۴۰۵ تمامی حقوق محفوظ است.</footer>", ("warn", "all_reserved")),
        ("<footer>پروانه صید در این هفته صادر شد.</footer>", ("fail", "missing")),
    ],
)
def test_people_know_what_they_may_use(page: str, said_of_it: Said) -> None:
    assert said(findings(page)["content.licence"]) == said_of_it
