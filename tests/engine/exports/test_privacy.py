"""What may be a secret is dropped; what names the evidence stays."""

import pytest
from pydantic import JsonValue

from sanjeh.engine.exports.privacy import answered_url, public_headers, public_json, public_url

ASKED = "https://a.ir/p?id=7"


@pytest.mark.parametrize(
    ("name", "value", "public"),
    [
        ("Set-Cookie", "sid=secret; Secure; Path=/", "sid=…; Secure; Path=/"),
        ("Authorization", "Bearer secret", "…"),
        ("Location", "https://b.ir/?token=secret#x", "https://b.ir/?token=…"),
        ("Refresh", "5; url=https://b.ir/?token=secret", "5; url=https://b.ir/?token=…"),
        ("Server", "nginx\r\nSet-Cookie: a=b", "nginx Set-Cookie: a=b"),
    ],
)
def test_headers_lose_their_secrets(name: str, value: str, public: str) -> None:
    assert public_headers([(name, value)]) == ((name, public),)


def test_an_address_keeps_the_names_of_its_query() -> None:
    assert public_url("https://a.ir/p?id=7&q#top") == "https://a.ir/p?id=…&q"
    assert public_url(ASKED, ASKED) == ASKED


def test_an_answer_from_the_asked_address_names_it_whole_unless_it_was_led_elsewhere() -> None:
    kept = "https://a.ir/p?id=…"

    assert answered_url(kept, ASKED, was_redirected=False) == ASKED
    assert answered_url(kept, ASKED, was_redirected=True) == kept


def test_a_captures_json_is_made_public_however_deep() -> None:
    artifact: JsonValue = {
        "page": [{"headers": [["set-cookie", "sid=secret"]], "url": "https://b.ir/?k=secret", "n": 2}]
    }

    assert public_json(artifact) == {
        "page": [{"headers": [["set-cookie", "sid=…"]], "url": "https://b.ir/?k=…", "n": 2}]
    }
