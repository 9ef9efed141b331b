"""A stock reader of web archives finds everything that was kept, whole, and no secret."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sanjeh.engine.evidence import EvidenceGone, EvidenceStore
from sanjeh.engine.exports import archive, warc
from tests.engine.exports import folders

PAGE_URI = "https://khedmat.nemune.ir/%D8%AE%D8%AF%D9%85%D8%AA"


def read_by_warcio(content: bytes) -> list[dict[str, Any]]:
    """Return what the stock tool reads; it raises when a digest does not fit what it stands for."""
    return [
        {
            "type": record.rec_type,
            "uri": record.rec_headers.get_header("WARC-Target-URI"),
            "status": record.http_headers.get_statuscode() if record.rec_type == "response" else None,
            "headers": dict(record.http_headers.headers) if record.rec_type == "response" else {},
            "content": record.content_stream().read(),
        }
        for record in ArchiveIterator(BytesIO(content), check_digests="raise")
    ]


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return folders.store(tmp_path)


@pytest.fixture(params=[warc.written, warc.packed], ids=["plain", "packed"])
def content(store: EvidenceStore, request: pytest.FixtureRequest) -> bytes:
    return b"".join(request.param(record) for record in archive.records(store))


def test_a_stock_tool_reads_every_record_and_finds_its_digests_right(content: bytes) -> None:
    read = read_by_warcio(content)

    assert [(one["type"], one["uri"], one["status"]) for one in read] == [
        ("warcinfo", None, None),
        ("metadata", PAGE_URI, None),
        ("resource", "urn:certificate:" + folders.store_digest(folders.CERTIFICATE), None),
        ("metadata", PAGE_URI, None),
        ("response", "https://nemune.ir/?token=%E2%80%A6", "302"),
        ("response", PAGE_URI, "200"),
        ("request", PAGE_URI, None),
        ("metadata", PAGE_URI, None),
        ("response", "https://khedmat.nemune.ir/x", "404"),
        ("request", "https://khedmat.nemune.ir/x", None),
        ("metadata", "https://khedmat.nemune.ir/x", None),
        ("response", PAGE_URI, "200"),
        ("request", PAGE_URI, None),
        ("metadata", PAGE_URI, None),
        ("metadata", PAGE_URI, None),
        ("conversion", f"{PAGE_URI}?session=%E2%80%A6", None),
        ("resource", f"urn:view:{PAGE_URI}?session=%E2%80%A6", None),
        ("resource", f"urn:axe:{PAGE_URI}?session=%E2%80%A6", None),
        ("metadata", PAGE_URI, None),
    ]


def test_an_answer_comes_back_with_its_headers_and_the_very_bytes_that_were_kept(content: bytes) -> None:
    answer = read_by_warcio(content)[5]

    assert answer["content"] == folders.PAGE.encode()
    assert answer["headers"] == {
        "Content-Type": "text/html; charset=utf-8",
        "X-Archive-Orig-Content-Encoding": "gzip",
        "Set-Cookie": "JSESSIONID=…; Secure; HttpOnly",
        "Content-Length": str(len(folders.PAGE.encode())),
    }


def test_a_request_and_its_times_stand_with_its_answer(store: EvidenceStore) -> None:
    answer, request, times = list(archive.records(store))[5:8]

    fields = dict(answer.fields)
    assert (fields["WARC-IP-Address"], fields["WARC-Protocol"]) == ("192.0.2.7", "http/1.1")
    assert request.block == (b"GET /%D8%AE%D8%AF%D9%85%D8%AA HTTP/1.1\r\nHost: khedmat.nemune.ir\r\n\r\n")
    assert times.block == b"fetchTimeMs: 30\r\nfirstByteMs: 20.5\r\nquestion: page\r\n"
    assert {dict(one.fields)["WARC-Concurrent-To"] for one in (request, times)} == {answer.name}


def test_a_body_that_was_not_read_is_said_to_be_cut(store: EvidenceStore) -> None:
    unread = list(archive.records(store))[11]

    assert (unread.payload, dict(unread.fields)["WARC-Truncated"]) == (b"", "unspecified")


def test_no_two_records_have_one_name(store: EvidenceStore) -> None:
    names = [record.name for record in archive.records(store)]

    assert len(set(names)) == len(names)


def test_pages_pictures_and_certificates_are_there_byte_for_byte(content: bytes) -> None:
    read = read_by_warcio(content)

    assert (read[2]["content"], read[15]["content"], read[16]["content"]) == (
        folders.CERTIFICATE,
        folders.DOM.encode(),
        folders.PICTURE,
    )


def test_a_look_that_failed_says_in_its_metadata_why(content: bytes) -> None:
    capture = json.loads(read_by_warcio(content)[1]["content"])

    assert (capture["look"], capture["failure"]["reason"]) == ("names", "name_timeout")


def test_no_cookie_value_and_no_query_value_leaves_the_house(content: bytes) -> None:
    told = b"".join(repr(one).encode() for one in read_by_warcio(content))

    assert folders.SECRET.encode() not in content + told


def test_the_same_evidence_gives_the_same_archive_byte_for_byte(tmp_path: Path) -> None:
    archives = [
        b"".join(map(warc.packed, archive.records(folders.store(tmp_path / name)))) for name in ("a", "b")
    ]

    assert archives[0] == archives[1]


def test_evidence_that_is_gone_is_not_passed_over_in_silence(store: EvidenceStore) -> None:
    store.remove(folders.store_digest(folders.PICTURE))

    with pytest.raises(EvidenceGone):
        list(archive.records(store))
