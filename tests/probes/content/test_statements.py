import pytest

from sanjeh.core.probing.artifacts.page import LinkedPage, PageArtifact
from sanjeh.core.probing.contracts import Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.content.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.content.pages import TAKEN_AT, URL, findings, said
from tests.probes.judging import Said

SLA = "https://body.example/sla"
LINK = '<a data-service-link="sla" href="/sla">توافقنامه سطح خدمت</a>'
HEADINGS = ("مقدمه", "هدف", "مسئولیت", "تعهدات", "هزینه", "دوره عملکرد", "خاتمه")
FILLED = "این بخش با جمله‌هایی درباره همین خدمت و برای همین دستگاه نوشته شده است."


def agreement(**texts: str) -> str:
    return "".join(
        f"<h2>ماده {i}: {name}</h2><p>{texts.get(name, FILLED)}</p>" for i, name in enumerate(HEADINGS, 1)
    )


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        (agreement(), ("pass", "filled")),
        (agreement(هدف="متن نمونه"), ("fail", "empty_sample")),
        (agreement(هدف="[...]"), ("fail", "empty_sample")),
        (agreement(هدف=""), ("warn", "partial")),
        ("<h1>توافقنامه</h1><p>در اسرع وقت پاسخ داده می‌شود.</p>", ("fail", "empty")),
    ],
)
def test_an_agreement_stands_under_seven_headings_each_filled(page: str, said_of_it: Said) -> None:
    assert said(findings(LINK, linked={"sla": (SLA, page)})["content.sla"]) == said_of_it


def test_a_table_of_contents_does_not_hide_the_sections() -> None:
    contents = "".join(f"<li>{name}</li>" for name in HEADINGS)

    found = findings(LINK, linked={"sla": (SLA, f"<ul>{contents}</ul>{agreement()}")})

    assert said(found["content.sla"]) == ("pass", "filled")


def test_an_unmarked_agreement_is_for_people_to_look_at() -> None:
    found = findings('<a href="/sla">توافقنامه سطح خدمت</a>', linked={"sla": (SLA, agreement())})

    assert said(found["content.sla"]) == ("warn", "filled_by_words")


@pytest.mark.parametrize(
    ("linked", "said_of_it"),
    [
        (LinkedPage(kind="sla", url=SLA, status=404), ("fail", "dead_link")),
        (
            LinkedPage(kind="sla", url=SLA, failure=Failure(reason=Reason.TOTAL_TIMEOUT)),
            ("error", "total_timeout"),
        ),
        (LinkedPage(kind="sla", url=SLA, status=200), ("warn", "not_read")),
    ],
)
def test_a_page_that_was_not_read_is_never_judged_by_guess(linked: LinkedPage, said_of_it: Said) -> None:
    kept = MemoryStore()
    artifact = PageArtifact(
        url=URL,
        final_url=URL,
        status=200,
        taken_at=TAKEN_AT,
        headers=(),
        is_settled=True,
        dom=kept.keep(LINK.encode()),
        linked=(linked,),
    )

    found = {each.id: said(each) for each in PROBE.judge(artifact, Target(url=URL), kept)}

    assert found["content.sla"] == said_of_it


def test_notices_have_dates_and_open_data_has_files() -> None:
    page = '<a data-service-link="notices" href="/n">ن</a><a data-service-link="open-data" href="/d">د</a>'
    linked = {
        "notices": ("https://body.example/n", "<li>۱۲ آبان ۱۴۰۵: مدارک تغییر کرد</li>"),
        "open-data": ("https://body.example/d", '<a href="/files/list.CSV?v=1">فهرست</a>'),
    }
    found = findings(page, linked=linked)

    assert [said(found[f"content.{each}"]) for each in ("notices", "open_data")] == [
        ("pass", "dated"),
        ("pass", "machine_readable"),
    ]


def test_notices_without_dates_and_data_without_files_are_only_half_done() -> None:
    page = '<a data-service-link="notices" href="/n">ن</a><a data-service-link="open-data" href="/d">د</a>'
    linked = {
        "notices": ("https://body.example/n", "<p>خبر</p>"),
        "open-data": ("https://body.example/d", "<p>داده</p>"),
    }
    found = findings(page, linked=linked)

    assert [said(found[f"content.{each}"]) for each in ("notices", "open_data")] == [
        ("warn", "undated"),
        ("warn", "no_files"),
    ]


def test_nothing_of_an_error_page_or_a_wall_is_judged() -> None:
    error = findings("<p>خطا</p>", status=503)
    wall = findings("<p>دسترسی شما مسدود شده است. شناسه رخداد ۱۲</p>")

    assert {said(each) for each in error.values()} == {("not_tested", "http_error")}
    assert {said(each) for each in wall.values()} == {("blocked", "blocked_by_wall")}


LONG = "این صفحه می‌گوید که اطلاعات مردم چگونه نگه داشته می‌شود و چه کسی آن را می‌بیند. " * 5


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        (f"<p>{LONG}</p>", ("pass", "present")),
        ("<p>به‌زودی</p>", ("fail", "empty")),
        (f"<p>{'ا' * 200}</p>", ("pass", "present")),
        (f"<p>{'ا' * 199}</p>", ("fail", "empty")),
        ("<p>متن نمونه</p>", ("fail", "empty_sample")),
    ],
)
def test_a_statement_says_something_from_two_hundred_letters(page: str, said_of_it: Said) -> None:
    marked = '<a data-service-link="privacy" href="/privacy">x</a>'
    found = findings(marked, linked={"privacy": ("https://body.example/privacy", page)})

    assert said(found["content.privacy"]) == said_of_it


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        ("<p>۱۴۰۵/۰۸/۱۲: تغییر نشانی</p>", ("pass", "dated")),
        ('<time datetime="2026-11-03T08:00">آبان</time>', ("pass", "dated")),
        ("<p>تغییر نشانی</p>", ("warn", "undated")),
    ],
)
def test_notices_have_a_date_each(page: str, said_of_it: Said) -> None:
    marked = '<a data-service-link="notices" href="/notices">x</a>'
    found = findings(marked, linked={"notices": ("https://body.example/notices", page)})

    assert said(found["content.notices"]) == said_of_it


@pytest.mark.parametrize(
    ("href", "page", "said_of_it"),
    [
        ("/data.csv?x=1", "", ("pass", "machine_readable")),
        ("/data", '<a href="/a.json?v=1">x</a>', ("pass", "machine_readable")),
        ("/data", '<a href="/a.pdf">x</a>', ("warn", "no_files")),
    ],
)
def test_open_data_are_files_that_a_machine_reads(href: str, page: str, said_of_it: Said) -> None:
    marked = f'<a data-service-link="open-data" href="{href}">x</a>'
    found = findings(marked, linked={"open-data": (f"https://body.example{href}", page)})

    assert said(found["content.open_data"]) == said_of_it


def test_the_national_desk_of_information_is_known_by_its_host() -> None:
    assert said(findings('<a href="https://foia.iran.gov.ir/">x</a>')["content.foi"]) == ("pass", "present")
    assert said(findings("<p>اطلاعات</p>")["content.foi"]) == ("fail", "missing")


FRAMES = {
    "https://body.example/old/main.htm": "<html lang=en><body><p>هزینه خدمت: ۵۰٬۰۰۰ ریال</p></body></html>",
    "https://body.example/old/menu.htm": "<html><body><a href=privacy.htm>حریم خصوصی</a></body></html>",
}


@pytest.mark.parametrize(
    "page", ["<frameset cols='*,30%'><frame src=main.htm><frame src=menu.htm></frameset>", "<p>پرتال</p>"]
)
def test_what_stands_in_a_pages_own_frames_is_read_as_part_of_it(page: str) -> None:
    linked = {"privacy": ("https://body.example/old/privacy.htm", f"<p>{'متن بیانیه ' * 40}</p>")}

    found = findings(page, linked=linked, frames=FRAMES)

    assert (said(found["content.fee"]), said(found["content.privacy"])) == (
        ("warn", "stated_by_words"),
        ("warn", "present_by_words"),
    )
    assert found["content.privacy"].observed["url"] == "https://body.example/old/privacy.htm"
