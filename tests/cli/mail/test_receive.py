"""What a mail server hands over is kept, or given back with a sentence when it is too large."""

import pytest
from click.testing import CliRunner

from sanjeh.apps.messages.incoming_actions import MOST_BYTES
from sanjeh.apps.messages.models import Incoming
from sanjeh.cli.mail.receive import EX_DATAERR, receive
from tests.core.messages.test_written import mail

pytestmark = pytest.mark.django_db


def handed(raw: bytes) -> tuple[int, str]:
    result = CliRunner().invoke(receive, ["--lang", "en"], input=raw)
    return result.exit_code, result.output.strip()


def test_a_mail_is_kept_once() -> None:
    raw = mail().as_bytes()

    assert handed(raw) == (0, "The mail is kept.")
    assert handed(raw)[0] == 0
    assert Incoming.objects.count() == 1


@pytest.mark.parametrize(("more", "code"), [(0, 0), (1, EX_DATAERR)])
def test_one_byte_too_many_gives_it_back_to_its_writer(more: int, code: int) -> None:
    head = mail("x").as_bytes()
    raw = head + b"x" * (MOST_BYTES - len(head) + more)

    found, said = handed(raw)

    assert (found, Incoming.objects.count()) == (code, 1 - more)
    assert ("A mail of more than 5 megabytes is not taken" in said) is bool(more)
