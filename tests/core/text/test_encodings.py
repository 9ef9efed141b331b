import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.text.encoding_labels import PYTHON_NAME
from sanjeh.core.text.encodings import as_kept, decoded, is_garbled

SALAM = "سلام بر مردم"
OLD = SALAM.encode("cp1256")
SCRIPT = b"<script charset='utf-8' src='/x.js'></script>"
META = b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1256'>"
HTML = "text/html"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (SALAM.encode(), HTML),
        (OLD, "text/html; charset=windows-1256"),
        (OLD, 'text/html; Charset = "WINDOWS-1256"'),
        (META + OLD, HTML),
        (b"<meta charset=windows-1256>" + OLD, HTML),
        (SCRIPT + META + OLD, HTML),
        (b"<!--" + b"x" * 1100 + b"-->" + META + OLD, HTML),
        (b"<!-- <meta charset=utf-8> -->" + META + OLD, HTML),
        (OLD, HTML),
        (OLD, "text/html; charset=utf-7"),
        (b"\xef\xbb\xbf" + SALAM.encode(), "text/html; charset=windows-1256"),
        (b"\xff\xfe" + SALAM.encode("utf-16-le"), HTML),
        (b"<meta charset=utf-16>" + SALAM.encode(), HTML),
        (SALAM.encode("iso8859-6", "replace").replace(b"?", b""), "text/html; charset=ISO-8859-6"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(body: bytes, content_type: str) -> None:
    assert decoded(body, content_type).endswith(("سلام بر مردم", "م"))
    assert "\ufffd" not in decoded(body, content_type)


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("ISO-8859-6-I", "iso8859-6"),
        ("asmo-708", "iso8859-6"),
        ("csISOLatinArabic", "iso8859-6"),
        ("ECMA-114", "iso8859-6"),
        ("iso_8859-6", "iso8859-6"),
        ("x-cp1256", "cp1256"),
        ("unicode", "utf-16-le"),
        ("ucs-2", "utf-16-le"),
        ("unicodeFFFE", "utf-16-be"),
        ("x-unicode20utf8", "utf-8"),
    ],
)
def test_a_page_is_read_by_every_label_that_browsers_know(label: str, encoding: str) -> None:
    body = "سلام".encode(encoding)

    assert decoded(body, f"text/html; charset={label}") == "سلام"


@pytest.mark.parametrize("label", ["1256", "u8", "utf_8", "cp720", "utf8mb4", "windows1256"])
def test_a_label_that_no_browser_knows_says_nothing(label: str) -> None:
    assert decoded(META + OLD, f"text/html; charset={label}").endswith(SALAM)


def test_every_label_leads_to_an_encoding_that_can_be_read() -> None:
    assert {b"a ".decode(name, "replace") for name in PYTHON_NAME.values() if "utf-16" not in name} == {"a "}


def test_the_header_is_believed_even_when_it_lies_as_browsers_do() -> None:
    assert "\ufffd" in decoded(META + OLD, "text/html; charset=utf-8")


def test_what_was_kept_in_utf8_is_read_so_whatever_it_says() -> None:
    assert [as_kept(each)[-12:] for each in (META + SALAM.encode(), META + OLD)] == [SALAM] * 2


@pytest.mark.parametrize(
    "text",
    [
        "\ufffd\ufffd\ufffd \ufffd\ufffd",
        SALAM.encode().decode("cp1252", "ignore").replace("\x81", ""),
        OLD.decode("cp1252"),
        "خدمات".encode().decode("cp1256"),
        "خدمات".encode().decode("cp1251"),
        "خدمت".encode().decode("latin-1").encode().decode("latin-1"),
        "?????? ??? ???????",
        "وزارت ??????? ???",
        "&#1582;&#1583;&#1605;&#1578; &#x646;&#x648;",
        "&amp;#1582;&amp;#1583;",
        "%D8%AE%D8%AF%D9%85%D8%AA",
        r"\u062e\u062f\u0645\u062a",
    ],
)
def test_rubbish_is_known(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        SALAM,
        "صدور گذرنامه برای همه",
        "été à côté",
        "Größe",
        "خدمت یک\ufffd " + "واژه " * 40,
        "",
        "abc",
        "ПОРТАЛ УСЛУГ",
        "چرا ??? این خدمت",
        "?",
    ],
)
def test_what_people_can_read_is_no_rubbish(text: str) -> None:
    assert not is_garbled(text)


@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_with_any_header_are_some_text(body: bytes, content_type: str) -> None:
    assert isinstance(decoded(body, content_type), str)
    assert isinstance(is_garbled(decoded(body, content_type)), bool)
