"""Invitations go by mail where there is an address; many are sent anew or taken back in one move."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import invitation_actions, invitations
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.accounts.invitations import InvitationClosed, Standing, hash_of, standing_of
from sanjeh.apps.accounts.models import Invitation
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages import inviting_actions as told
from sanjeh.apps.messages.models import Despatch
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.web.clients import clients, posted, signed_in, texts
from tests.web.clients import told as line_of

pytestmark = pytest.mark.django_db
PAGE, INVITE = "/office/people/invited/", "/office/people/invite/"


@pytest.fixture
def office() -> Client:
    return signed_in(people.manager())


def invited(*names: str, role: Role = Role.HANDLER) -> list[str]:
    for name in names:
        invitation_actions.invite(
            invited=Invited(name, role, email=f"{name}@office.example"),
            by=people.manager(),
            now=timezone.now(),
        )
    rows = Invitation.objects.filter(display_name__in=names).order_by("pk")
    return [str(row.pk) for row in rows]


def waiting() -> set[str]:
    return {row.name for row in invitations.waiting(timezone.now())}


def mailed() -> list[tuple[str, str]]:
    rows = Despatch.objects.select_related("message").order_by("pk")
    return [(row.address, row.message.link) for row in rows]


def links(content: bytes) -> list[str]:
    return texts(content, ".invitation-link")


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_who_has_an_address_gets_the_link_by_mail_in_the_language_of_who_invites(office: Client) -> None:
    office.cookies["django_language"] = "en"
    sent = {"name": "Mina", "email": "Mina@office.example", "role": "handler", "until": "1420/01/01"}

    page = office.post(INVITE, {**sent, "sure": "yes"}).content
    row = Despatch.objects.select_related("message").get()

    assert [(address, urlsplit(link).path) for address, link in mailed()] == [
        ("mina@office.example", urlsplit(links(page)[0]).path)
    ]
    assert row.message.person is None
    assert "Handler" in row.message.text
    assert row.message.link in row.message.text
    assert (row.message.language, row.message.about) == ("en", f"invitation:{Invitation.objects.get().pk}")


@pytest.mark.parametrize(
    ("server", "said"), [("", "No mail server is named"), ("smtp://127.0.0.1:1", "mina@office.example")]
)
def test_the_page_says_whether_a_mail_will_go(
    office: Client, monkeypatch: pytest.MonkeyPatch, server: str, said: str
) -> None:
    monkeypatch.setitem(conf(), "SMTP_URL", server)
    office.cookies["django_language"] = "en"
    sent = {"name": "Mina", "email": "mina@office.example", "role": "handler", "until": "1420/01/01"}

    page = office.post(INVITE, {**sent, "sure": "yes"}).content

    assert [text.count(said) for text in texts(page, "main section .quiet")] == [1]


def test_the_mail_is_found_by_its_address_and_the_list_never_shows_its_link(office: Client) -> None:
    sent = {"name": "Mina", "email": "mina@office.example", "role": "handler", "until": "1420/01/01"}
    link = links(office.post(INVITE, {**sent, "sure": "yes"}).content)[0]

    found = office.get("/office/messages/?q=mina@office").content.decode()
    file = office.get("/office/messages/?file=csv").content.decode()

    assert ["mina@office.example" in one for one in (found, file)] == [True, True]
    assert [token_of(link) in one for one in (found, file)] == [False, False]
    by_link = office.get(f"/office/messages/?q={token_of(link)}").content.decode()
    assert "mina@office.example" not in by_link


def test_without_an_address_nothing_is_mailed(office: Client) -> None:
    page = office.post(
        INVITE, {"name": "Mina", "role": "handler", "until": "1420/01/01", "sure": "yes"}
    ).content

    assert (mailed(), len(links(page)), texts(page, "main section .quiet")) == ([], 1, [])


def test_many_are_sent_anew_after_a_preview_and_the_old_links_open_nothing(office: Client) -> None:
    sent = {"do": "again", "chosen": invited("a", "b"), "scope": "chosen"}

    preview = office.post(PAGE, sent).content
    between = (waiting(), mailed())
    page = office.post(PAGE, {**sent, "sure": "yes"}).content
    old = {standing_of(row, timezone.now()) for row in Invitation.objects.filter(pk__in=sent["chosen"])}

    assert len(texts(preview, "main li input[checked]")) == 2
    assert between == ({"a", "b"}, [])
    assert (waiting(), old) == ({"a", "b"}, {Standing.WITHDRAWN})
    assert sorted(token_of(link) for _, link in mailed()) == sorted(token_of(link) for link in links(page))
    new = Invitation.objects.get(token_hash=hash_of(token_of(links(page)[0])))
    assert new.expires_at > timezone.now()


def test_all_that_the_filter_keeps_are_taken_back_in_one_move(office: Client) -> None:
    invited("a", "b")
    invited("c", role=Role.SECRETARIAT)
    sent = {"do": "withdraw", "scope": "all", "query": "invited-role=handler"}

    said = line_of(office, PAGE, **sent, sure="yes")

    assert (said, waiting()) == (["انجام شد و در دفتر رویداد ثبت شد."], {"c"})


def test_one_that_is_not_open_any_more_stops_all(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = invited("a", "b")
    Invitation.objects.filter(pk=numbers[0]).update(withdrawn_at=timezone.now())

    with pytest.raises(InvitationClosed):
        told.withdraw_together(
            numbers=[int(one) for one in numbers],
            by=people.manager(),
            authority=DEFAULT_AUTHORITY,
            now=timezone.now(),
        )

    def faster(**_: object) -> int:
        raise InvitationClosed(Standing.USED)

    monkeypatch.setattr(told, "withdraw_together", faster)
    page = office.post(PAGE, {"do": "withdraw", "chosen": numbers[1], "sure": "yes"}).content
    assert texts(page, ".notice-line.error p") == ["دعوتی از این میان دیگر باز نیست؛ چیزی عوض نشد."]
    assert [node.attributes["value"] for node in HTMLParser(page).css("main li input[checked]")] == [
        numbers[1]
    ]
    assert waiting() == {"b"}


@pytest.mark.parametrize("sent", [{"do": "again"}, {"do": "withdraw", "chosen": "x", "sure": "yes"}])
def test_nothing_chosen_is_one_sentence_and_writes_nothing(office: Client, sent: dict[str, str]) -> None:
    invited("a")
    head = journal.head()

    assert line_of(office, PAGE, **sent) == ["هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."]
    assert journal.head() == head


def test_many_invitations_are_for_who_keeps_mandates() -> None:
    numbers = invited("a")
    who = clients(people.each())

    seen = {
        (name, do): posted(one, PAGE, do=do, chosen=numbers[0])
        for name, (one, _) in who.items()
        for do in ("again", "withdraw")
    }

    assert seen == {
        (name, do): 200 if Role.MANAGER in roles else 403
        for name, (_, roles) in who.items()
        for do in ("again", "withdraw")
    }


def test_the_actions_ask_too() -> None:
    numbers = [int(one) for one in invited("a")]
    by, own, now = people.secretariat(), DEFAULT_AUTHORITY, timezone.now()

    with pytest.raises(NotPermitted):
        told.invite_again(numbers=numbers, language="fa", by=by, authority=own, now=now)
    with pytest.raises(NotPermitted):
        told.withdraw_together(numbers=numbers, by=by, authority=own, now=now)
    with pytest.raises(NotPermitted):
        told.invite_and_tell(invited=Invited("b", Role.HANDLER), language="fa", by=by, now=now)

    assert waiting() == {"a"}


def test_an_invitation_of_another_authority_is_none_of_ours() -> None:
    numbers = [int(one) for one in invited("a")]

    with pytest.raises(InvitationClosed):
        told.open_ones(numbers, "elsewhere", timezone.now())
