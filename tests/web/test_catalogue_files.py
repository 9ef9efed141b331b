"""A list comes into the office from a file: seen line by line, applied by a second person, downloaded."""

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.journal import queries as journal
from tests.apps.catalogue.files import SERVICE_HEAD, downloaded, services, workbook
from tests.web.clients import DONE, asked, first, texts, told

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed_country")]
LIST = "/office/catalogue/"
IMPORTS = f"{LIST}imports/"
NEW = ("10010102000", "B1", "خدمت تازه", "https://body-1.example/new")
UNSEEN = dict.fromkeys(map(ord, "\u2068\u2069"))


def upload(client: Client, content: bytes, name: str = "فهرست.xlsx") -> "_MonkeyPatchedWSGIResponse":
    return client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})


def preview(client: Client, content: bytes) -> str:
    return upload(client, content)["Location"]


def told_in(row: LexborNode) -> list[str]:
    """Return what the cells of a row say, without the titles that narrow screens show."""
    for title in row.css(".cell-title"):
        title.decompose()
    return [" ".join(cell.text(separator=" ").split()) for cell in row.css("th, td")]


def test_a_wrong_file_is_told_line_by_line_and_nothing_is_offered_but_to_correct_it(
    staff: Client, approver: Client
) -> None:
    page = preview(staff, services(("1001010", "B1", "کوتاه", "https://a.example/ https://b.example/")))

    rows = [told_in(row) for row in HTMLParser(staff.get(page).content).css(".listing tbody tr")]
    assert rows == [
        [
            "۲ خدمت‌ها",
            "کد خدمت",
            "1001010",
            "کد ۷ رقم دارد و باید ۱۱ رقم باشد. کد کامل را بنویسید.",
        ],
        [
            "۲ خدمت‌ها",
            "نشانی خدمت",
            "https://a.example/ https://b.example/",
            "دو نشانی در یک خانه آمده است. هر نشانی را در ستونی جدا بنویسید («نشانی ۲»، «نشانی ۳»).",
        ],
    ]
    assert texts(approver.get(page).content, "button[value=apply]") == []
    assert told(approver, page, move="apply") == [
        "سطر نادرست دارد و به کار نمی‌رود؛ پرونده را درست کنید و دوباره بفرستید."
    ]


def test_a_file_is_applied_by_somebody_else_and_only_once(staff: Client, approver: Client) -> None:
    page = preview(staff, services(NEW))

    assert texts(staff.get(page).content, "button[value=apply]") == []
    assert "شما در همین موضوع" in texts(staff.get(page).content, ".step-refused")[0]
    assert staff.post(page, {"move": "apply"}).status_code == 403
    assert texts(approver.get(page).content, "button[value=apply]") == ["به کار بردن ۱ تغییر"]
    assert told(approver, page, move="apply") == [DONE]
    head = journal.head()
    assert told(approver, page, move="apply") == [
        "این کار در وضعیت کنونی ممکن نیست: یا انجام شده یا کنار گذاشته شده است."
    ]
    assert (catalogue.service("10010102000").body_code, journal.head()) == ("B1", head)


def test_the_preview_says_what_was_and_what_will_be_and_what_was_mended(staff: Client) -> None:
    page = preview(staff, services((10000000001, "B2", "خدمت يك", "https://body-1.example/service")))

    row = told_in(first(HTMLParser(staff.get(page).content), ".listing tbody tr"))
    assert row[3].translate(UNSEEN) == "کد دستگاه: B1 ← B2، عنوان فارسی: خدمت 1 ← خدمت یک"
    assert "صفحه‌گسترده کد را عدد کرده بود؛ به متن برگشت." in row[4]
    assert [one for one in texts(staff.get(page).content, "nav .chip") if one.endswith(("۱", "۲"))] == [
        "تغییر می‌کند ۱",
        "در پرونده نیست ۲",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK no archive", "پرونده را نتوانستیم بخوانیم."),
        (b"a,b\n1,2\n", "ستون‌های فهرست در پرونده پیدا نشد."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "این پرونده‌ی اکسل قدیمی یا بسته با گذرواژه است."),
        (b"x" * 10_000_001, "پرونده از ۱۰ مگابایت بزرگ‌تر است."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(
    staff: Client, content: bytes, said: str
) -> None:
    response = upload(staff, content)

    assert response.status_code == 200
    assert texts(response.content, ".form-errors li")[0].startswith(said)


def test_the_imports_so_far_are_listed_with_who_did_what(staff: Client, approver: Client) -> None:
    page = preview(staff, services(NEW))
    approver.post(page, {"move": "apply"})
    undo = staff.post(page, {"move": "undo"})["Location"]
    approver.post(undo, {"move": "discard"})

    rows = [told_in(row) for row in HTMLParser(staff.get(IMPORTS).content).css(".listing tbody tr")]
    assert [row[1:4] for row in rows] == [
        ["بازگرداندن", "کنار گذاشته شد", "۱"],
        ["پرونده‌ی اکسل فهرست.xlsx", "به کار رفت", "۱"],
    ]
    assert [row[4].split(" ")[0] for row in rows] == ["secretariat"] * 2
    assert rows[1][5].startswith("approver ")


def test_a_column_that_is_missing_is_told_of_the_file_and_nothing_is_applied(staff: Client) -> None:
    page = preview(staff, workbook(services=[["code", "title", "تلفن"], ["10010102000", "خدمت", "021"]]))

    told_of_file = texts(staff.get(page).content, ".notice-line p")
    assert told_of_file == [
        "تلفن : این ستون شناخته نشد و خوانده نشد.",
        "ستون «کد دستگاه» در پرونده نیست. آن را بیفزایید.",
    ]
    assert "نادرست ۱" in texts(staff.get(page).content, "nav .chip")


def test_the_missing_end_where_that_was_chosen_and_the_preview_shows_it(
    staff: Client, approver: Client
) -> None:
    page = preview(staff, services((10000000001, "B1", "خدمت 1", "https://body-1.example/service")))

    staff.post(page, {"move": "check", "ends_missing": "1"})
    shown = texts(staff.get(f"{page}?what=missing").content, ".listing tbody td:nth-of-type(3)")
    assert [one.removeprefix("تغییر ") for one in shown] == ["پایان می‌یابد"] * 2
    approver.post(page, {"move": "apply"})

    assert catalogue.size().services == 1


def test_what_was_downloaded_is_uploaded_again_without_a_change(staff: Client) -> None:
    for name in ("catalogue.xlsx", "bodies.csv", "services.csv"):
        content = staff.get(f"{LIST}files/{name}").content
        page = staff.get(preview(staff, content)).content
        assert "این پرونده چیزی را عوض نمی‌کند." in texts(page, "section p")
    narrowed = staff.get(f"{LIST}services/?body=B2&file=xlsx").content
    assert narrowed != downloaded()
    assert "بی‌تغییر ۱" in texts(staff.get(preview(staff, narrowed)).content, "nav .chip")


def test_the_template_is_an_empty_list_with_a_guide(staff: Client) -> None:
    response = upload(staff, staff.get(f"{LIST}files/template.xlsx").content)

    assert "در پرونده نیست ۷" in texts(staff.get(response["Location"]).content, "nav .chip")
    assert staff.get(f"{LIST}files/nothing.xlsx").status_code == 404


def test_a_preview_asks_as_much_for_one_row_as_for_forty(staff: Client) -> None:
    few = preview(staff, services(NEW))
    many = preview(
        staff,
        workbook(
            services=[SERVICE_HEAD, *((20_000_000_000 + n, "B1", "خ", f"a.example/{n}") for n in range(40))]
        ),
    )

    assert asked(staff, f"{few}?what=new") == asked(staff, f"{many}?what=new")
