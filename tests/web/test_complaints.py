"""A complaint's whole trip over the pages: lodged, drawn, heard, decided, read by its complainant."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import queries
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import night
from tests.web.clients import first, signed_in

pytestmark = pytest.mark.django_db
FILLED = {"kind": "result", "body": "NAZ", "first": "کارمزد دیده نشده است.", "second": "پاسخ تند بود."}


@pytest.fixture(autouse=True)
def body() -> None:
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")


def person(name: str, role: Role) -> Person:
    return people.registered(name, role)


def texts(content: bytes, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in HTMLParser(content).css(selector)]


def lodge(client: Client) -> str:
    """Lodge a complaint and return its receipt."""
    response = client.post("/complaints/", FILLED, follow=True)
    (code,) = texts(response.content, ".receipt-code")
    return code


def test_the_receipt_is_shown_once(client: Client) -> None:
    lodge(client)

    assert texts(client.get("/complaints/receipt/").content, ".receipt-code") == []


def test_between_lodging_and_showing_nobody_who_reads_our_tables_can_read_the_receipt(client: Client) -> None:
    client.post("/complaints/", FILLED)
    [kept] = [row.get_decoded() for row in Session.objects.all()]
    key = client.cookies["complaint_receipt"]

    (code,) = texts(client.get("/complaints/receipt/").content, ".receipt-code")

    assert code not in str(kept)
    assert (key["path"], key["httponly"], key["samesite"]) == ("/complaints/receipt/", True, "Strict")
    assert [row.get_decoded() for row in Session.objects.all()] == [{}]


def test_a_receipt_without_its_key_or_with_another_is_shown_to_nobody(client: Client) -> None:
    for key in ("", "nonsense", "A" * 43 + "="):
        client.post("/complaints/", FILLED)
        client.cookies["complaint_receipt"] = key

        assert texts(client.get("/complaints/receipt/").content, ".receipt-code") == []


def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(client: Client) -> None:
    response = client.post("/complaints/", {**FILLED, "first": "", "kind": "nonsense"})

    shown = HTMLParser(response.content)
    assert sorted(node.attributes["id"] or "" for node in shown.css(".form-errors")) == [
        "id_first_error",
        "id_kind_error",
    ]
    assert first(shown, "#id_second").text(strip=True) == "پاسخ تند بود."
    assert first(shown, "#id_first").attributes["aria-invalid"] == "true"
    assert queries.complaints() == ()


def test_a_link_from_a_card_has_chosen_the_body(client: Client) -> None:
    shown = HTMLParser(client.get("/complaints/?body=NAZ").content)

    assert first(shown, "#id_body option[selected]").attributes["value"] == "NAZ"


def test_too_long_a_text_is_refused_and_kept(client: Client) -> None:
    response = client.post("/complaints/", {**FILLED, "first": "ا" * 4001})

    assert len(texts(response.content, "#id_first_error")) == 1
    assert len(first(HTMLParser(response.content), "#id_first").text(strip=True)) == 4001


def test_number_and_receipt_open_a_complaint_with_persian_digits(client: Client) -> None:
    code = lodge(client)

    response = client.post("/complaints/track/", {"number": "۱", "code": code.lower()})

    assert texts(response.content, ".timeline li") != []
    assert "کارمزد دیده نشده است." in response.content.decode()


@pytest.mark.parametrize("typed", [{"number": "1", "code": "7XK3M"}, {"number": "2", "code": "7XK3M"}])
def test_a_wrong_pair_is_told_without_saying_which_half_is_wrong(
    client: Client, typed: dict[str, str]
) -> None:
    lodge(client)

    response = client.post("/complaints/track/", typed)

    assert texts(response.content, "[role=alert]") == [
        "شکایتی با این شماره و این رسید نیست. هر دو را از روی برگه‌ی رسید بنویسید."
    ]


def test_guessing_is_stopped_in_a_sentence(client: Client) -> None:
    for _ in range(10):
        client.post("/complaints/track/", {"number": "1", "code": "x"})

    response = client.post("/complaints/track/", {"number": "1", "code": "x"})

    assert texts(response.content, "[role=alert]")[0].startswith("از این نشانی بارها تلاش شد.")


def test_a_complaint_goes_its_whole_way_over_the_pages(client: Client) -> None:
    code = lodged_yesterday(client)
    handlers = {one.reference: one for one in (person("mina", Role.HANDLER), person("omid", Role.HANDLER))}
    reader, manager = signed_in(person("rasa", Role.SECOND_READER)), signed_in(person("sefr", Role.MANAGER))
    office = signed_in(person("sara", Role.SECRETARIAT))
    admitted_yesterday(office)
    draw = queries.tracked(1, code, timezone.now()).draw
    assert draw is not None
    handler = signed_in(handlers[draw.handler])

    answered = manager.post("/office/complaints/1/answer/", {"answer": "در صفحه‌ی دوم است."}, follow=True)
    ruled = {
        "verdict-1": "upheld",
        "reasons-1": "دیده شد.",
        "verdict-2": "not_upheld",
        "reasons-2": "شنیده شد.",
    }
    handler.post("/office/complaints/1/", {"move": "propose", **ruled})
    read = reader.get("/office/complaints/1/").content.decode()
    reader.post("/office/complaints/1/", {"move": "decide"})
    response = client.post("/complaints/track/", {"number": "1", "code": code})

    assert "در صفحه‌ی دوم است." in answered.content.decode()
    assert "دیده شد." in read
    assert texts(response.content, ".remedy") == ["وارد است دیده شد.", "وارد نیست شنیده شد."]
    assert len(texts(response.content, ".timeline li")) == 7


def lodged_yesterday(client: Client) -> str:
    with time_machine.travel(timezone.now() - timedelta(days=1), tick=False):
        return lodge(client)


def admitted_yesterday(office: Client) -> None:
    """Admit the complaint a day ago, and let the night pass in which its handler is drawn."""
    yesterday = timezone.now() - timedelta(days=1)
    with time_machine.travel(yesterday, tick=False):
        assert office.post("/office/complaints/1/", {"move": "admit"}).status_code == 302
    night(yesterday)


def test_a_ruling_without_reasons_is_told_and_what_was_typed_stays(client: Client) -> None:
    lodged_yesterday(client)
    mina, manager = signed_in(person("mina", Role.HANDLER)), signed_in(person("sefr", Role.MANAGER))
    admitted_yesterday(signed_in(person("sara", Role.SECRETARIAT)))
    manager.post("/office/complaints/1/answer/", {"answer": "پاسخ"})

    response = mina.post(
        "/office/complaints/1/", {"move": "propose", "verdict-1": "upheld", "reasons-1": "چون دیده شد."}
    )

    shown = HTMLParser(response.content)
    assert texts(response.content, "[role=status]") == ["دلیل را بنویسید؛ هر مورد دلیل خود را می‌خواهد."]
    assert first(shown, "#reasons-1").text() == "چون دیده شد."
    assert first(shown, "#verdict-1-upheld").attributes.get("checked", "no") != "no"


def test_without_anyone_impartial_the_page_says_so_and_the_complaint_waits(client: Client) -> None:
    code = lodge(client)
    involved = person("involved", Role.HANDLER)
    journal.write(by=involved, at=timezone.now(), what="body.corrected", about="body:NAZ")
    office = signed_in(person("sara", Role.SECRETARIAT))

    response = office.post("/office/complaints/1/", {"move": "admit"}, follow=True)

    assert texts(response.content, "[role=status]")[0].startswith("کسی بی‌طرف در میان رسیدگی‌کنندگان نیست")
    assert queries.tracked(1, code, timezone.now()).waits_for_outsider


def test_one_who_had_a_part_sees_no_word_of_the_complaint(client: Client) -> None:
    lodge(client)
    involved = person("involved", Role.SECRETARIAT)
    journal.write(by=involved, at=timezone.now(), what="body.corrected", about="body:NAZ")

    response = signed_in(involved).get("/office/complaints/1/")

    assert "کارمزد" not in response.content.decode()
    assert texts(response.content, "button.btn") == []


def test_the_office_offers_no_way_to_name_a_handler(client: Client) -> None:
    lodge(client)
    mina = person("mina", Role.HANDLER)

    signed_in(mina).post("/office/complaints/1/", {"move": "assign", "handler": mina.reference})

    assert [row.state.value for row in queries.complaints()] == ["lodged"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_the_office_names_no_content_and_asks_as_often_for_many_as_for_one(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        lodge(client)
    office = signed_in(person("sara", Role.SECRETARIAT))

    with django_assert_num_queries(7):  # session, person, authority, roles twice, bodies, complaints
        response = office.get("/office/complaints/")

    assert len(texts(response.content, "tbody tr")) == rows
    assert "کارمزد" not in response.content.decode()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_renders_in_both_languages(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    for path in ("/complaints/", "/complaints/track/", "/complaints/receipt/", "/notices/", "/agreement/"):
        assert client.get(path).status_code == 200


def test_the_office_knows_no_complaint_that_is_not_there_and_no_move_that_is_none(
    client: Client,
) -> None:
    lodge(client)
    office = signed_in(person("sara", Role.SECRETARIAT))

    assert [
        office.get("/office/complaints/9/").status_code,
        office.post("/office/complaints/9/", {"move": "admit"}).status_code,
        office.post("/office/complaints/1/", {"move": "serve"}).status_code,
    ] == [404, 404, 404]


def test_what_is_not_a_ruling_of_the_form_is_no_ruling(client: Client) -> None:
    code = lodged_yesterday(client)
    manager, handler = signed_in(person("sefr", Role.MANAGER)), signed_in(person("mina", Role.HANDLER))
    admitted_yesterday(signed_in(person("sara", Role.SECRETARIAT)))
    manager.post("/office/complaints/1/answer/", {"answer": "پاسخ"})
    ruled = {"1": "upheld", "2": "upheld", "verdict-1": "nonsense", "verdict-x": "upheld"}

    page = handler.post("/office/complaints/1/", {"move": "propose", **ruled})

    assert "دلیل را بنویسید؛ هر مورد دلیل خود را می‌خواهد." in page.content.decode()
    assert queries.tracked(1, code, timezone.now()).row.state == "heard"


def test_a_refused_complaint_says_why_to_its_complainant(client: Client) -> None:
    code = lodge(client)
    office = signed_in(person("sara", Role.SECRETARIAT))

    office.post("/office/complaints/1/", {"move": "refuse", "reasons": "در صلاحیت ما نیست."})

    assert queries.tracked(1, code, timezone.now()).refusal == "در صلاحیت ما نیست."
    page = client.post("/complaints/track/", {"number": "1", "code": code})
    assert "در صلاحیت ما نیست." in page.content.decode()


def test_without_anyone_impartial_a_second_draw_says_so_too(client: Client) -> None:
    lodge(client)
    office = signed_in(person("sara", Role.SECRETARIAT))
    office.post("/office/complaints/1/", {"move": "admit"})

    page = office.post("/office/complaints/1/", {"move": "assign"}, follow=True)

    assert "کسی بی‌طرف در میان رسیدگی‌کنندگان نیست" in page.content.decode()
    assert queries.complaint(1).state == "admitted"


@pytest.mark.parametrize("number", ["یک", "۱2x", "-1", "²"])
def test_a_number_of_a_complaint_has_digits_alone(client: Client, number: str) -> None:
    page = client.post("/complaints/track/", {"number": number, "code": "x"})

    assert texts(page.content, "#id_number_error") == ["شماره‌ی شکایت تنها رقم دارد، مانند ۱۲."]
