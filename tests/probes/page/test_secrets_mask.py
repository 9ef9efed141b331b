import json

import pytest

from sanjeh.probes.page.secrets_mask import masked, masked_text
from tests.evidence import MemoryStore
from tests.probes.judging import present
from tests.probes.page.conftest import Visit

SECRETS = (
    "meta-token-0123456789",
    "in-the-address-99",
    "مریم رضایی",
    "hunter-two-2",
    "hidden-state-123456",
    "داستان یک نفر",
    "eyJhbGciOiJIUzI1NiJ9",
    "0123456789abcdef",
    "in-an-image-77",
    "quoted",
)


async def test_what_belongs_to_a_person_or_a_session_is_never_kept(visit: Visit, kept: MemoryStore) -> None:
    artifact = await visit("secrets.html")

    assert [rule["rule"] for rule in json.loads(kept.read(present(artifact.axe)))["violations"]] == [
        "image-alt",
        "label",
    ]
    texts = [
        kept.read(present(artifact.dom)).decode(),
        kept.read(present(artifact.axe)).decode(),
        artifact.model_dump_json(),
    ]
    assert [secret for secret in SECRETS for text in texts if secret in text] == []
    assert "فرستادن" in texts[0]
    assert "شمارهٔ سبد: …" in texts[0]


def test_only_values_go_and_the_markup_stays_as_it_was() -> None:
    page = b"""<input type=text value='ali'><INPUT value=reza name=n><input type="radio" value="1"><input>"""

    assert masked(page).decode() == (
        '<input type=text value="…"><INPUT value="…" name=n><input type="radio" value="1"><input>'
    )


def test_a_short_cookie_is_no_secret_and_a_long_one_is_found_however_it_is_spelt() -> None:
    page = b"<p>fa</p><a href='/?x=a%2Fb%2Fc-01234'>a/b/c-01234</a>"

    assert masked(page, ("fa", "a/b/c-01234")).decode() == "<p>fa</p><a href='/?x=…'>…</a>"


@pytest.mark.parametrize(
    ("address", "as_kept"),
    [
        ("/in;jsessionid=0A1?lang=fa", "/in;jsessionid=…?lang=fa"),
        ("/in?access_token=1&next=/a", "/in?access_token=…&next=/a"),
        ("/in#id_token=1", "/in#id_token=…"),
        ("/in?oauth=1&password=2", "/in?oauth=…&password=…"),
        ("/in?code=0123456789abcdef", "/in?code=…"),
        ("/in?connect.sid=0123456789abcdef&key=0123456789abcdef", "/in?connect.sid=…&key=…"),
        ("/service?code=12345678901&sid=4", "/service?code=12345678901&sid=4"),
        ("/زمین?q=token&postcode=1234567890123456", "/زمین?q=token&postcode=1234567890123456"),
    ],
)
def test_an_address_is_kept_without_its_tokens(address: str, as_kept: str) -> None:
    assert masked_text(f"https://body.example{address}") == f"https://body.example{as_kept}"


def test_a_page_made_to_stop_the_masking_is_masked_all_the_same() -> None:
    page = b"<input " + b"a=' " * 20_000 + b"<meta " * 2_000 + b"<textarea>" * 2_000

    assert masked(page) == page[: page.index(b"<textarea>") + len(b"<textarea>")] + "…".encode()
