"""An edition is signed by the key of its installation, and a key that was changed stays known."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.publication import actions, queries
from sanjeh.apps.publication.models import Edition
from sanjeh.cli.keys import keys
from sanjeh.edition.archive import opened_archive
from sanjeh.edition.sign import RIGHT, PublicKey, SignatureCheck, as_pem, public_key_of, read_pem
from sanjeh.edition.verify import signature_of
from tests import hands, people
from tests.apps import trip
from tests.apps.publication.published import SEEN, publish

pytestmark = pytest.mark.django_db
OLD, NEW, NEWEST = (bytes([number]) * 32 for number in (1, 2, 3))


def fingerprints(*seeds: bytes) -> list[str]:
    return [public_key_of(seed).id for seed in seeds]


@pytest.fixture
def two_keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two editions, each signed by another key, and a third key in use."""
    trip.final_round(1, SEEN)
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", OLD)
    publish()
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", NEW)
    actions.publish_erratum(round_code=trip.ROUND, reason="A title", by=people.approver(), now=trip.NOW)
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", NEWEST)
    return folder


def test_each_edition_is_signed_by_the_key_of_its_day(two_keys: Path) -> None:
    known = queries.public_keys()

    assert [signature_of(two_keys.parent / number, known) for number in ("1", "2")] == [
        SignatureCheck(RIGHT.filled(key=key), is_refused=False) for key in fingerprints(OLD, NEW)
    ]
    assert [row.key_id for row in queries.editions()] == fingerprints(NEW, OLD)


@pytest.mark.usefixtures("two_keys")
def test_the_present_key_stands_before_those_that_were_used() -> None:
    assert [key.id for key in queries.public_keys()] == fingerprints(NEWEST, NEW, OLD)


@pytest.mark.usefixtures("two_keys")
def test_a_key_that_is_used_again_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", OLD)

    assert [key.id for key in queries.public_keys()] == fingerprints(OLD, NEW)


@pytest.mark.usefixtures("two_keys")
def test_the_public_keys_have_an_address_and_a_command_which_say_the_same(client: Client) -> None:
    given = client.get("/open-data/keys.pem")

    expected: tuple[PublicKey, ...] = tuple(map(public_key_of, (NEWEST, NEW, OLD)))
    assert (given.status_code, given.headers["Content-Type"]) == (200, "application/x-pem-file")
    assert read_pem(given.content.decode()) == expected
    assert CliRunner().invoke(keys).output == given.content.decode() == as_pem(expected)


@pytest.mark.usefixtures("two_keys")
def test_the_page_shows_the_key_in_use_and_the_key_of_each_edition(client: Client) -> None:
    page = client.get("/open-data/").content.decode()

    assert [key for key in fingerprints(NEWEST, NEW, OLD) if key in page] == fingerprints(NEWEST, NEW, OLD)
    assert page.index(fingerprints(NEWEST)[0]) < page.index(fingerprints(NEW)[0])


@pytest.mark.usefixtures("folder")
def test_an_edition_from_before_there_were_keys_says_so(client: Client) -> None:
    trip.final_round(1, SEEN)
    publish()
    with hands.thawed():
        Edition.objects.update(public_key="")
    client.cookies["django_language"] = "en"

    assert "This edition bears no signature; the first editions were not signed." in str(
        client.get("/open-data/").content
    )
    assert len(queries.public_keys()) == 1


@pytest.mark.usefixtures("two_keys")
def test_the_journal_keeps_which_key_signed_what() -> None:
    entries = [line.entry for line in journal.lines()]

    keys_of_editions = [entry.facts["key"] for entry in entries if entry.what == "edition.published"]
    assert keys_of_editions == fingerprints(OLD, NEW)


@pytest.mark.usefixtures("two_keys")
def test_the_archive_holds_the_signature(client: Client, tmp_path: Path) -> None:
    answer = client.get(f"/open-data/{trip.ROUND}/1.zip")
    (tmp_path / "edition.zip").write_bytes(answer.getvalue())

    with opened_archive(tmp_path / "edition.zip") as unpacked:
        assert not signature_of(unpacked, [public_key_of(OLD)]).is_refused
