"""`sanjeh verify` says of files, numbers and signature what is right and what is not, by its status too."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.verify import verify
from sanjeh.edition.archive import write_archive
from sanjeh.edition.sign import as_pem, public_key_of
from tests.edition import golden

KEY, OTHER_KEY = public_key_of(golden.SIGNING_KEY), public_key_of(bytes(32))
ALL_RIGHT = "Every file is whole and every published digit was found again."
COMPARE = "compare it with the one that the publisher made known (--key)."
GIVE = "Give the folder of an edition, or its zip file from the open data."
UNSIGNED = "This edition bears no signature; the first editions were not signed."


def run(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(verify, [*(str(one) for one in arguments), "--lang", lang])


def said(result: Result) -> tuple[int, list[str], list[str]]:
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    (tmp_path / "keys.pem").write_text(as_pem([OTHER_KEY, KEY]))
    return tmp_path / "keys.pem"


@pytest.fixture
def other_key(tmp_path: Path) -> Path:
    (tmp_path / "other.pem").write_text(OTHER_KEY.pem())
    return tmp_path / "other.pem"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return golden.copy(golden.SIGNED, tmp_path / "edition")


def test_a_signed_edition_is_right_and_its_key_is_told() -> None:
    assert said(run(golden.SIGNED)) == (
        0,
        [
            f"The signature is right, by the key {KEY.id}; {COMPARE}",
            ALL_RIGHT,
        ],
        [],
    )


def test_a_signed_edition_is_right_by_the_key_that_is_given(key: Path) -> None:
    assert said(run(golden.SIGNED, "--key", key)) == (
        0,
        [f"The signature is right, by the key {KEY.id}, which is among those given.", ALL_RIGHT],
        [],
    )


def test_the_archive_of_an_edition_is_as_good_as_its_folder(tmp_path: Path, key: Path) -> None:
    names = [path.name for path in golden.SIGNED.iterdir()]
    with write_archive(golden.SIGNED, names, "sanjeh-1405-9-1") as archive:
        (tmp_path / "edition.zip").write_bytes(archive.read())

    assert said(run(tmp_path / "edition.zip", "--key", key)) == said(run(golden.SIGNED, "--key", key))


def test_an_edition_that_is_signed_by_another_key_is_refused(other_key: Path) -> None:
    assert said(run(golden.SIGNED, "--key", other_key)) == (
        3,
        [],
        [f"This edition is signed by the key {KEY.id}, which is not among those given."],
    )


def test_an_older_edition_without_a_signature_is_told_and_no_mistake() -> None:
    assert said(run(golden.EVERY_STATE)) == (0, [UNSIGNED, ALL_RIGHT], [])


def test_an_edition_without_a_signature_is_refused_where_a_key_is_given(key: Path) -> None:
    assert said(run(golden.EVERY_STATE, "--key", key)) == (
        3,
        [],
        ["This edition bears no signature, so nothing shows that it was published with the key given."],
    )


def test_a_signature_of_another_manifest_is_refused(folder: Path, tmp_path: Path) -> None:
    other = golden.copy(golden.EVERY_STATE, tmp_path / "other")
    shutil.copy(folder / "manifest.json.sig", other)

    assert said(run(other)) == (
        3,
        [],
        ["The signature does not fit the manifest: one of the two was changed after publication."],
    )


def test_a_damaged_signature_is_refused(folder: Path) -> None:
    (folder / "manifest.json.sig").write_text("{}")

    assert said(run(folder)) == (3, [], ["The file of the signature is damaged."])


def test_a_changed_file_under_a_right_signature_is_a_difference(folder: Path, key: Path) -> None:
    (folder / "ranking.csv").write_bytes((folder / "ranking.csv").read_bytes() + b"\r\n")

    assert said(run(folder, "--key", key)) == (
        1,
        [f"The signature is right, by the key {KEY.id}, which is among those given."],
        ["ranking.csv: Its content is not what was published."],
    )


def test_a_changed_file_whose_digest_was_adapted_is_given_away_by_the_signature(folder: Path) -> None:
    golden.forge(folder, "findings.csv", b"unit,service,", b"Unit,service,")

    assert said(run(folder)) == (
        3,
        [],
        ["The signature does not fit the manifest: one of the two was changed after publication."],
    )


def test_everything_is_said_in_persian_too(key: Path) -> None:
    assert said(run(golden.EVERY_STATE, lang="fa")) == (
        0,
        [
            "این ویراست امضا ندارد؛ نخستین ویراست‌ها امضا نمی‌شدند.",
            "هر پرونده سالم است و هر رقم منتشرشده دوباره به دست آمد.",
        ],
        [],
    )
    assert said(run(golden.EVERY_STATE, "--key", key, lang="fa")) == (
        3,
        [],
        ["این ویراست امضا ندارد، پس چیزی نشان نمی‌دهد که با کلید داده‌شده منتشر شده است."],
    )


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", KEY.base64().encode()])
def test_a_file_without_a_key_is_a_question_of_usage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys.pem").write_bytes(content)

    assert said(run(golden.SIGNED, "--key", tmp_path / "keys.pem")) == (
        2,
        [],
        [f"{tmp_path / 'keys.pem'} holds no public key of Ed25519."],
    )


def test_what_is_no_edition_is_a_question_of_usage(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no archive")

    assert said(run(tmp_path / "x.zip")) == (
        2,
        [],
        [
            f"x.zip is not a zip file (File is not a zip file). {GIVE}",
        ],
    )
