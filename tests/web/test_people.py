"""An officer invites, gives and ends on one page; what is sent is shown once more before it is done."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import mandates, queries
from sanjeh.apps.accounts.models import Invitation, Mandate
from sanjeh.apps.authorities import queries as authorities
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.web.clients import signed_in, texts
from tests.web.office_addresses import SCAN

pytestmark = pytest.mark.django_db
GIVEN = {"person": "mina", "role": "handler", "body": "", "until": "1420/01/01", "letter_number": "12/7"}


def test_a_mandate_is_shown_before_it_is_given_and_given_once_it_is_sure() -> None:
    client, mina = signed_in(people.manager()), people.registered("mina")

    preview = client.post("/office/people/give/", GIVEN)
    before = queries.roles_of(mina, timezone.now())
    done = client.post("/office/people/give/", GIVEN | {"sure": "yes"})

    assert (texts(preview.content, "#preview"), before) == (["درست است؟"], frozenset())
    assert (done.status_code, queries.roles_of(mina, timezone.now())) == (302, frozenset({Role.HANDLER}))
    assert mandates.running(timezone.now(), text="mina")[0].letter.number == "12/7"


@pytest.mark.parametrize(
    "wrong",
    [{"person": "nobody"}, {"role": "deputy"}, {"body": "B1"}, {"until": "1400/01/01"}, {"until": "soon"}],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_given(wrong: dict[str, str]) -> None:
    client = signed_in(people.manager())
    mina = people.registered("mina")

    response = client.post("/office/people/give/", GIVEN | wrong | {"sure": "yes"})

    assert len(texts(response.content, ".form-errors li")) == 1
    assert 'value="12/7"' in response.content.decode()
    assert not Mandate.objects.filter(person=mina).exists()


def test_an_invitation_shows_its_link_once_and_keeps_its_digest_alone() -> None:
    client = signed_in(people.manager())
    sent = {"name": "مینا", "email": "m@b.example", "role": "auditor", "until": "1420/01/01", "sure": "yes"}

    shown = texts(client.post("/office/people/invite/", sent).content, "#link")

    token = shown[0].rstrip("/").rpartition("/")[2]
    assert token not in Invitation.objects.get().token_hash
    assert client.get(f"/office/invitation/{token}/").status_code == 200


@pytest.mark.parametrize("page", ["give", "invite"])
def test_the_file_of_a_letter_stays_where_another_part_is_refused(page: str) -> None:
    client = signed_in(people.manager())
    digest = hashlib.sha256(SCAN).hexdigest()
    sent = {"name": "مینا", "role": "handler", "until": "نه"}

    first_page = client.post(
        f"/office/people/{page}/", {**sent, "letter_file": SimpleUploadedFile("l.pdf", SCAN)}
    )
    again = client.post(f"/office/people/{page}/", {**sent, "letter_sha256": digest})

    for shown in (first_page, again):
        fields = HTMLParser(shown.content).css("[name=letter_sha256]")
        assert [one.attributes["value"] for one in fields] == [digest]
        assert digest[:12] in texts(shown.content, "form p.quiet")[0]


def test_the_list_asks_as_often_for_three_mandates_as_for_one() -> None:
    client, counts = signed_in(people.manager()), list[int]()
    client.get("/office/people/")

    for number in range(3):
        people.registered(f"p{number}", Role.HANDLER)
        with CaptureQueriesContext(connection) as asked:
            client.get("/office/people/")
        counts.append(len(asked))

    assert len(set(counts)) == 1


def test_the_head_writes_the_name_that_every_page_bears() -> None:
    client = signed_in(people.manager())
    sent = {"title_fa": "مرجع", "title_en": "Authority", "calendar": "gregorian", "time_zone": "Asia/Kabul"}

    wrong = client.post("/office/authority/", sent | {"pattern": "(a+)+"})
    done = client.post("/office/authority/", sent | {"pattern": "[0-9]{4}"})

    assert (wrong.status_code, done.status_code) == (200, 302)
    assert authorities.current().code_rule.pattern == "[0-9]{4}"
    assert authorities.current().hands_over is False
    assert texts(client.get("/").content, ".brand") == ["مرجع"]


def test_the_head_alone_says_that_an_archive_gets_everything_first_and_takes_it_back() -> None:
    sent = {"title_fa": "مرجع", "title_en": "Authority", "calendar": "gregorian", "time_zone": "Asia/Kabul"}
    sent |= {"pattern": "[0-9]{4}"}
    for others in (people.secretariat(), people.approver()):
        assert signed_in(others).post("/office/authority/", sent | {"hands_over": "on"}).status_code == 403
    before = authorities.current().hands_over
    client = signed_in(people.manager())

    client.post("/office/authority/", sent | {"hands_over": "on"})
    said = authorities.current().hands_over
    ticked = HTMLParser(client.get("/office/authority/").content).css("[name=hands_over][checked]")
    client.post("/office/authority/", sent)

    assert (before, said, authorities.current().hands_over) == (False, True, False)
    assert len(ticked) == 1
