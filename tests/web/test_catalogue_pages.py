"""The list in the office: it is searched, changed, merged and taken back."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.catalogue import actions as catalogue_actions
from sanjeh.apps.catalogue import queries as catalogue
from tests import people
from tests.apps import trip
from tests.web import country
from tests.web.clients import asked, texts

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed_country")]
LIST = "/office/catalogue/"
NEW = ("10010102000", "B1", "خدمت تازه", "https://body-1.example/new")


@pytest.mark.parametrize("typed", ["دستگاه ٢", "دستگاه‌های ۲", "b2", "body-2"])
def test_the_list_is_searched_as_people_type(staff: Client, typed: str) -> None:
    assert texts(staff.get(LIST, {"q": typed}).content, ".listing tbody th")[:1] == ["دستگاه 2"]
    assert texts(staff.get("/bodies/", {"q": typed}).content, "tbody th")[0].startswith("دستگاه 2")


def changed(**typed: str) -> dict[str, str]:
    sent = {
        "do": "change",
        "title_fa": "دستگاه 1",
        "title_en": "Body 1",
        "parent": "MINISTRY",
        "categories": "main",
    }
    return sent | {"domain": "body-1.example", "address": "https://body-1.example/", "on": "today"} | typed


def on(client: Client, address: str, sent: dict[str, str]) -> "_MonkeyPatchedWSGIResponse":
    return client.post(address, sent | {"on": timezone.localdate().isoformat()})


def test_a_body_is_renamed_and_its_pages_tell_the_earlier_name(staff: Client) -> None:
    response = on(staff, f"{LIST}bodies/B1/", changed(title_fa="سازمان نو", title_en=""))

    assert response.status_code == 302
    assert texts(staff.get(f"{LIST}bodies/B1/").content, ".timeline li bdi, .timeline li")[0].startswith(
        "سازمان نو"
    )
    assert texts(staff.get("/fa/bodies/B1/").content, ".page-head p")[1].startswith(
        "نام پیشین: دستگاه 1 (تا "
    )
    english = staff.get("/en/bodies/B1/").content
    assert texts(english, "h1 bdi[lang=fa]") == ["سازمان نو"]


def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(staff: Client) -> None:
    wrong = changed(title_fa="نام", address="https://body-2.example/", parent="B1", domain="no domain")

    early = on(staff, f"{LIST}bodies/B1/", wrong)
    second = on(staff, f"{LIST}bodies/B1/", wrong | {"domain": ""})

    assert texts(early.content, ".form-errors li") == [
        "این دامنه نیست. تنها نام را بنویسید، مانند \u2066example.ir\u2069."
    ]
    told_there = texts(second.content, "#id_address_error li, #id_parent_error li")
    assert [one.split(".")[0] for one in told_there] == [
        "دستگاه‌ها دور می‌زنند و به خود می‌رسند: \u2066B1\u2069",
        "این نشانی زیر دستگاه B2 هم آمده است",
    ]
    assert texts(second.content, "#id_address") == ["https://body-2.example/"]
    assert catalogue.body("B1").row.title.fa == "دستگاه 1"


def test_a_change_is_not_dated_before_the_last_one_nor_after_today(staff: Client) -> None:
    for days, said in ((1, "این روز هنوز نرسیده است"), (-31, "زودترین روز برای این تغییر")):
        day = (timezone.localdate() + timedelta(days=days)).isoformat()
        response = staff.post(f"{LIST}bodies/B1/", changed(title_fa="نام", on=day))
        assert texts(response.content, ".form-errors li")[0].startswith(said)


def test_a_body_is_merged_into_another_and_leads_there(staff: Client) -> None:
    on(staff, f"{LIST}bodies/B1/", {"do": "end", "into": "B2"})

    assert catalogue.service("10000000001").body_code == "B2"
    for address in (f"{LIST}bodies/B1/", "/bodies/B1/"):
        page = staff.get(address).content
        assert [one for one in texts(page, "a") if one == "دستگاه 2"] != []
        assert any(one.startswith("پایان در") for one in texts(page, ".chip"))
    assert texts(staff.get(f"{LIST}?standing=ended").content, ".listing tbody th a") == ["دستگاه 1"]


def test_a_service_moves_with_its_addresses_and_ends_on_its_page(staff: Client) -> None:
    page = f"{LIST}services/10000000001/"
    sent = {"do": "change", "title_fa": "خدمت 1", "title_en": "", "body": "B2"}

    moved = on(staff, page, sent | {"address": "https://body-1.example/service"})
    shown = staff.get(page).content
    taken = on(staff, page, sent | {"address": "https://body-3.example/"})

    assert (moved.status_code, catalogue.service("10000000001").body_code) == (302, "B2")
    assert [one.split(" از ")[0] for one in texts(shown, ".timeline li")] == [
        "خدمت 1 دستگاه 2",
        "خدمت 1 دستگاه 1",
    ]
    assert texts(taken.content, "#id_address_error li")[0].startswith("این نشانی زیر دستگاه B3 هم آمده است.")
    assert on(staff, page, {"do": "end"}).status_code == 302
    assert catalogue.service("10000000001").ended_on == timezone.localdate()
    assert texts(staff.get(page).content, "details.confirm") == []


def test_an_end_without_a_day_is_told_and_its_form_stays_open(staff: Client) -> None:
    for page in (f"{LIST}bodies/B1/", f"{LIST}services/10000000001/"):
        content = staff.post(page, {"do": "end", "on": "هرگز"}).content
        assert texts(content, "details[open] .form-errors li") == ["یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱."]


@pytest.mark.parametrize("address", ["bodies/B9/", "services/10000000009/", "imports/9/", "imports/9/file/"])
def test_what_is_not_in_the_list_is_not_found(staff: Client, address: str) -> None:
    for answer in (
        staff.get(f"{LIST}{address}"),
        staff.post(f"{LIST}{address}", {"do": "end", "move": "apply"}),
    ):
        assert answer.status_code in {404, 405}


def test_the_lists_of_the_office_are_searched_and_downloaded_too(staff: Client) -> None:
    country.start_round(2)

    assert texts(staff.get("/office/rounds/?q=دوره‌ی&state=probing").content, ".listing tbody th") != []
    assert texts(staff.get("/office/rounds/?state=archived").content, ".empty") != []
    for page in (
        "/office/rounds/",
        "/office/notices/",
        "/office/pauses/",
        "/office/complaints/",
        f"{LIST}imports/",
    ):
        assert staff.get(f"{page}?file=csv").content.startswith(b"\xef\xbb\xbf")
    assert len(staff.get("/office/notices/?file=csv&sort=number").content.decode().splitlines()) > 1


def test_a_new_body_and_a_new_service_are_added_and_a_taken_code_is_refused(staff: Client) -> None:
    body = {"code": "NEW-1", "title_fa": "سازمان تازه", "parent": "MINISTRY"}
    service = {
        "code": "۱۰۰۱۰۱۰۹۰۰۰",
        "title_fa": "خدمت تازه",
        "body": "NEW-1",
        "address": "new.example/a\nnew.example/b",
    }

    assert staff.post(f"{LIST}new/body/", body)["Location"] == f"{LIST}bodies/NEW-1/"
    assert staff.post(f"{LIST}new/service/", service)["Location"] == f"{LIST}services/10010109000/"

    assert catalogue.service("10010109000").urls == ("https://new.example/a", "https://new.example/b")
    again = staff.post(f"{LIST}new/body/", body)
    assert texts(again.content, "#id_code_error li") == ["این کد در فهرست هست."]


@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}services/", f"{LIST}?q=دستگاه&sort=parent", f"{LIST}bodies/MINISTRY/"]
)
def test_a_page_asks_as_much_for_three_rows_as_for_thirty(staff: Client, address: str) -> None:
    few = asked(staff, address)
    catalogue_actions.load_catalogue(entries=trip.country(30), by=people.secretariat(), now=timezone.now())

    assert asked(staff, address) == few
