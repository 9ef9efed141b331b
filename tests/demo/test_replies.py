"""A site answers with the right page, or with what was planted on it."""

from datetime import UTC, datetime

from sanjeh.demo.country import read_country, sites
from sanjeh.demo.defects import Defects, Planting, read_defects
from sanjeh.demo.pages import Ports, SitePages
from sanjeh.demo.replies import Answer, Asked, SiteReplies
from sanjeh.demo.shipped import demo_folder

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COUNTRY = read_country()
SITE = next(site for site in sites(COUNTRY) if site.host == "pol")
SHEET = "/services/bridge-report"


def answer(path: str, *planted: str, words: str = "") -> Answer:
    table = Defects(read_defects().defects, (), {}, (Planting("pol", planted),))
    pages = SitePages(COUNTRY, SITE, demo_folder() / "site", Ports(8443, 8080))
    return SiteReplies(pages, table).answer(Asked(path, words, NOW))


def test_every_page_of_the_sitemap_is_there() -> None:
    paths = SitePages(COUNTRY, SITE, demo_folder() / "site", Ports(8443, 8080)).paths

    assert {path: answer(path).status for path in paths} == dict.fromkeys(paths, 200)


def test_a_page_that_does_not_exist_says_so_unless_that_was_spoilt() -> None:
    statuses = [
        answer("/nowhere", *planted).status for planted in ((), ("not_found_soft",), ("not_found_bare",))
    ]

    assert statuses == [404, 200, 404]


def test_a_link_is_left_out_together_with_its_page() -> None:
    spoilt = answer("/", "sla_missing").body.decode()

    assert ('href="/sla"' in spoilt, answer("/sla", "sla_missing").status) == (False, 404)


def test_search_finds_a_service_by_a_word_of_its_name() -> None:
    page = answer("/search", words="گزارش").body.decode()

    assert ("گزارش آسیب پل" in page, "مجوز عبور" in page) == (True, False)


def test_what_people_type_is_shown_as_text_and_never_as_markup() -> None:
    assert "<script>x" not in answer("/search", words="<script>x").body.decode()


def test_a_page_is_dated_by_the_clock_in_jalali() -> None:
    assert "۱۴۰۵/۰۸/۲۳" in answer(SHEET).body.decode()


def test_a_sheet_without_markers_keeps_its_words() -> None:
    page = answer(SHEET, "markers_missing").body.decode()

    assert ("data-service" in page, "مدارک لازم" in page) == (False, True)


def test_a_slow_site_keeps_its_pages_waiting_and_not_its_files() -> None:
    assert [answer(path, "slow").delay_s for path in ("/", "/assets/site.css")] == [2.5, 0]
