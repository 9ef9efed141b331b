"""An authority loads its own agreement on a page, and a second person confirms what is read there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.agreements import queries
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.notices.kinds import Kind
from tests import people
from tests.apps.agreements.test_own_agreement import DRAFT, announce, without_the_first
from tests.hands import thawed
from tests.web.clients import DONE, cells, signed_in, texts, told

pytestmark = pytest.mark.django_db
PAGE = "/office/agreement/"
TYPED = {"reading_en": DRAFT.reading_en, "first_day": "۱۴۰۵/۰۱/۰۱", "last_day": "۱۴۴۹/۱۲/۲۹", "text": ""}


def sent(client: Client, content: bytes = DRAFT.exact, more: dict[str, str] | None = None) -> bytes:
    file = SimpleUploadedFile("agreement.txt", content)
    answer: bytes = client.post(PAGE, {**TYPED, "file": file, **(more or {})}, follow=True).content
    return answer


@pytest.fixture
def office() -> Client:
    return signed_in(people.secretariat())


def test_the_very_bytes_of_the_file_are_kept_with_the_days_as_typed(office: Client) -> None:
    page = sent(office)

    version = queries.version(2)
    assert (version.exact, version.row.until.fa) == (DRAFT.exact, "۲۹ اسفند ۱۴۴۹")
    assert version.row.valid_from == datetime(2026, 3, 20, 20, 30, tzinfo=UTC)
    assert cells(page, "tbody tr:first-child td")[:2] == [
        "پیش‌نویس",
        "تا ۲۹ اسفند ۱۴۴۹ از ۱ فروردین ۱۴۰۵",
    ]


def begins_at(moment: datetime) -> None:
    with thawed():
        AgreementVersion.objects.filter(number=2).update(valid_from=moment)


def buttons(client: Client) -> list[str]:
    return texts(client.get(f"{PAGE}2/").content, "main form button")


def test_it_goes_from_draft_to_force_by_its_buttons_and_every_page_says_so(office: Client) -> None:
    now = timezone.now()
    sent(office)
    begins_at(now + timedelta(days=1))
    approver = signed_in(people.approver())

    assert (buttons(office), buttons(approver)) == (["به رایزنی بگذارید", "پس بگیرید"], ["پس بگیرید"])
    office.post(f"{PAGE}2/consult/")
    read = texts(approver.get(f"{PAGE}2/").content, ".clause h2")
    assert (buttons(office), buttons(approver)) == (["پس بگیرید"], ["خواندم و تأیید می‌کنم", "پس بگیرید"])
    approver.post(f"{PAGE}2/")
    assert told(approver, f"{PAGE}2/force/")[0].startswith("هنوز هیچ اطلاعیه‌ای این نسخه را اعلام نکرده")
    announce(Kind.AGREEMENT, 2, now + timedelta(days=1), timezone.now())
    assert told(approver, f"{PAGE}2/force/") == [DONE]
    begins_at(now)  # a day later

    assert read == ["۱ هدف", "۲ مدت"]
    assert "توافق‌نامه تا ۲۹ اسفند ۱۴۴۹ اعتبار دارد." in Client().get("/notices/").content.decode()
    assert Client().get("/agreement/2.txt").content == DRAFT.exact


def test_before_that_nobody_outside_reads_it(office: Client) -> None:
    sent(office)

    assert Client().get("/agreement/2.txt").status_code == 404


def test_who_loaded_it_finds_no_button_to_confirm_it(office: Client) -> None:
    sent(office)
    office.post(f"{PAGE}2/consult/")

    assert buttons(office) == ["پس بگیرید"]
    assert office.post(f"{PAGE}2/").status_code == 403


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"reading_en": "1) One\n"}, "reading_en", "متن ۲ بند دارد و ترجمه ۱ بند؛ بندها را برابر کنید."),
        ({"last_day": "۱۴۰۴/۱۲/۲۹"}, "last_day", "این روز پیش از نخستین روز اعتبار است."),
        ({"first_day": "فردا"}, "first_day", "یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱."),
    ],
)
def test_what_cannot_be_taken_is_told_beside_it_and_the_text_stays(
    office: Client, changed: dict[str, str], field: str, told: str
) -> None:
    tree = HTMLParser(sent(office, more=changed))

    area = tree.css_first("textarea[name=text]")
    assert area is not None
    assert [one.text() for one in tree.css(f"#id_{field}_error li")] == [told]
    assert area.text().strip() == DRAFT.exact.decode().strip()
    assert len(queries.versions()) == 1


def test_a_text_without_clauses_is_told_how_to_number_them(office: Client) -> None:
    page = sent(office, "بی‌بند".encode())

    assert texts(page, "#id_text_error li")[0].startswith("هیچ بندی پیدا نشد")


def test_the_page_of_an_authority_without_any_agreement_says_so_and_nothing_else() -> None:
    without_the_first()

    page = Client().get("/agreement/").content

    assert "هنوز توافق‌نامه‌ای بسته نشده است." in page.decode()
    assert (texts(page, ".clause"), texts(page, ".digest"), "از آن هنگام" in page.decode()) == ([], [], False)


def test_a_version_that_there_is_not_is_not_found(office: Client) -> None:
    assert office.get(f"{PAGE}9/").status_code == 404
