"""What a mail says is read as plain text; its sender and its files prove nothing and run nothing."""

from email.message import EmailMessage

import pytest

from sanjeh.core.messages.answering import Unanswered, unanswered
from sanjeh.core.messages.incoming import IncomingKind, content_digest
from sanjeh.core.messages.mail_box import MailBox, MailBoxUnreadable, mail_box
from sanjeh.core.messages.written import AttachedFile, SenderCheck, file_at, read_written

HEAD = "<html><head><style>p{}</style></head>"
HTML = f"{HEAD}<body><p>کارمزد</p><script>alert(1)</script><p>ندیدم</p></body></html>"
PDF, PNG = b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n x"


def mail(text: str = "سلام", **headers: str) -> EmailMessage:
    found = EmailMessage()
    given = {
        "From": "مینا <Mina@Example.org>",
        "Subject": "کارمزد",
        "Message_ID": "<one@example.org>",
        **headers,
    }
    for name, value in given.items():
        found[name.replace("_", "-")] = value
    found.set_content(text)
    return found


def test_a_mail_is_its_sender_its_subject_and_its_words() -> None:
    read = read_written(mail("کارمزد را ندیدم.\n> نوشته‌ی شما\n").as_bytes())

    assert (read.message_id, read.sender, read.name, read.subject) == (
        "<one@example.org>", "mina@example.org", "مینا", "کارمزد",
    )  # fmt: skip
    assert (read.text, read.new_words) == ("کارمزد را ندیدم.\n> نوشته‌ی شما", "کارمزد را ندیدم.")


def test_of_html_the_words_alone_are_read() -> None:
    page = EmailMessage()
    page["From"] = "mina@example.org"
    page.set_content(HTML, subtype="html")

    assert read_written(page.as_bytes()).text == "کارمزد\nندیدم"


def test_files_are_known_by_their_content_and_the_rest_is_given_to_nobody() -> None:
    found = mail()
    for name, content in (
        ("a.pdf", PDF),
        ("گزارش نهایی (۲).pdf", PNG),
        ("page.pdf", HTML.encode()),
        ("x.svg", b"<svg/>"),
    ):
        found.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    raw = found.as_bytes()

    assert read_written(raw).files == (
        AttachedFile(2, "a.pdf", "pdf", len(PDF)),
        AttachedFile(3, "گزارش نهایی (۲).pdf", "png", len(PNG)),
        AttachedFile(4, "page.pdf", "", len(HTML.encode())),
        AttachedFile(5, "x.svg", "", 6),
    )
    assert file_at(raw, 2) == (AttachedFile(2, "a.pdf", "pdf", len(PDF)), PDF)
    assert [file_at(raw, place) for place in (0, 1, 4, 5, 99)] == [None] * 5


def test_the_nearest_server_alone_is_asked_of_the_sender() -> None:
    raw = b"Authentication-Results: mx.sanjeh.example; spf=fail smtp.mailfrom=x; dkim=none\r\n"
    raw += b"Authentication-Results: forged.example; spf=pass; dkim=pass; dmarc=pass\r\n" + mail().as_bytes()

    assert read_written(raw).check == SenderCheck("mx.sanjeh.example", "fail", "none", "")


def test_a_mail_that_brings_another_whole_names_its_writer() -> None:
    forwarded = mail(From="expert@sanjeh.example")
    forwarded.add_attachment(mail("شکایت دارم", From="Ali <ali@example.net>"))

    assert read_written(forwarded.as_bytes()).original == "ali@example.net"
    assert read_written(mail().as_bytes()).original == ""


@pytest.mark.parametrize(
    "sender", ["", "two@example.org, other@example.org", "a b@example.org", "no address"]
)
def test_what_is_no_single_address_is_none(sender: str) -> None:
    raw = f"From: {sender}\r\nSubject: x\r\n\r\nwords".encode()

    assert read_written(raw).sender == ""


def test_no_mail_is_too_broken_to_be_read() -> None:
    for raw in (
        b"",
        b"\x00\xff\xfe",
        b"From: =?x?q?\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xd8\xb3",
    ):
        assert "\x00" not in read_written(raw).text


@pytest.mark.parametrize(
    ("kind", "sender", "why"),
    [
        (IncomingKind.WORDS, "mina@example.org", None),
        (IncomingKind.AUTOMATIC, "mina@example.org", Unanswered.AUTOMATIC),
        (IncomingKind.BOUNCE, "mina@example.org", Unanswered.AUTOMATIC),
        (IncomingKind.WORDS, "", Unanswered.NOBODY),
        (IncomingKind.WORDS, "mailer-daemon@example.org", Unanswered.NOBODY),
        (IncomingKind.WORDS, "list-request@example.org", Unanswered.NOBODY),
        (IncomingKind.WORDS, "owner-list@example.org", Unanswered.NOBODY),
        (IncomingKind.WORDS, "desk@sanjeh.example", Unanswered.OURSELVES),
    ],
)
def test_a_program_answers_people_alone(kind: IncomingKind, sender: str, why: Unanswered | None) -> None:
    assert unanswered(kind, sender, {"desk@sanjeh.example"}) == why


def test_the_same_mail_by_another_way_is_the_same() -> None:
    one = mail().as_bytes()

    assert content_digest(b"Received: by b\r\n" + one) == content_digest(one.replace(b"\n", b"\r\n"))
    assert content_digest(mail("دیگر").as_bytes()) != content_digest(one)


def test_a_mailbox_is_written_as_an_address() -> None:
    assert mail_box("imaps://desk%40x:s%2Fe@mail.example/Sanjeh%20in") == MailBox(
        "imaps", "mail.example", 993, "desk@x", "s/e", "Sanjeh in"
    )
    for wrong in (
        "imaps://mail.example",
        "pop3://a:b@c",
        "imap://a:b@c/x?y",
        "imap://a:b@c:0",
        'imap://a:b@c/"x',
    ):
        with pytest.raises(MailBoxUnreadable):
            mail_box(wrong)
