"""A wrong setting stops the start with a sentence that says what to write."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import environment


def test_an_absent_or_blank_variable_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_BLANK", " ")

    assert [environment.text("SANJEH_ABSENT", "a"), environment.text("SANJEH_BLANK", "b")] == ["a", "b"]


def test_words_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_HOSTS", "one, two ,,three")

    assert environment.words("SANJEH_HOSTS") == ["one", "two", "three"]


@pytest.mark.parametrize(("written", "means"), [("yes", True), ("0", False), ("TRUE", True), ("off", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, written: str, *, means: bool) -> None:
    monkeypatch.setenv("SANJEH_DEBUG", written)

    assert environment.flag("SANJEH_DEBUG", default=not means) is means


def test_any_other_flag_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_DEBUG", "perhaps")

    with pytest.raises(ImproperlyConfigured, match=r"SANJEH_DEBUG='perhaps': write yes or no."):
        environment.flag("SANJEH_DEBUG", default=False)


def test_an_anchor_is_a_key_of_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    anchors = [f"ir. 1 13 2 {'0F' * 32}", f". 65535 255 1 {'e0' * 20}", f". 20326 8 4 {'AB' * 48}"]
    monkeypatch.setenv("SANJEH_TRUST_ANCHORS", " ,".join(anchors))

    assert environment.trust_anchors("SANJEH_TRUST_ANCHORS") == anchors


@pytest.mark.parametrize(
    "written",
    [
        "ir. 13 2 00FF",
        f". 65536 8 2 {'0F' * 32}",
        f". 1 256 2 {'0F' * 32}",
        f". 1 8 3 {'0F' * 32}",
        f". 1 8 2 {'0F' * 31}",
        f". 1 8 2 {'0G' * 32}",
        f". ۱ 8 2 {'0F' * 32}",
    ],
)
def test_any_other_anchor_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("SANJEH_TRUST_ANCHORS", written)

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.trust_anchors("SANJEH_TRUST_ANCHORS")

    assert str(refused.value) == (
        f"SANJEH_TRUST_ANCHORS={written!r}: write zone, tag, algorithm, kind, digest: . 20326 8 2 E06D44B8…"
    )


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_VISITS_AT_ONCE", "many")

    with pytest.raises(ImproperlyConfigured, match=r"'many': write a whole number, for example 4."):
        environment.number("SANJEH_VISITS_AT_ONCE", 4, most=64)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("0", "'0': write a number from 1 to 64, for example 4."),
        ("65", "'65': write a number from 1 to 64, for example 4."),
        ("9" * 5000, f"'{'9' * 40}': write a number from 1 to 64, for example 4."),
        *((odd, "write a whole number") for odd in ("²", "۴", "-1", "1.5", "inf", "1e9", "1_000")),
    ],
)
def test_a_number_that_is_none_or_out_of_its_bounds_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str, says: str
) -> None:
    monkeypatch.setenv("SANJEH_VISITS_AT_ONCE", written)

    with pytest.raises(ImproperlyConfigured, match=says):
        environment.number("SANJEH_VISITS_AT_ONCE", 4, least=1, most=64)


@pytest.mark.parametrize(("written", "read"), [("1", 1), (" 64 ", 64), ("0064", 64)])
def test_the_least_and_the_most_number_are_taken(
    monkeypatch: pytest.MonkeyPatch, written: str, read: int
) -> None:
    monkeypatch.setenv("SANJEH_VISITS_AT_ONCE", written)

    assert environment.number("SANJEH_VISITS_AT_ONCE", 4, least=1, most=64) == read


@pytest.mark.parametrize("written", ["a\nb", "a\x1b[31mb", "\udcff", "a\x7f", "a\u2028b"])
def test_what_cannot_be_seen_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SANJEH_VANTAGE", written)

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.text("SANJEH_VANTAGE", "local")

    assert str(refused.value) == (
        "SANJEH_VANTAGE holds signs that are no letters: write it anew, in one line."
    )


def test_a_text_has_as_many_letters_as_are_kept_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_VANTAGE", "ت" * 100)
    assert environment.text("SANJEH_VANTAGE", "local", 100) == "ت" * 100

    monkeypatch.setenv("SANJEH_VANTAGE", "ت" * 101)
    with pytest.raises(ImproperlyConfigured, match=r"^SANJEH_VANTAGE has 101 letters: write 100 or fewer\.$"):
        environment.text("SANJEH_VANTAGE", "local", 100)


def test_commas_alone_name_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_HOSTS", ", ,")

    with pytest.raises(ImproperlyConfigured, match=r"names nothing: write words between the commas\.$"):
        environment.words("SANJEH_HOSTS")


def test_a_folder_in_which_nobody_may_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    said = {}
    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/sanjeh")):
        monkeypatch.setenv("SANJEH_DATA", str(place))
        with pytest.raises(ImproperlyConfigured) as refused:
            environment.folder("SANJEH_DATA", "var")
        said[place.name] = str(refused.value).partition(" cannot be used (")[2].partition(")")[0]

    assert said == {"file": "File exists", "below": "Not a directory", "sanjeh": "No such file or directory"}


def test_a_secret_that_was_emptied_is_refused_and_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "key").touch()

    with pytest.raises(ImproperlyConfigured, match=r"key is empty: put the secret back"):
        environment.secret("SANJEH_NO_KEY", tmp_path / "key")

    assert (tmp_path / "key").read_bytes() == b""


@pytest.mark.parametrize(("written", "is_there"), [("sh", True), ("/nonexistent", False), ("", True)])
def test_a_program_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str, *, is_there: bool
) -> None:
    monkeypatch.setenv("SANJEH_CHROMIUM", written)

    if is_there:
        assert environment.program("SANJEH_CHROMIUM") == written
    else:
        with pytest.raises(ImproperlyConfigured, match=r"'/nonexistent' is no program that we may start"):
            environment.program("SANJEH_CHROMIUM")


def test_proxies_are_addresses_or_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_TRUSTED_PROXIES", "10.0.0.5, 2001:db8:1::/64")

    assert [str(block) for block in environment.networks("SANJEH_TRUSTED_PROXIES")] == [
        "10.0.0.5/32",
        "2001:db8:1::/64",
    ]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("proxy.example", "write addresses or blocks"),
        ("10.0.0.5/24", "has host bits set"),
        ("10.0.0.5,0.0.0.0/0", "would trust everybody"),
        ("::/0", "would trust everybody"),
        ("0.0.0.0/1,128.0.0.0/1", "would trust everybody"),
    ],
)
def test_any_other_proxy_is_refused(monkeypatch: pytest.MonkeyPatch, written: str, says: str) -> None:
    monkeypatch.setenv("SANJEH_TRUSTED_PROXIES", written)

    with pytest.raises(ImproperlyConfigured, match=says):
        environment.networks("SANJEH_TRUSTED_PROXIES")


def test_tls_that_nobody_of_ours_ends_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SANJEH_TRUSTED_PROXIES", raising=False)

    assert environment.proxies("SANJEH_TRUSTED_PROXIES", ends_tls=False) == []
    with pytest.raises(ImproperlyConfigured, match="write the address of the proxy that ends TLS"):
        environment.proxies("SANJEH_TRUSTED_PROXIES", ends_tls=True)
    monkeypatch.setenv("SANJEH_TRUSTED_PROXIES", "127.0.0.1")
    assert list(map(str, environment.proxies("SANJEH_TRUSTED_PROXIES", ends_tls=True))) == ["127.0.0.1/32"]


@pytest.mark.parametrize(
    "written",
    [
        "sanjeh.example",
        "https://a.example/ b",
        "https://a.example/(b)",
        "https://",
        "https://[::1",
        "https://a.example:65536/",
        "https://user:word@a.example/",
        "ftp://a.example/",
    ],
)
def test_a_web_address_can_stand_in_a_header_line(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("SANJEH_CONTACT_URL", written)

    with pytest.raises(ImproperlyConfigured, match="write one whole address, for example https://"):
        environment.web_address("SANJEH_CONTACT_URL")


def test_the_address_of_a_mail_server_is_read_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANJEH_MAIL", "smtps://sanjeh:secret@mail.example:465")

    assert environment.mail_server("SANJEH_MAIL") == "smtps://sanjeh:secret@mail.example:465"
    assert environment.mail_server("SANJEH_NO_MAIL") == ""


def test_any_other_address_of_a_mail_server_is_refused_without_its_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SANJEH_MAIL", "imap://sanjeh:pass-of-ours@mail.example")

    with pytest.raises(ImproperlyConfigured, match=r"SANJEH_MAIL: write smtp://, .*, for example") as refused:
        environment.mail_server("SANJEH_MAIL")

    assert "pass-of-ours" not in str(refused.value)


def test_a_provider_of_sign_in_is_named_whole_or_not_at_all() -> None:
    issuer, client = "https://id.example", "sanjeh"

    assert environment.openid_provider(issuer="", client="", secret="", name="") == []
    assert environment.openid_provider(issuer=issuer, client=client, secret="s", name="") == [
        {
            "provider_id": "provider",
            "name": issuer,
            "client_id": client,
            "secret": "s",
            "settings": {"server_url": issuer},
        }
    ]
    for half in ({"issuer": issuer, "client": ""}, {"issuer": "", "client": client}):
        with pytest.raises(ImproperlyConfigured, match=r"go together: write both, or neither\."):
            environment.openid_provider(**half, secret="", name="")
