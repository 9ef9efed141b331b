"""The agreement on paper: its code finds it again, and any other code finds nothing."""

import io
import json
from dataclasses import replace

import pytest
from django.test import Client
from pypdf import PdfReader

from sanjeh.apps.agreements import papers, queries
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.agreements import READABLE, VersionState
from sanjeh.core.workflow.roles import Role
from sanjeh.edition.sign import public_key_of
from sanjeh.ledger.line_proof import check_proof
from tests import people
from tests.apps.agreements.test_acceptance import BODY, accept
from tests.apps.agreements.test_own_agreement import BEGINS, DRAFT, NOW, confirmed, consulted, load
from tests.apps.agreements.test_states import put
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return "\n".join(page.extract_text() for page in reader.pages)


def code_of(number: int) -> str:
    return papers.version_code(queries.version(number).row)


def asking(language: str) -> Client:
    client = Client()
    client.cookies["django_language"] = language
    return client


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_paper_has_the_digest_and_on_every_page_the_code(language: str) -> None:
    response = asking(language).get("/agreement/1.pdf")
    reader = PdfReader(io.BytesIO(response.content))

    assert response["Content-Type"] == "application/pdf"
    assert queries.version(1).row.sha256[:40] in text_of(response.content).replace("\n", "")
    assert all(code_of(1) in page.extract_text() for page in reader.pages)
    assert len(reader.pages) >= 2
    assert str(reader.root_object["/Lang"]) == language


@pytest.mark.parametrize("state", VersionState)
def test_only_what_everybody_may_read_is_printed_and_found(state: VersionState) -> None:
    put(confirmed(), state)

    status = Client().get("/agreement/2.pdf").status_code
    found = papers.paper(code_of(2))

    assert (status, found is not None) == ((200, True) if state in READABLE else (404, False))


@pytest.mark.parametrize("spelt", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_paper_is_found_by_its_code_however_it_is_typed(spelt: object) -> None:
    page = Client().get("/agreement/verify/", {"code": spelt(code_of(1))}).content  # type: ignore[operator]

    assert texts(page, "#paper .digest") == [queries.version(1).row.sha256]
    assert texts(page, "#paper dd")[1] == "پایان‌یافته"


@pytest.mark.parametrize("typed", ["", "XXXX", "0" * 16, "نه"])
def test_a_code_that_was_never_printed_is_told_beside_it(typed: str) -> None:
    page = Client().get("/agreement/verify/", {"code": typed}).content

    assert (len(texts(page, "#id_code_error li")), texts(page, "#paper")) == (1, [])


def test_versions_that_differ_in_a_byte_or_a_day_have_other_codes() -> None:
    load()
    load(replace(DRAFT, exact=DRAFT.exact.replace("سنجش".encode(), "پایش".encode())))
    load(replace(DRAFT, valid_from=BEGINS.replace(minute=1)))

    assert len({code_of(number) for number in (1, 2, 3, 4)}) == 4


def test_a_body_takes_its_certificate_home_and_anybody_verifies_it() -> None:
    confirmed()
    accept(2)
    body = signed_in(people.holder(Role.REPRESENTATIVE))
    row = papers.acceptance(2, BODY)
    assert row is not None

    content = body.get(f"/office/offer/2/{BODY}.pdf").content
    page = Client().get("/agreement/verify/", {"code": row.code}).content

    assert row.code in text_of(content)
    assert BODY in text_of(content)
    assert texts(page, "#paper h2") == ["گواهی پذیرش یک دستگاه"]
    assert BODY in texts(page, "#paper dd")
    assert row.code != code_of(2)


def test_the_proof_of_an_acceptance_comes_with_the_checkpoint_of_the_night() -> None:
    confirmed()
    accept(2)
    body = signed_in(people.holder(Role.REPRESENTATIVE))
    address = f"/office/offer/2/{BODY}-proof.json"

    before = texts(body.get(address, follow=True).content, ".notice-line p")[-1]
    journal.sign_checkpoint(now=NOW)
    proof = body.get(address).content.decode()

    assert before.startswith("گواه سطر این پذیرش پس از مهر امشب")
    assert check_proof(proof, [public_key_of(conf()["SIGNING_KEY"])])[0] is True
    assert queries.version(2).row.sha256 in json.loads(proof)["line"]


def test_ac2_acceptance_binds_the_exact_text_and_one_altered_letter_of_its_proof_is_named() -> None:
    confirmed()
    accept(2)
    journal.sign_checkpoint(now=NOW)
    body = signed_in(people.holder(Role.REPRESENTATIVE))
    proof = body.get(f"/office/offer/2/{BODY}-proof.json").content.decode()
    digest = queries.version(2).row.sha256
    other = digest[:-1] + ("0" if digest[-1] != "0" else "1")

    assert check_proof(proof.replace(digest, other), [public_key_of(conf()["SIGNING_KEY"])])[0] is False


def test_nobody_gets_the_certificate_of_another_body() -> None:
    confirmed()
    accept(2)
    deputy = signed_in(people.registered("elsewhere", Role.DEPUTY))

    assert deputy.get("/office/offer/2/B1.pdf").status_code == 404
    assert signed_in(people.secretariat()).get(f"/office/offer/2/{BODY}.pdf").status_code == 403


def test_a_draft_in_consultation_has_a_page_for_everybody_and_one_before_it_has_none() -> None:
    load()

    before = Client().get("/agreement/2/").status_code
    consulted()

    assert (before, Client().get("/agreement/3/").status_code) == (404, 200)
    assert texts(Client().get("/agreement/").content, "#versions th a") == ["نسخه‌ی ۳", "نسخه‌ی ۱"]
