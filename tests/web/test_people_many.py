"""Many are invited from a spreadsheet: every line is checked and shown, and all are invited or nobody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts.models import Invitation
from sanjeh.apps.messages.models import Despatch
from sanjeh.core.workflow.roles import Role
from sanjeh.report.spreadsheet import SheetRows, xlsx
from sanjeh.web.office.people_many import MOST
from tests import people
from tests.web.clients import first, signed_in, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed_country")]
PAGE = "/office/people/invite/many/"
HEAD = ("نام", "ایمیل", "نقش", "کد دستگاه", "تا", "شماره", "روز")
MINA = ("مینا", "mina@b.example", "نماینده‌ی دستگاه", "B1", "۱۴۲۰/۰۱/۰۱", "12/7", "1405/07/01")
OMID = ("امید", "", "deputy", "B1", "1420/01/01", "", "")
SARA = ("سارا", "sara@a.example", "Secretariat", "", "2035-01-01", "", "")


@pytest.fixture
def office() -> Client:
    return signed_in(people.manager())


def lines(*rows: tuple[str, ...], between: str = "\t") -> str:
    return "\n".join(between.join(row) for row in rows)


def kept() -> list[tuple[str, str, str, str]]:
    rows = Invitation.objects.order_by("pk")
    return [(row.display_name, row.role, row.body, row.letter_number) for row in rows]


def typed(content: bytes) -> str:
    return first(HTMLParser(content), "#many-text").text().strip()


@pytest.mark.parametrize("between", ["\t", ",", ";"])
@pytest.mark.parametrize("head", [(), (HEAD,)])
def test_every_line_is_shown_and_then_all_are_invited(
    office: Client, between: str, head: tuple[tuple[str, ...], ...]
) -> None:
    text = lines(*head, MINA, OMID, SARA, between=between)

    preview = office.post(PAGE, {"text": text}).content
    between_them = kept()
    page = office.post(PAGE, {"text": text, "sure": "yes"}).content

    assert [one.split(" · ")[1] for one in texts(preview, "section li")] == ["مینا", "امید", "سارا"]
    assert first(HTMLParser(preview), "section [name=text]").attributes["value"] == text
    assert between_them == []
    assert kept() == [
        ("مینا", Role.REPRESENTATIVE, "B1", "12/7"),
        ("امید", Role.DEPUTY, "B1", ""),
        ("سارا", Role.SECRETARIAT, "", ""),
    ]
    assert len(texts(page, ".invitation-link")) == 3
    assert set(Despatch.objects.values_list("address", flat=True)) == {"mina@b.example", "sara@a.example"}


def test_a_workbook_is_read_and_what_is_wrong_is_told_beside_each_line(office: Client) -> None:
    wrong = ("رضا", "no address", "wizard", "B9", "هرگز", "", "")
    file = SimpleUploadedFile("m.xlsx", xlsx([SheetRows("کسان", (HEAD, MINA, wrong))], is_rtl=True))

    page = office.post(PAGE, {"file": file, "sure": "yes"}).content

    told = texts(page, "section li strong")
    assert (len(told), kept()) == (4, [])
    assert [text.split(":")[0] for text in told] == [
        "ایمیل «no address»",
        "نقش «wizard»",
        "تا پایان این روز «هرگز»",
        "کد دستگاه «B9»",
    ]
    assert typed(page).splitlines()[2].split("\t")[:2] == ["رضا", "no address"]
    assert texts(page, "section button") == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((MINA, MINA), "همین در سطر 1 هم هست."),
        ((("مینا", *OMID[1:]), ("مینا", *OMID[1:])), "همین در سطر 1 هم هست."),
    ],
)
def test_the_same_twice_is_told(office: Client, rows: tuple[tuple[str, ...], ...], said: str) -> None:
    page = office.post(PAGE, {"text": lines(*rows), "sure": "yes"}).content

    assert [text.partition(": ")[2] for text in texts(page, "section li strong")] == [said]
    assert kept() == []


def test_a_second_press_invites_nobody_again(office: Client) -> None:
    sent = {"text": lines(MINA, OMID), "sure": "yes"}
    office.post(PAGE, sent)

    page = office.post(PAGE, sent).content

    assert (len(kept()), len(texts(page, "section li strong"))) == (2, 2)
    assert typed(page) == sent["text"].strip()


@pytest.mark.parametrize("count", [MOST, MOST + 1])
def test_so_many_lines_and_no_more_in_one_go(office: Client, count: int) -> None:
    text = lines(*((f"n{number}", *OMID[1:]) for number in range(count)))

    page = office.post(PAGE, {"text": text}).content

    assert len(texts(page, "section li")) == (count if count == MOST else 0)
    assert len(texts(page, ".notice-line.error")) == (0 if count == MOST else 1)
    assert typed(page) == text.strip()


@pytest.mark.parametrize(
    "sent", [{}, {"text": " \n"}, {"file": SimpleUploadedFile("m.xlsx", b"PK\x03\x04 x")}]
)
def test_no_table_is_one_sentence(office: Client, sent: dict[str, object]) -> None:
    files = {name: SimpleUploadedFile("m.xlsx", one) for name, one in sent.items() if isinstance(one, bytes)}

    page = office.post(PAGE, {**sent, **files, "sure": "yes"}).content

    assert (len(texts(page, ".notice-line.error")), kept()) == (1, [])
