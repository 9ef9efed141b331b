"""Many mandates or messages in one move, on their lists: seen before it is done, and told in one sentence."""

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import mandates
from sanjeh.apps.accounts.models import Mandate
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.messages.models import Despatch
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.web.clients import clients, posted, signed_in, texts, told

pytestmark = pytest.mark.django_db
PAGE, AGAIN = "/office/people/bulk/", "/office/messages/again/"
READERS = permission(Reading.PEOPLE).roles


@pytest.fixture
def office() -> Client:
    return signed_in(people.manager())


def held(*names: str) -> list[str]:
    return [str(people.registered(name, Role.HANDLER).mandates.get().pk) for name in names]


def handlers() -> set[str]:
    return {row.name for row in mandates.running(timezone.now(), role="handler")}


def test_the_preview_changes_nothing_and_the_second_button_all(office: Client) -> None:
    sent = {"edit": "end", "chosen": held("a", "b"), "scope": "chosen"}

    preview = office.post(PAGE, sent)
    between = handlers()
    done = office.post(PAGE, {**sent, "sure": "yes"}, follow=True)
    ended = handlers()
    back = office.post(done.redirect_chain[-1][0], follow=True)

    assert texts(preview.content, "li input[checked]") == ["", ""]
    assert (between, ended, handlers()) == ({"a", "b"}, set(), {"a", "b"})
    assert texts(done.content, "main form button") == ["بازگرداندن"]
    assert texts(back.content, "main form button, main .grade") == ["بازگردانده شده است."]
    assert office.post(done.redirect_chain[-1][0], follow=True).content.decode().count("پیش از شما") == 1


def test_all_that_the_filter_keeps_may_be_meant(office: Client) -> None:
    held("a", "b")
    people.registered("c", Role.SECOND_READER)

    page = office.post(PAGE, {"edit": "end", "scope": "all", "query": "role=handler", "value": ""})

    assert [line.split(" · ")[0] for line in texts(page.content, "main li")] == ["a", "b"]


def test_a_row_that_cannot_be_changed_says_why_and_is_not_ticked(office: Client) -> None:
    people.registered("heir")
    sent = {"edit": "hand_over", "value": "heir", "letter_number": "9/9", "chosen": held("a", "b")}

    page = office.post(PAGE, {**sent, "sure": "yes"}).content

    assert texts(page, "main li strong") == ["او این نقش را در بخشی از این زمان از پیش دارد."]
    assert (len(texts(page, "li input[checked]")), handlers()) == (1, {"a", "b"})
    assert [node.attributes["value"] for node in HTMLParser(page).css("#value, #letter")] == ["heir", "9/9"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"edit": "end"}, "هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."),
        ({"edit": "end", "chosen": "x"}, "هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."),
    ],
)
def test_what_makes_no_change_is_one_sentence(office: Client, more: dict[str, str], said: str) -> None:
    assert told(office, PAGE, **more) == [said]


def test_a_successor_without_an_account_is_told_of(office: Client) -> None:
    said = told(office, PAGE, edit="hand_over", chosen=held("a")[0], value="nobody")

    assert said == ["کسی با این نام حساب ندارد؛ او را دعوت کنید."]


@pytest.mark.parametrize("day", ["", "soon", "1400/01/01", "1420/01/01 1420/01/02"])
def test_an_end_is_one_day_to_come(office: Client, day: str) -> None:
    chosen = held("a")[0]

    page = office.post(
        PAGE, {"edit": "extend", "chosen": chosen, "value": day, "letter_number": "9/9", "sure": "yes"}
    )

    assert len(texts(page.content, ".notice-line p")) == 1
    kept = [
        node.attributes["value"]
        for node in HTMLParser(page.content).css("#value, #letter, li input[checked]")
    ]
    assert kept == [chosen, day, "9/9"]
    assert Mandate.objects.filter(role=Role.HANDLER).count() == 1


def test_the_page_of_a_change_is_the_own_authoritys(office: Client) -> None:
    other = journal.head()

    assert other is None or office.get(f"{PAGE}{other.number}/").status_code == 404
    assert office.get(f"{PAGE}999/").status_code == 404


def test_the_page_of_a_change_and_its_undoing_are_for_who_keeps_mandates(office: Client) -> None:
    sent = {"edit": "end", "chosen": held("a"), "sure": "yes"}
    page = office.post(PAGE, sent).headers["Location"]

    who = clients(people.each())
    seen = {name: (one.get(page).status_code, posted(one, page)) for name, (one, _) in who.items()}

    assert seen == {
        name: (200 if roles & READERS else 403, 302 if Role.MANAGER in roles else 403)
        for name, (_, roles) in who.items()
    }


def bounced(*names: str) -> list[Despatch]:
    content = messages.Content(TemplateName.TRIAL, "notice:1", "/office/")
    to = [people.registered(name, Role.HANDLER) for name in names]
    messages.send(content=content, to=to, now=timezone.now(), with_letter=True)
    rows = Despatch.objects.filter(channel="letter")
    with hands.thawed():
        rows.update(state="bounced", problem="x")
    return list(rows)


def test_what_bounced_goes_again_in_one_move_and_what_arrived_does_not(office: Client) -> None:
    bounced("a", "b")
    sent = {"scope": "all", "query": ""}

    page = office.post(AGAIN, sent).content
    before = set(Despatch.objects.filter(channel="letter").values_list("state", flat=True))
    said = told(office, AGAIN, **sent, sure="yes")

    assert texts(page, "main form p")[:1] == ["دوباره می‌رود: ۲. رسیده یا در راه است و دوباره نمی‌رود: ۲."]
    assert (before, said) == ({"bounced"}, ["در نوبت فرستادن است. شمار پیام‌ها: ۲"])
    assert set(Despatch.objects.filter(channel="letter").values_list("state", flat=True)) == {"queued"}


def test_nobody_chosen_sends_nothing(office: Client) -> None:
    assert told(office, AGAIN, scope="chosen") == ["هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."]
