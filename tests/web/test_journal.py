"""The journal's checkpoints as pages, and the proof that a complainant takes home."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions, queries
from sanjeh.edition.sign import public_key_of
from sanjeh.ledger.line_proof import check_proof
from tests.web.test_complaints import body, lodge
from tests.web.test_pages import page, shown

pytestmark = pytest.mark.django_db
__all__ = ["body"]
KEYS = [public_key_of(conf()["SIGNING_KEY"])]


def signed(lines: int) -> None:
    for number in range(lines):
        actions.write(by=None, at=timezone.now(), what="round.announced", about=f"round:{number}")
    actions.sign_checkpoint(now=timezone.now() + timedelta(seconds=lines))


def test_before_the_first_night_the_page_says_so(client: Client) -> None:
    assert shown(page(client, "/journal/", "en"), ".empty p") == [
        "Nothing was signed yet; the first checkpoint is made in the night after the first deed."
    ]
    assert client.get("/journal/checkpoint.txt").status_code == 404


def test_the_checkpoints_stand_in_a_table_and_are_given_as_they_were_signed(client: Client) -> None:
    signed(2)
    signed(1)

    assert shown(page(client, "/journal/", "en"), "tbody td.number") == ["3", "2"]
    assert client.get("/journal/checkpoint.txt").content.decode() == queries.checkpoint(3).note
    assert client.get("/journal/2/checkpoint.txt").content.decode() == queries.checkpoint(2).note
    assert client.get("/journal/1/checkpoint.txt").status_code == 404


def test_that_the_journal_only_grew_is_shown_between_any_two(client: Client) -> None:
    signed(2)
    signed(3)

    assert client.get("/journal/2/5/consistency.json").json() == {
        "earlier": 2,
        "size": 5,
        "path": [step.hex() for step in queries.consistency(2, 5)],
    }
    assert [
        client.get(f"/journal/{pair}/consistency.json").status_code for pair in ("5/2", "2/4", "0/5")
    ] == [
        404,
        404,
        404,
    ]


def ask(client: Client, code: str) -> tuple[int, str]:
    sent = {"number": "1", "code": code, "proof": "1"}
    response = client.post("/en/complaints/track/", sent)
    return response.status_code, response.content.decode()


def test_a_complainant_takes_the_proof_home_after_the_night(client: Client) -> None:
    code = lodge(client)
    _, before = ask(client, code)
    signed(1)

    status, proof = ask(client, code)

    assert "is ready after tonight" in before
    assert (status, check_proof(proof, KEYS)[0]) == (200, True)
    assert json.loads(json.loads(proof)["line"])["about"] == ["complaint:1"]


def test_nobody_gets_a_proof_by_a_wrong_receipt(client: Client) -> None:
    lodge(client)
    signed(1)

    _, said = ask(client, "AAAA-AAAA-AAAA-AAAA")

    assert "checkpoint" not in said.split("<main")[1].split("</form>")[0]
