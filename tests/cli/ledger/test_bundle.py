"""An auditor takes one file away, and any machine names what was changed in it or before it was written."""

from base64 import b64decode
from pathlib import Path

import pytest
from django.conf import settings

from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions, queries
from sanjeh.edition.documents import MANIFEST
from sanjeh.edition.sign import as_pem, public_key_of
from sanjeh.operate import installation
from tests import hands
from tests.apps import trip
from tests.apps.agreements.test_acceptance import accept
from tests.apps.agreements.test_own_agreement import confirmed
from tests.apps.publication.published import SEEN, publish
from tests.cli.ledger.test_ledger import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    file = tmp_path / "keys.pem"
    file.write_text(as_pem([public_key_of(conf()["SIGNING_KEY"])]))
    return file


@pytest.fixture
def lived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with an accepted agreement and a published edition, all of it under a root."""
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)
    accept(confirmed())
    trip.final_round(1, SEEN)
    publish()
    actions.sign_checkpoint(now=trip.NOW)
    return tmp_path / trip.ROUND / "1"


def bundled(tmp_path: Path, name: str = "proofs.zip") -> str:
    written = run("bundle", str(tmp_path / name), "--lang", "en")
    assert (written.exit_code, written.stderr) == (0, "")
    return str(tmp_path / name)


def checked(bundle: str, keys: Path, language: str = "en") -> tuple[int, str]:
    result = run("check", bundle, "--key", str(keys), "--lang", language)
    return result.exit_code, result.output


def test_a_bundle_of_an_installation_is_whole_on_any_machine(lived: Path, tmp_path: Path, keys: Path) -> None:
    lines = len(list(queries.lines()))

    assert checked(bundled(tmp_path), keys) == (
        0,
        (
            f"Everything holds. Lines: {lines}, of which {lines} under a signed checkpoint; "
            "signed checkpoints: 1; draws counted again: 0; agreements: 2; acceptances: 1; editions: 1.\n"
        ),
    )


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE journal_journalline SET by = 'person:8' WHERE number = 2",
            "The journal is broken at line 2.\n",
        ),
        (
            (
                "UPDATE agreements_agreementversion SET exact = exact || '\\x20', "
                "sha256 = encode(sha256(exact || '\\x20'), 'hex') WHERE number = 2"
            ),
            "The text of agreement 2 is not the one that line 1 of the journal tells of.\n",
        ),
        (
            "DELETE FROM agreements_acceptance",
            "tells of an acceptance that is not in the bundle, or is another.\n",
        ),
        (
            "UPDATE agreements_acceptance SET body = 'NAZ'",
            "No line tells that agreement 2 was accepted by “NAZ”.\n",
        ),
        (
            "DELETE FROM journal_journalcheckpoint",
            "No signed checkpoint is in the bundle: nothing shows",
        ),
    ],
)
def test_what_was_changed_behind_the_triggers_is_named(
    lived: Path, tmp_path: Path, keys: Path, statement: str, named: str
) -> None:
    with hands.thawed():
        hands.tell(statement)

    status, told = checked(bundled(tmp_path), keys)
    assert (status, named in told) == (1, True), told


def test_a_manifest_that_was_touched_or_is_gone_is_named(lived: Path, tmp_path: Path, keys: Path) -> None:
    manifest = lived / MANIFEST
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    status, told = checked(bundled(tmp_path), keys)
    assert (status, told.count(f"{trip.ROUND}/1")) == (1, 2), told

    manifest.unlink()
    status, told = checked(bundled(tmp_path, "later.zip"), keys)
    assert (status, told.splitlines()) == (
        1,
        [f"Edition {trip.ROUND}/1 is told of in line {len(list(queries.lines()))} and not in the bundle."],
    )


def test_a_bundle_is_never_written_over_and_the_key_is_asked_for(tmp_path: Path, keys: Path) -> None:
    file = bundled(tmp_path)

    again, unknown = run("bundle", file, "--lang", "en"), run("check", file)
    assert (again.exit_code, again.stderr) == (2, f"{file} exists and is not written over; name another.\n")
    assert (unknown.exit_code, "--key keys.pem" in unknown.stderr) == (2, True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "proofs.zip"

    refused = run("bundle", str(file), "--lang", "en")
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"{file} could not be written: No such file or directory.\n",
    )


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installation, "data_folder", lambda: tmp_path)
    monkeypatch.delenv("SANJEH_SIGNING_KEY", raising=False)
    return tmp_path


def test_a_key_is_changed_and_the_former_leads_to_it(
    data: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.write(by=None, at=trip.NOW, what="round.announced", about="round:1")
    done = run("rotate", "--lang", "en")

    seed = secret_of(data / "signing-key")
    new = public_key_of(seed).id
    assert (done.exit_code, done.output) == (
        0,
        f"From now on the key {new} signs. Start server and workers again.\n",
    )
    assert ((data / "signing-key").stat().st_mode & 0o777, (data / "signing-key.next").exists()) == (
        0o600,
        False,
    )
    monkeypatch.setitem(settings.SANJEH, "SIGNING_KEY", seed)
    actions.sign_checkpoint(now=trip.NOW)
    assert checked(bundled(data), keys)[0] == 0


def test_a_change_that_was_cut_off_is_ended_with_the_same_key(data: Path) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", cut_off)
        run("rotate")
    waiting = (data / "signing-key.next").read_bytes()
    assert not (data / "signing-key").exists()

    assert run("rotate").exit_code == 0
    assert (data / "signing-key").read_bytes() == waiting
    assert len(queries.key_changes()) == 1


def test_a_key_that_a_setting_gives_is_written_beside_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_SIGNING_KEY", "x")
    target = data / "new-key"

    refused, done = run("rotate", "--lang", "en"), run("rotate", "--to", str(target), "--lang", "en")
    assert (refused.exit_code, "--to" in refused.stderr, done.exit_code) == (2, True, 0)
    assert done.output == (
        f"The new key, {public_key_of(secret_of(target)).id}, is in {target}. Put its content into "
        "SANJEH_SIGNING_KEY and start server and workers again.\n"
    )
    again = run("rotate", "--to", str(target), "--lang", "en")
    assert (again.exit_code, again.stderr) == (2, f"{target} exists and is not written over; name another.\n")


def secret_of(file: Path) -> bytes:
    return b64decode(file.read_text(), validate=True)
