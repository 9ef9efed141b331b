"""The key by which editions are signed is given, or made once; what is no key stops the start."""

import stat
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config.environment import signing_key

NAME = "SANJEH_SIGNING_KEY"
KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (NAME, f"{NAME}_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_a_key_is_made_once_and_only_we_may_read_it(tmp_path: Path) -> None:
    first, second = (signing_key(NAME, tmp_path / "key") for _ in range(2))

    assert (first == second, len(first)) == (True, 32)
    assert signing_key(NAME, tmp_path / "another") != first
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_key_may_be_given_and_nothing_is_made_then(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAME, b64encode(KEY).decode())

    assert signing_key(NAME, tmp_path / "key") == KEY
    assert not (tmp_path / "key").exists()


def test_a_key_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "given").write_text(f"{b64encode(KEY).decode()}\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "given"))

    assert signing_key(NAME, tmp_path / "key") == KEY


@pytest.mark.parametrize(
    "given", ["short", "*" * 44, b64encode(bytes(31)).decode(), b64encode(bytes(33)).decode()]
)
def test_what_is_no_key_is_refused_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str
) -> None:
    monkeypatch.setenv(NAME, given)

    with pytest.raises(ImproperlyConfigured) as refused:
        signing_key(NAME, tmp_path / "key")

    assert str(refused.value) == (
        f"{NAME} (or {tmp_path / 'key'}) is no signing key: write what `openssl rand -base64 32` prints."
    )


def test_a_kept_key_that_was_damaged_is_refused_not_made_again(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("damaged")

    with pytest.raises(ImproperlyConfigured, match="is no signing key"):
        signing_key(NAME, tmp_path / "key")

    assert (tmp_path / "key").read_text() == "damaged"
