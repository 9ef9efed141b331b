"""Whatever a request says of its own writing, it is read as UTF-8 or answered with a sentence."""

import io
from collections.abc import Callable, Iterator

import pytest
from django.core import signals
from django.db import close_old_connections

from sanjeh.config.wsgi import application

pytestmark = pytest.mark.django_db
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"
PART = b'--a\r\nContent-Disposition: form-data; name="f"\r\n\r\nabc\r\n--a--\r\n'


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the test's own transaction, which the end of a request would close."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


def asked(method: str, content_type: str, body: bytes = b"") -> str:
    """Return how the whole application answers, which a test client does not ask."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": "/complaints/", "QUERY_STRING": "q=a",
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "testserver", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
    }  # fmt: skip

    def begin(status: str, *_: object) -> Callable[[bytes], object]:
        told.append(status)
        return len

    b"".join(application(environ, begin))
    return told[0]


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "us-ascii"])
def test_a_form_in_utf8_is_read(charset: str) -> None:
    assert asked("POST", f"{FORM}; charset={charset}", b"q=a") == "403 Forbidden"  # it names no visitor
    assert asked("GET", f"text/plain; charset={charset}") == "200 OK"


@pytest.mark.parametrize(
    "charset", ["hex", "rot13", "zlib", "idna", "undefined", "utf-16", "iso-8859-6", "x" * 5_000, "a\0b", ""]
)
def test_another_writing_is_told_in_a_sentence(charset: str) -> None:
    answers = {
        asked("POST", f"{FORM}; charset={charset}", b"q=a"),
        asked("POST", f"{PARTS}; charset={charset}", PART),
        asked("GET", f"text/plain; charset={charset}"),
    }

    assert answers == {"400 Bad Request"}


@pytest.mark.parametrize("parameter", ["boundary*=utf-99''a", "boundary*=hex''%80"])
def test_a_name_of_no_writing_at_all_is_told_in_a_sentence(parameter: str) -> None:
    assert asked("POST", f"multipart/form-data; {parameter}", b"--a") == "400 Bad Request"
