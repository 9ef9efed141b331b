"""Mails of earlier releases are sealed by the migration, read as before, and handled no second time."""

import importlib

import pytest
from django.apps import apps

from sanjeh.apps.messages.mail_pages import NoSuchMail, mail_file, mail_page
from sanjeh.apps.messages.mail_texts import Forgotten, raw_of
from sanjeh.apps.messages.models import Incoming, IncomingKey
from tests.apps.messages.test_messages import NOW
from tests.core.messages.test_written import mail

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("sanjeh.apps.messages.migrations.0005_earlier_mails_are_sealed")


def earlier() -> Incoming:
    return Incoming.objects.create(
        message_id="<one@example.org>",
        raw=mail("کارمزد").as_bytes(),
        sha256="x",
        received_at=NOW,
        kind="words",
    )


def test_an_earlier_mail_lies_sealed_and_is_read_as_before() -> None:
    kept, plain = earlier(), mail("کارمزد").as_bytes()

    MIGRATION.seal(apps, None)

    kept.refresh_from_db()
    assert (bytes(kept.raw) != plain, raw_of(kept), kept.size, kept.handled_at) == (
        True,
        plain,
        len(plain),
        NOW,
    )
    MIGRATION.open_again(apps, None)
    kept.refresh_from_db()
    assert (bytes(kept.raw), IncomingKey.objects.count()) == (plain, 0)


def test_a_mail_whose_key_is_gone_has_a_page_without_words() -> None:
    kept = earlier()

    with pytest.raises(Forgotten):
        raw_of(kept)
    assert mail_page(kept.pk).mail is None
    with pytest.raises(NoSuchMail):
        mail_file(kept.pk, 1)
