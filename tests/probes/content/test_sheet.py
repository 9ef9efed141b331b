import pytest

from sanjeh.core.probing.contracts import Target
from tests.probes.content.pages import findings, said
from tests.probes.judging import Said

FIELDS = ("documents", "steps", "duration", "fee", "law", "contact", "code", "updated")
VALUES = {
    "documents": "کارت ملی و شناسنامه",
    "steps": "ثبت درخواست، بررسی، صدور",
    "duration": "۳ روز کاری",
    "fee": "۵۰٬۰۰۰ ریال",
    "law": "ماده ۵ قانون نمونه",
    "contact": "۰۲۱-۱۲۳۴۵۶۷۸",
    "code": "۱۲۳۴۵۶۷۸۹۰۱",
    "updated": "۱۴۰۵/۰۸/۱۲",
}


def marked(*, without: str = "", **values: str) -> str:
    texts = VALUES | values
    parts = (f'<p data-service-field="{name}">{texts[name]}</p>' for name in FIELDS if name != without)
    return f'<article data-service="12345678901">{"".join(parts)}</article>'


def test_a_sheet_with_eight_marked_fields_is_complete() -> None:
    found = findings(marked())

    assert {
        each: said(found[f"content.{each}"]) for each in ("sheet", "fee", "time", "code", "freshness")
    } == {
        "sheet": ("pass", "complete"),
        "fee": ("pass", "stated"),
        "time": ("pass", "stated"),
        "code": ("pass", "shown"),
        "freshness": ("pass", "fresh"),
    }
    assert found["content.sheet"].observed["share"] == 1.0
    assert found["content.freshness"].observed["age_days"] == 20


def test_a_sheet_without_a_fee_lacks_the_fee_and_nothing_else() -> None:
    found = findings(marked(without="fee"))

    assert (said(found["content.sheet"]), found["content.sheet"].observed["missing"]) == (
        ("fail", "core_missing"),
        ["fee"],
    )
    assert (said(found["content.fee"]), said(found["content.time"])) == (
        ("fail", "missing"),
        ("pass", "stated"),
    )


def test_a_template_text_is_no_value() -> None:
    found = findings(marked(documents="متن نمونه"))

    assert found["content.sheet"].observed["missing"] == ["documents"]


def test_words_alone_never_say_more_than_warn_and_count_half() -> None:
    page = (
        "<h2>مدارک لازم:</h2><p>کارت ملی و شناسنامه</p><dl><dt>هزینه</dt><dd>۵۰۰۰۰ ریال</dd></dl>"
        "<p>مدت زمان انجام: سه روز</p>"
    )
    found = findings(page)

    assert found["content.sheet"].observed["share"] == round(3 * 0.5 / 8, 4)
    assert {said(found[f"content.{each}"]) for each in ("fee", "time")} == {("warn", "stated_by_words")}


def test_structured_data_of_a_service_counts_as_marked() -> None:
    page = (
        '<script type="application/ld+json">{"@type": "GovernmentService", "identifier": "12345678901", '
        '"availableChannel": {"processingTime": "P3D"}, "offers": {"price": "50000"}}</script>'
    )
    found = findings(page)

    assert [said(found[f"content.{each}"]) for each in ("time", "code")] == [
        ("pass", "stated"),
        ("pass", "shown"),
    ]


@pytest.mark.parametrize(
    ("text", "said_of_time"),
    [
        ("۳ روز کاری", ("pass", "stated")),
        ("سه روز", ("pass", "stated")),
        ("بین ۲ تا ۴ هفته", ("pass", "stated")),
        ("به صورت آنی", ("pass", "stated")),
        ("در اسرع وقت", ("fail", "vague")),
        ("پس از بررسی", ("fail", "vague")),
        ("ماده ۳ قانون", ("fail", "vague")),
    ],
)
def test_a_time_is_a_number_with_its_unit(text: str, said_of_time: Said) -> None:
    assert said(findings(marked(duration=text))["content.time"]) == said_of_time


@pytest.mark.parametrize(
    ("text", "said_of_fee"),
    [
        ("۵۰۰۰۰ ریال", ("pass", "stated")),
        ("۲۰ هزار تومان", ("pass", "stated")),
        ("رایگان", ("pass", "stated")),
        ("طبق تعرفه مصوب", ("fail", "vague")),
        ("مطابق بند ۴", ("fail", "vague")),
    ],
)
def test_a_fee_is_a_number_with_its_unit_or_none_at_all(text: str, said_of_fee: Said) -> None:
    assert said(findings(marked(fee=text))["content.fee"]) == said_of_fee


def test_a_machine_readable_value_stands_for_its_text() -> None:
    page = (
        '<p data-service-field="duration" data-service-value="PT2H">زود</p>'
        '<p data-service-field="fee" data-service-value="0">-</p>'
    )
    found = findings(page)

    assert (said(found["content.time"]), said(found["content.fee"])) == (
        ("pass", "stated"),
        ("pass", "stated"),
    )


def test_the_code_of_another_service_is_not_this_ones() -> None:
    found = findings(marked(), Target(url="https://body.example/services/1", service="99999999999"))

    assert said(found["content.code"]) == ("fail", "another")


@pytest.mark.parametrize(
    ("updated", "said_of_it"),
    [
        ("۱۴۰۵/۰۸/۱۲", ("pass", "fresh")),
        ("۱ اردیبهشت ۱۴۰۵", ("warn", "ageing")),
        ("2024-01-01", ("fail", "stale")),
        ("به‌تازگی", ("fail", "no_date")),
        ("۱۴۱۰/۰۱/۰۱", ("fail", "no_date")),
    ],
)
def test_a_page_says_when_it_was_last_brought_up_to_date(updated: str, said_of_it: Said) -> None:
    assert said(findings(marked(updated=updated))["content.freshness"]) == said_of_it


def test_a_portal_is_not_asked_for_a_sheet() -> None:
    found = findings("", Target(url="https://body.example/", is_portal=True))

    assert {said(found[f"content.{each}"]) for each in ("sheet", "fee", "time", "code")} == {
        ("not_applicable", "portal")
    }


@pytest.mark.parametrize("time", ["در اسرع‌وقت", "در سریع‌ترین زمان ممکن", "در اولین فرصت", "بسته به مورد"])
def test_a_time_that_nobody_can_hold_them_to_is_told_and_is_no_time(time: str) -> None:
    pages = (f"<p>مدت زمان انجام: {time}</p>", f"<p data-service-field=duration>{time}</p>")

    assert [said(findings(page)["content.time"]) for page in pages] == [("fail", "vague")] * 2
