"""The address of a mail server is read whole, or refused with an example."""

import pytest

from sanjeh.core.messages.mail_server import MailServer, MailServerUnreadable, mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", MailServer("smtp", "localhost", 25)),
        ("smtp://[::1]:2525", MailServer("smtp", "::1", 2525)),
        ("smtp+starttls://a@mail.example", MailServer("smtp+starttls", "mail.example", 587, "a")),
        (
            "smtps://a%40b:p%2Fw%3A@mail.example:4650/",
            MailServer("smtps", "mail.example", 4650, "a@b", "p/w:"),
        ),
    ],
)
def test_a_whole_address_is_read(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize(
    "url",
    ["", "mail.example", "http://mail.example", "smtp://", "smtp://h:port", "smtp://h:99999", "smtp://h/path",
     "smtp://h?x=1", "smtp://[::1"],
)  # fmt: skip
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(MailServerUnreadable):
        mail_server(url)
