"""The auditor reads every line of the journal, finds what names a matter, and takes the proofs away."""

import io
import zipfile

import pytest
from django.test import Client

from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions, queries
from sanjeh.core.workflow.roles import Role
from sanjeh.edition.sign import public_key_of
from sanjeh.ledger.bundle_check import check_bundle
from sanjeh.ledger.bundle_file import bundle_in
from tests import people
from tests.apps import trip
from tests.apps.authorities.two import officer, province
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
PAGE, PROOFS = "/office/journal/", "/office/journal/proofs.zip"


@pytest.fixture
def auditor() -> Client:
    return signed_in(people.holder(Role.AUDITOR))


@pytest.fixture
def three_lines() -> int:
    """Return the number of the last of three lines: of a person, of the public and of the system."""
    for by, what, about in (
        (people.secretariat(), "round.announced", ("round:1405-1", "authority:default")),
        (actions.PUBLIC, "complaint.lodged", ("complaint:7",)),
        (None, "round.probing", ("round:1405-1",)),
    ):
        last = actions.write(by=by, at=trip.NOW, what=what, about=about, facts={"part": 1})
    return last.number


def shown(client: Client, asked: str = "") -> list[str]:
    return texts(client.get(f"{PAGE}?{asked}").content, "table.listing td:nth-child(3) bdi")


def test_the_newest_line_stands_first_with_who_did_it(auditor: Client, three_lines: int) -> None:
    content = auditor.get(PAGE).content

    assert shown(auditor)[:3] == ["round.probing", "complaint.lodged", "round.announced"]
    assert shown(auditor, "sort=number")[-1] == "round.probing"
    assert people.secretariat().display_name in content.decode()
    assert "part=1" in content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=round:1405-1", ["round.probing", "round.announced"]),
        ("q=round:۱۴۰۵-۱&actor=system", ["round.probing"]),
        ("q=round", ["round.probing", "round.announced"]),
        ("q=complaint.lodged", ["complaint.lodged"]),
        ("q=complaint.lodge", []),
        ("q=complaint:70", []),
        ("actor=public", ["complaint.lodged"]),
        ("q=public", ["complaint.lodged"]),
    ],
)
def test_a_matter_an_act_or_whoever_acted_leads_to_its_lines(
    auditor: Client, three_lines: int, asked: str, found: list[str]
) -> None:
    assert shown(auditor, asked) == found


def test_the_list_is_taken_away_as_a_file(auditor: Client, three_lines: int) -> None:
    content = auditor.get(f"{PAGE}?file=csv&q=complaint:7").content.decode("utf-8-sig")

    assert [row.split(",")[2] for row in content.splitlines()[1:]] == ["complaint.lodged"]


def test_the_proofs_of_the_page_are_whole(auditor: Client, three_lines: int) -> None:
    actions.sign_checkpoint(now=trip.NOW)
    response = auditor.get(PROOFS)

    assert response["Content-Disposition"] == 'attachment; filename="sanjeh-proofs.zip"'
    bundle = bundle_in(zipfile.ZipFile(io.BytesIO(response.content)))
    assert check_bundle(bundle, [public_key_of(conf()["SIGNING_KEY"])]).faults == ()
    assert [line.number for line in bundle.lines][-1] == queries.head().number  # type: ignore[union-attr]


def test_the_auditor_of_another_authority_reads_what_names_it_and_takes_no_proofs(three_lines: int) -> None:
    province()
    client = signed_in(officer("auditor.elsewhere", Role.AUDITOR))

    assert set(shown(client)) == {
        line.entry.what for line in queries.lines() if "authority:zanjan" in line.entry.about
    }
    assert "round.announced" not in shown(client)
    assert (client.get(PROOFS).status_code, texts(client.get(PAGE).content, "a[href$='proofs.zip']")) == (
        403,
        [],
    )
