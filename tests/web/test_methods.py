"""Methods are loaded on a page: shipped ones as they are, own files checked whole and previewed first."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.methodology import queries
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.roles import Role
from sanjeh.engine.registry import PROBES
from sanjeh.engine.texts import check_ids
from sanjeh.web.office.methods import method_lines
from sanjeh.web.office.uploads import MOST_BYTES
from tests import people
from tests.web import country
from tests.web.clients import cells, signed_in, texts
from tests.web.country import METHOD, NOW, announce

pytestmark = pytest.mark.django_db
PAGE = "/office/methods/"
TEXT = METHOD.read_text("utf-8")


@pytest.fixture
def office() -> Client:
    return signed_in(people.secretariat())


def sent(client: Client, text: str | bytes, **more: str) -> HTMLParser:
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("method.toml", content)
    return HTMLParser(client.post(PAGE, {"file": file, "text": "", **more}, follow=True).content)


def typed(tree: HTMLParser) -> str:
    area = tree.css_first("textarea[name=text]")
    assert area is not None
    return area.text().removeprefix("\n")


def seen_hash(tree: HTMLParser) -> str:
    button = tree.css_first("button[name=seen]")
    assert button is not None
    return button.attributes["value"] or ""


def test_a_shipped_method_is_loaded_with_one_button(office: Client) -> None:
    office.post("/office/methods/shipped/iran-1405-3/")

    page = office.get(PAGE).content
    (row,) = queries.versions()
    assert (row.code, row.hash) == ("iran-1405-3", queries.shipped_row("iran-1405-3").hash)
    assert cells(page, "tbody td")[:2] == ["بارشده", "secretariat"]
    assert "/office/methods/shipped/iran-1405-3/" not in page.decode()


def test_a_shipped_method_that_there_is_not_is_not_found(office: Client) -> None:
    assert office.post("/office/methods/shipped/nowhere-1/").status_code == 404


def test_an_own_file_is_previewed_and_nothing_is_kept(office: Client) -> None:
    tree = sent(office, TEXT)

    method = queries.checked(TEXT, "method.toml")
    assert (seen_hash(tree), typed(tree).rstrip(), queries.versions()) == (method.hash, TEXT.rstrip(), ())


def test_what_was_previewed_is_loaded_by_the_second_button(office: Client) -> None:
    digest = seen_hash(sent(office, TEXT))

    office.post(PAGE, {"text": TEXT.replace("\n", "\r\n"), "seen": digest})

    (row,) = queries.versions()
    assert (row.code, row.hash, row.text) == ("small", digest, TEXT)


def test_what_was_changed_after_the_preview_is_previewed_again(office: Client) -> None:
    digest = seen_hash(sent(office, TEXT))
    changed = TEXT.replace("version = 1", "version = 2")

    tree = HTMLParser(office.post(PAGE, {"text": changed, "seen": digest}).content)

    assert (seen_hash(tree) == digest, queries.versions()) == (False, ())


def test_every_fault_is_told_with_its_line_and_nothing_typed_is_lost(office: Client) -> None:
    broken = TEXT.replace("http.hsts", "http.nothing").replace("visit.labels", "visit.nothing")

    tree = sent(office, broken)

    assert broken != TEXT
    told = [" ".join(one.text(separator=" ").split()) for one in tree.css("#faults li")]
    assert len(told) == 2
    assert all(one.startswith("سطر ") for one in told)
    assert ("visit.nothing" in told[0], typed(tree).rstrip()) == (True, broken.rstrip())
    assert queries.versions() == ()


def test_a_slip_of_the_pen_is_told_with_the_line_of_the_reader(office: Client) -> None:
    tree = sent(office, 'code = "small"\nversion ==\n')

    assert [one.text() for one in tree.css("#faults strong")] == ["سطر ۲"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b'title = "\xff"',
            "این پرونده متن UTF-8 نیست (بایت شماره‌ی ۱۰)؛ آن را با رمزگذاری UTF-8 ذخیره کنید.",
        ),
        (b"#" * (MOST_BYTES + 1), "این پرونده از یک مگابایت بزرگ‌تر است؛ پرونده‌ی درست را برگزینید."),
        (b"", "پرونده‌ای برگزینید یا متن را بنویسید."),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(office: Client, content: bytes, told: str) -> None:
    tree = sent(office, content)

    assert [one.text() for one in tree.css(".form-errors li")] == [told]


def test_a_file_of_just_that_size_is_read(office: Client) -> None:
    padded = TEXT.encode() + b"#" * (MOST_BYTES - len(TEXT.encode()))

    assert seen_hash(sent(office, padded))


def test_a_mark_of_the_order_of_bytes_does_no_harm(office: Client) -> None:
    assert seen_hash(sent(office, b"\xef\xbb\xbf" + TEXT.encode()))


def test_the_preview_says_what_differs_from_the_method_in_force(office: Client) -> None:
    office.post(PAGE, {"text": TEXT, "seen": seen_hash(sent(office, TEXT))})
    announce(Kind.METHODOLOGY, "small")
    signed_in(people.approver()).post("/office/methods/small/force/")

    newer = TEXT.replace('code = "small"', 'code = "small-2"', 1)
    newer = newer.replace("weight = 50", "weight = 75", 1).replace("weight = 50", "weight = 25", 1)
    tree = sent(office, newer)

    assert [one.text(strip=True) for one in tree.css("#preview h3")] == ["تفاوت با «روش کوچک» که در اجراست"]
    assert [" ".join(one.text().split()) for one in tree.css("#preview ul li")] == [
        "A1 وزن تازه",
        "B1 وزن تازه",
    ]


def test_an_announced_version_is_put_in_force_by_another_than_who_loaded_it(office: Client) -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.APPROVER)
    mine = signed_in(both)
    mine.post(PAGE, {"text": TEXT, "seen": seen_hash(sent(mine, TEXT))})
    announce(Kind.METHODOLOGY, "small")

    refused = mine.post("/office/methods/small/force/").status_code
    done = signed_in(people.approver()).post("/office/methods/small/force/").status_code

    assert (refused, done, queries.version("small").in_force_from is not None) == (403, 302, True)


def test_what_was_not_announced_is_not_put_in_force(office: Client) -> None:
    office.post("/office/methods/shipped/iran-1405-3/")

    page = signed_in(people.approver()).post("/office/methods/iran-1405-3/force/", follow=True)

    assert "برای این روش هنوز اطلاعیه‌ای منتشر نشده است." in page.content.decode()
    assert queries.version("iran-1405-3").in_force_from is None


def test_an_announced_code_takes_no_other_text(office: Client) -> None:
    office.post(PAGE, {"text": TEXT, "seen": seen_hash(sent(office, TEXT))})
    announce(Kind.METHODOLOGY, "small")
    other = TEXT.replace("version = 1", "version = 2")

    page = office.post(PAGE, {"text": other, "seen": seen_hash(sent(office, other))}).content

    assert any("کد تازه‌ای" in told for told in texts(page, "[role=alert], .messages, .notice-line"))
    assert queries.version("small").version == 1


def test_the_checks_that_a_method_may_name_are_those_of_the_probes() -> None:
    assert check_ids() == {check.id for probe in PROBES for check in probe.checks}


def test_of_two_that_were_put_in_force_the_newer_one_is_said_to_be() -> None:
    country.put_in_force("small", TEXT)
    country.put_in_force("small-2", TEXT.replace('code = "small"', 'code = "small-2"', 1))

    states = [line.state for line in method_lines(NOW + timedelta(days=1), "default")]

    assert sorted(states) == ["in_force", "was_in_force"]
