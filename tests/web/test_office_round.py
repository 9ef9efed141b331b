"""Staff bring a round from nothing to its edition by the pages of the office alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import BodyEntry
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.publication.actions import make_move
from sanjeh.apps.results.models import ScorecardRecord
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from tests import hands, people
from tests.web import country
from tests.web.clients import first

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
ROUND = f"/office/rounds/{country.ROUND}/"
REASON = "تمرین؛ کسی نباید آماده شود."
PAST = "این روز گذشته است؛ دوره پیش از آغاز اعلام می‌شود."


def a_country_with_a_method() -> None:
    entries = [BodyEntry("parent", Words("وزارت نمونه", "Sample ministry"))]
    entries += [country.body(number) for number in (1, 2)]
    catalogue.load_catalogue(entries=entries, by=people.secretariat(), now=country.NOW)
    load_method()


def load_method() -> None:
    text = country.METHOD.read_text("utf-8")
    methodologies.load_methodology(text=text, name="small", by=people.secretariat(), now=country.NOW)


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def written(**changes: str) -> dict[str, str]:
    return {
        "code": "۱۴۰۵-۲",
        "title_fa": "دوره تازه",
        "title_en": "New round",
        "methodology": "small",
        "opens": today(),
        "closes": today(9),
    } | changes


def shown(client: Client, address: str) -> HTMLParser:
    response = client.get(address)
    assert response.status_code == 200, address
    return HTMLParser(response.content)


def texts(tree: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(selector)]


def errors(tree: HTMLParser) -> dict[str, str]:
    """Return what is told beside each field."""
    return {
        str(node.attributes["id"]).removesuffix("_error"): node.text(strip=True)
        for node in tree.css(".form-errors")
    }


def lacks(client: Client) -> list[str]:
    return texts(shown(client, ROUND), ".lacks .grade")


def announce(client: Client) -> str:
    """Follow the link beside the first lack and write the notice; return where that leads."""
    link = first(shown(client, ROUND), ".lacks a").attributes["href"] or ""
    known = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    form = shown(client, link)
    assert first(form, "#id_version").attributes["value"] == known["version"]
    notice = {"title_fa": "اعلام", "title_en": "Notice", "body_fa": "متن", "body_en": "Text"}
    kept = {name: known[name] for name in ("kind", "version", "effective")}
    response = client.post(link, {**notice, **kept, "short_notice_reason": REASON})
    return str(response["Location"])


def pressed(client: Client) -> Iterator[str]:
    """Press whatever button the round's page offers until there is none."""
    while button := shown(client, ROUND).css_first("button[name=move]"):
        yield button.attributes["value"] or ""
        client.post(f"{ROUND}moves/", {"move": button.attributes["value"] or ""})


def test_a_round_goes_from_its_draft_to_its_edition(staff: Client, approver: Client) -> None:
    a_country_with_a_method()

    assert staff.post("/office/rounds/new/", written())["Location"] == ROUND
    assert lacks(staff) == [
        "روش این دوره در اجرا نیست و اطلاعیه‌ای هم ندارد.",
        "اطلاعیه‌ی این دوره هنوز منتشر نشده است.",
    ]
    assert announce(staff) == ROUND
    assert lacks(staff)[0] == "اطلاعیه‌ی روش منتشر شده است، ولی روش هنوز به اجرا گذاشته نشده است."
    approver.post(f"{ROUND}method/")
    assert announce(staff) == ROUND
    moves = pressed(staff)
    assert [next(moves), next(moves)] == ["announce", "start_probing"]
    assert list(moves) == []
    assert lacks(staff) == ["سنجش هنوز پایان نیافته است؛ نتیجه از نیمی از دوره گرفته نمی‌شود."]
    country.looked_at(dict(country.SPREAD))
    assert list(pressed(staff)) == ["give_preliminary", "make_final"]
    assert list(pressed(approver)) == ["publish"]
    assert list(pressed(staff)) == ["archive"]

    assert [one.number for one in publication.editions(country.ROUND)] == [1]


def test_what_cannot_be_undone_asks_once_more(staff: Client, approver: Client) -> None:
    country.start_round(1)
    country.looked_at(dict(country.SPREAD))

    asks_again = {}
    for client in (staff, approver, staff):
        for move in pressed(client):
            asks_again[move] = len(shown(client, ROUND).css("details.confirm button[name=move]")) == 1

    assert asks_again == {"give_preliminary": False, "make_final": True, "publish": True, "archive": True}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "دوره"}, {"id_code": "کد تنها حرف لاتین، رقم و خط تیره دارد، مانند \u2066۱۴۰۵-۳\u2069."}),
        ({"code": "new"}, {"id_code": "کد تنها حرف لاتین، رقم و خط تیره دارد، مانند \u2066۱۴۰۵-۳\u2069."}),
        ({"opens": "فردا"}, {"id_opens": "یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱."}),
        ({"opens": "1404/01/01"}, {"id_opens": PAST}),
        ({"opens": today(3), "closes": today(2)}, {"id_closes": "پایان سنجش پیش از آغاز آن است."}),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(
    staff: Client, changes: dict[str, str], said: dict[str, str]
) -> None:
    load_method()

    tree = HTMLParser(staff.post("/office/rounds/new/", written(**changes)).content)

    assert errors(tree) == said
    assert first(tree, "#id_title_fa").attributes["value"] == "دوره تازه"
    assert rounds.rounds() == ()


def test_a_code_that_another_round_has_is_refused(staff: Client) -> None:
    load_method()
    staff.post("/office/rounds/new/", written())

    tree = HTMLParser(staff.post("/office/rounds/new/", written(title_en="Other")).content)

    assert errors(tree) == {"id_code": "دوره‌ای دیگر این کد را دارد."}
    assert first(tree, "#id_title_en").attributes["value"] == "Other"


def test_a_draft_can_be_changed_until_it_is_announced(staff: Client) -> None:
    load_method()
    staff.post("/office/rounds/new/", written())

    form = shown(staff, f"{ROUND}draft/")
    staff.post(f"{ROUND}draft/", written(code="ignored", title_en="Another title", opens=today(5)))

    (row,) = rounds.rounds()
    assert (first(form, "#id_closes").attributes["value"] or "").startswith("۱۴")
    assert (row.code, row.title.en) == (country.ROUND, "Another title")
    assert timezone.localdate(row.opens_at).isoformat() == today(5)


def test_an_announced_round_is_changed_no_more(staff: Client) -> None:
    country.start_round(1)

    asked = staff.get(f"{ROUND}draft/")
    changed = staff.post(f"{ROUND}draft/", written(title_en="Another title"), follow=True)

    assert asked["Location"] == ROUND
    assert texts(HTMLParser(changed.content), ".form-errors li") == [
        "این دوره اعلام شده است و دیگر عوض نمی‌شود."
    ]
    assert rounds.rounds()[0].title.en == "Sample round"


def test_nobody_outside_sees_a_draft(staff: Client) -> None:
    load_method()
    staff.post("/office/rounds/new/", written())

    assert texts(shown(staff, "/rounds/"), "tbody tr") == []
    assert staff.get(f"/rounds/{country.ROUND}/").status_code == 404


def test_an_empty_catalogue_is_told_and_a_refusal_is_a_sentence(staff: Client, approver: Client) -> None:
    load_method()
    staff.post("/office/rounds/new/", written())
    announce(staff)
    approver.post(f"{ROUND}method/")
    announce(staff)

    refused = staff.post(f"{ROUND}moves/", {"move": "announce"}, follow=True)

    assert lacks(staff) == ["در فهرست هیچ نشانی نیست؛ نخست دستگاه‌ها و خدمات را بارگذاری کنید."]
    assert texts(HTMLParser(refused.content), ".notice-line.error") == lacks(staff)


def test_nothing_is_measured_before_the_announced_day(staff: Client) -> None:
    a_country_with_a_method()
    country.announce(Kind.METHODOLOGY, "small")
    methodologies.put_in_force(code="small", by=people.approver(), now=country.NOW)
    staff.post("/office/rounds/new/", written(opens=today(2)))
    announce(staff)
    staff.post(f"{ROUND}moves/", {"move": "announce"})

    refused = staff.post(f"{ROUND}moves/", {"move": "start_probing"}, follow=True)

    assert lacks(staff) == ["روز اعلام‌شده‌ی آغاز سنجش هنوز نرسیده است."]
    assert texts(HTMLParser(refused.content), ".notice-line.error") == lacks(staff)
    assert rounds.rounds()[0].state is RoundState.ANNOUNCED


def test_a_method_without_a_notice_is_not_put_in_force(staff: Client, approver: Client) -> None:
    load_method()
    staff.post("/office/rounds/new/", written())

    refused = approver.post(f"{ROUND}method/", follow=True)

    assert texts(HTMLParser(refused.content), "[role=status]") == [
        "برای این روش هنوز اطلاعیه‌ای منتشر نشده است."
    ]


def test_a_round_that_is_not_there_has_no_page_and_no_draft(staff: Client) -> None:
    for address in ("/office/rounds/none/", "/office/rounds/none/draft/"):
        assert staff.get(address).status_code == 404


def test_a_publication_that_does_not_follow_from_its_files_is_told_with_the_cell(
    approver: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)
    country.start_round(1)
    country.looked_at(country.SPREAD)
    for move in (RoundMove.GIVE_PRELIMINARY, RoundMove.MAKE_FINAL):
        make_move(round_code=country.ROUND, move=move, by=people.secretariat(), now=country.NOW)
    with hands.thawed():
        ScorecardRecord.objects.filter(code="body-1").update(score="12.34")

    page = approver.post(f"{ROUND}moves/", {"move": "publish"}, follow=True).content.decode()

    assert "منتشر نشد: شمارش دوباره‌ی پرونده‌های ویراست" in page
    assert "body-1.score: 12.34 kept, 100.00 counted again" in page
    assert publication.editions() == ()
