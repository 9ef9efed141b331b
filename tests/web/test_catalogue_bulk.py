"""Many rows of the list in one move: seen before it is done, taken back, and nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.web.clients import DONE, first, signed_in, texts, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed_country")]
LIST = "/office/catalogue/"


def test_many_rows_change_after_a_preview_and_one_move_takes_that_back(staff: Client) -> None:
    before = catalogue.standing()
    sent = {"scope": "all", "query": "q=دستگاه", "edit": "add_category", "value": "big"}

    page = staff.post(f"{LIST}bulk/bodies/", sent)["Location"]
    assert catalogue.standing() == before
    staff.post(page, {"move": "apply"})
    assert catalogue.categories() == ("big", "high_volume", "main")
    undo = staff.post(page, {"move": "undo"})["Location"]
    staff.post(undo, {"move": "apply"})

    assert catalogue.standing() == before
    assert texts(staff.get(page).content, "button[value=undo]") == []


def body() -> catalogue.BodyRow:
    return catalogue.body("B1").row


def service() -> catalogue.ServiceRow:
    return catalogue.service("10000000001")


@pytest.mark.parametrize(
    ("edit", "value", "read", "found"),
    [
        ("drop_category", "main", lambda: body().categories, ()),
        ("parent", "B2", lambda: body().parent_code, "B2"),
        ("parent", "", lambda: body().parent_code, ""),
        ("body", "B3", lambda: service().body_code, "B3"),
        ("end", "", lambda: service().urls, ()),
    ],
)
def test_each_change_of_many_rows_does_what_it_says(
    staff: Client, edit: str, value: str, read: Callable[[], object], found: object
) -> None:
    is_of_bodies = edit in ("drop_category", "parent")
    sheet = "bodies" if is_of_bodies else "services"
    sent = {"chosen": "B1" if is_of_bodies else "10000000001", "edit": edit, "value": value}

    page = staff.post(f"{LIST}bulk/{sheet}/", sent)["Location"]

    assert told(staff, page, move="apply") == [DONE]
    assert read() == found


def test_a_change_of_many_rows_that_breaks_the_list_is_not_applied(staff: Client) -> None:
    page = staff.post(f"{LIST}bulk/bodies/", {"chosen": ["B1", "B2"], "edit": "parent", "value": "B1"})[
        "Location"
    ]

    assert texts(staff.get(page).content, "button[value=apply]") == []
    assert told(staff, page, move="apply") == [
        "سطر نادرست دارد و به کار نمی‌رود؛ پرونده را درست کنید و دوباره بفرستید."
    ]


def test_the_addresses_of_many_rows_rest_after_they_were_seen(staff: Client) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    sent = {"chosen": ["B1"], "edit": "pause", "value": tomorrow}

    seen = staff.post(f"{LIST}bulk/bodies/", sent)
    assert texts(seen.content, "main li") == ["https://body-1.example/", "https://body-1.example/service"]
    assert catalogue.paused(timezone.now()) == ()
    staff.post(f"{LIST}bulk/bodies/", sent | {"confirmed": "1"})
    assert [one.url for one in catalogue.paused(timezone.now())] == texts(seen.content, "main li")
    staff.post(
        "/office/pauses/end/", {"chosen": ["https://body-1.example/", "https://body-1.example/service"]}
    )
    assert catalogue.paused(timezone.now()) == ()


def test_nothing_chosen_or_no_day_is_told(staff: Client) -> None:
    assert told(staff, f"{LIST}bulk/bodies/", edit="end") == ["هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."]
    assert told(staff, f"{LIST}bulk/bodies/", edit="pause", chosen="B1", value="روزی") == [
        "یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱."
    ]


@pytest.mark.parametrize(
    ("edit", "value", "said"),
    [
        ("pause", "روزی", "یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱."),
        ("pause", "1400/01/01", "یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱."),
        ("parent", "NOBODY", "دستگاهی با این کد در فهرست نیست."),
        ("add_category", "", "کد دسته را بنویسید."),
        ("drop_category", " ", "کد دسته را بنویسید."),
    ],
)
def test_what_is_no_value_of_a_change_comes_back_with_every_tick(
    staff: Client, edit: str, value: str, said: str
) -> None:
    sent = {"chosen": ["B1", "B2"], "edit": edit, "value": value, "query": "q=دستگاه", "confirmed": "1"}

    page = HTMLParser(staff.post(f"{LIST}bulk/bodies/", sent).content)

    assert [node.text(strip=True) for node in page.css(".notice-line p")] == [said]
    assert [node.attributes["value"] for node in page.css("main li input[checked]")] == ["B1", "B2"]
    assert first(page, "#edit option[selected]").attributes["value"] == edit
    assert first(page, "#value").attributes["value"] == value.strip()
    assert first(page, "[name=query]").attributes["value"] == "q=دستگاه"
    assert catalogue.paused(timezone.now()) == ()


def test_a_service_is_given_to_a_body_and_to_none_else(staff: Client) -> None:
    sent = {"chosen": ["10000000001"], "edit": "body", "value": ""}

    page = staff.post(f"{LIST}bulk/services/", sent).content

    assert texts(page, ".notice-line p") == ["دستگاهی با این کد در فهرست نیست."]


@pytest.mark.parametrize("address", ["/office/people/", LIST])
def test_with_no_row_ticked_what_was_typed_stays_in_the_form_of_the_list(address: str) -> None:
    manager = signed_in(people.holder(Role.MANAGER, Role.SECRETARIAT))
    people.registered("held", Role.HANDLER)
    bulk = f"{address}bulk/" if "people" in address else f"{address}bulk/bodies/"
    sent = {"edit": "end", "value": "۱۴۰۵/۱۰/۰۱", "letter_number": "9/9", "query": "q=&sort=name&value=x"}

    page = HTMLParser(manager.post(bulk, sent, follow=True).content)

    assert first(page, "#edit option[selected]").attributes["value"] == "end"
    assert first(page, "#value").attributes["value"] == "۱۴۰۵/۱۰/۰۱"
    assert [node.attributes["value"] for node in page.css("#bulk-letter")] == (
        ["9/9"] if "people" in address else []
    )


def test_an_auditor_finds_no_row_to_tick(staff: Client) -> None:
    auditor = signed_in(people.holder(Role.AUDITOR))

    ticks = [texts(one.get(LIST).content, "main input[name=chosen]") for one in (staff, auditor)]

    assert (bool(ticks[0]), ticks[1]) == (True, [])


def test_an_operator_may_let_addresses_rest_but_change_nothing_else() -> None:
    operator = signed_in(people.holder(Role.OPERATOR))
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    assert operator.post(f"{LIST}bulk/bodies/", {"chosen": "B1", "edit": "end"}).status_code == 403
    assert (
        operator.post(f"{LIST}bulk/bodies/", {"chosen": "B1", "edit": "pause", "value": tomorrow}).status_code
        == 200
    )
