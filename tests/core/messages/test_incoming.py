"""What comes in by mail is known for what it is, and whatever it is, it is read without an error."""

from collections.abc import Callable
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.messages.incoming import IncomingKind, IncomingMail, read_mail

OURS = "<despatch-7-1@sanjeh.example>"


def headers_of(original: str) -> Message:
    return MIMEText(f"Message-ID: {original}\nSubject: x\n", "rfc822-headers")


def whole_mail(original: str) -> Message:
    returned = EmailMessage()
    returned["Message-ID"] = original
    returned.set_content("as it was sent")
    return MIMEMessage(returned)


def report(
    action: str, status: str, original: str = OURS, given_back: Callable[[str], Message] = headers_of
) -> bytes:
    """Return a delivery status as servers write it (RFC 3464), with what they give back of our mail."""
    whole = MIMEMultipart("report")
    whole.set_param("report-type", "delivery-status")
    whole["Message-ID"] = "<dsn-1@mail.example>"
    whole["Auto-Submitted"] = "auto-replied"
    whole.attach(MIMEText("It was not delivered."))
    status_part = MIMEBase("message", "delivery-status")
    for lines in (
        {"Reporting-MTA": "dns; mail.example"},
        {"Action": action, "Status": status, "Diagnostic-Code": "smtp; 550 no\n such user"},
    ):
        block = MIMENonMultipart("text", "plain")
        for name in list(block):
            del block[name]
        for name, value in lines.items():
            block[name] = value
        status_part.attach(block)
    whole.attach(status_part)
    whole.attach(given_back(original))
    return whole.as_bytes()


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", IncomingKind.BOUNCE),
        ("failed", "4.4.7", IncomingKind.BOUNCE),
        ("delayed", "4.4.1", IncomingKind.DELAY),
        ("delivered", "2.0.0", IncomingKind.RECEIPT),
        ("relayed", "2.0.0", IncomingKind.RECEIPT),
        ("other", "2.0.0", IncomingKind.AUTOMATIC),
    ],
)
def test_a_report_of_delivery_says_what_became_of_which_mail(
    action: str, status: str, kind: IncomingKind
) -> None:
    assert read_mail(report(action, status)) == IncomingMail(
        "<dsn-1@mail.example>", kind, (OURS,), "smtp; 550 no such user"
    )


@pytest.mark.parametrize("given_back", [headers_of, whole_mail])
def test_a_report_is_about_the_mail_that_it_gives_back_whole_or_by_its_head(
    given_back: Callable[[str], Message],
) -> None:
    other = "<despatch-8-2@sanjeh.example>"

    assert read_mail(report("failed", "5.1.1", other, given_back)).about == (other,)


def mail(**headers: str) -> bytes:
    made = EmailMessage()
    made["Message-ID"] = "<one@people.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content("سلام")
    return made.as_bytes()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x=y"},
        {"Precedence": "bulk"},
        {"List_Id": "<all.example>"},
        {"Return_Path": "<>"},
    ],
)
def test_an_answer_of_a_program_is_known_by_its_own_word(headers: dict[str, str]) -> None:
    assert read_mail(mail(In_Reply_To=OURS, **headers)).kind is IncomingKind.AUTOMATIC


@pytest.mark.parametrize(
    "headers", [{}, {"Auto_Submitted": "no"}, {"Precedence": "first-class"}, {"Return_Path": "<a@b>"}]
)
def test_what_a_person_wrote_is_words(headers: dict[str, str]) -> None:
    assert read_mail(mail(References=f"<x@y> {OURS}", **headers)) == IncomingMail(
        "<one@people.example>", IncomingKind.WORDS, ("<x@y>", OURS)
    )


@given(st.binary(max_size=400))
def test_whatever_comes_is_read_without_an_error(raw: bytes) -> None:
    assert read_mail(raw).kind in set(IncomingKind)


@given(
    st.sampled_from(["Message-ID", "References", "Auto-Submitted", "Content-Type", "Return-Path"]),
    st.binary(max_size=60),
)
def test_no_header_is_strange_enough_to_break_the_reader(name: str, value: bytes) -> None:
    assert read_mail(name.encode() + b": " + value + b"\r\n\r\nx").kind in set(IncomingKind)


def test_a_mail_on_which_the_parser_itself_breaks_is_told_as_that() -> None:
    assert read_mail(b"Content-Type: text/plain;a*\r\n\r\nx") == IncomingMail(
        "", IncomingKind.BROKEN, (), "IndexError"
    )
