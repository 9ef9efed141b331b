"""The forms by which a case is challenged, appealed, withdrawn, represented and made good."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, queries
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.models import Complaint
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import Role
from sanjeh.web.office import case_acts
from tests import people
from tests.apps.desk import country
from tests.permission_matrix import EXPECTED
from tests.web.clients import clients, first, signed_in, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]
PAGE, ACTS = "/office/complaints/1/", "/office/complaints/1/acts/"


@pytest.fixture
def bodies(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cases of these tests happen today: pages know no other time."""
    from sanjeh.apps.catalogue.models import Body  # noqa: PLC0415 -- needs the database

    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")
    now = timezone.now()
    monkeypatch.setattr(country, "NOW", now)
    monkeypatch.setattr(country, "EVE", now - timedelta(days=1))


def acted(receipt: actions.Receipt, act: str, **more: str) -> str:
    """Send one act of the complainant, and return the page that answers."""
    sent = {"number": str(receipt.number), "code": receipt.code, "act": act, **more}
    return Client().post("/complaints/act/", sent).content.decode()


def tracked(receipt: actions.Receipt) -> bytes:
    sent = {"number": str(receipt.number), "code": receipt.code}
    return Client().post("/complaints/track/", sent).content


def office(person: Person, act: str, **more: str) -> str:
    return signed_in(person).post(ACTS, {"act": act, **more}, follow=True).content.decode()


def admitted() -> actions.Receipt:
    for name in ("mina", "omid"):
        country.person(name, Role.HANDLER)
    country.person("rasa", Role.SECOND_READER)
    receipt = country.lodged(country.EVE)
    sara = country.person("sara", Role.SECRETARIAT)
    actions.admit_complaint(number=receipt.number, by=sara, now=country.EVE)
    country.night(country.EVE)
    return receipt


def served() -> actions.Receipt:
    receipt = admitted()
    country.heard(receipt)
    country.ruled(receipt)
    tracked(receipt)
    return receipt


def state() -> str:
    return queries.complaint(1).state


def test_a_complaint_is_withdrawn_by_its_page() -> None:
    receipt = admitted()

    page = acted(receipt, "withdraw", words="حل شد.")

    assert "شکایت را پس گرفتید" in page
    assert (state(), "پس می‌گیرم" in page) == ("withdrawn", False)


def test_a_handler_is_challenged_and_the_manager_decides_on_the_page() -> None:
    receipt = admitted()
    empty = acted(receipt, "challenge", role="handler", words="")
    acted(receipt, "challenge", role="handler", words="خویشاوند است.")
    manager = people.manager()
    seen = signed_in(manager).get(PAGE).content.decode()

    office(manager, "decide_challenge", upheld="yes", words="چنین است.")

    assert "دلیل را بنویسید؛ بی آن چیزی ثبت نمی‌شود." in empty
    assert "خویشاوند است." in seen
    assert state() == "admitted"
    assert "ایراد وارد بود" in tracked(receipt).decode()


def test_an_appeal_goes_to_the_panel_and_its_votes_to_nobody_before_the_last() -> None:
    receipt = served()
    for name in ("p1", "p2", "p3"):
        country.person(name, Role.PANEL_MEMBER)

    page = acted(receipt, "appeal", words="نادرست است.")
    country.night(country.NOW)
    members = [seat.person for seat in Complaint.objects.get().seats.filter(role=SeatRole.PANEL)]
    unsaid = office(members[0], "vote", words="چون.")
    office(members[0], "vote", vote="stands", words="درست بود.")
    after = signed_in(members[1]).get(PAGE).content.decode()
    for one in members[1:]:
        office(one, "vote", vote="stands", words="درست بود.")

    assert "اعتراض شما ثبت شد" in page
    assert "دلیل را بنویسید" in unsaid
    assert "نادرست است." in after
    assert "اکنون کاری با شما نیست." not in after
    assert "درست بود." not in after
    assert "مهر کردن رأی" in after
    assert state() == "closed"


def test_a_representative_gets_a_receipt_that_withdraws_nothing() -> None:
    receipt = admitted()
    page = acted(receipt, "represent", name="انجمن")
    (code,) = [word for word in page.split() if word.count("-") == 3 and len(word) >= 23][:1]
    theirs = actions.Receipt(receipt.number, code.split("<")[0])

    refused = acted(theirs, "withdraw")

    assert "موارد شکایت و پاسخ هر یک" in tracked(theirs).decode()
    assert "تنها با رسید خود شاکی" in refused
    assert state() == "assigned"


def test_a_remedy_is_promised_done_and_verified_by_another_on_the_page() -> None:
    receipt = served()
    one, second = people.manager(), country.person("second", Role.MANAGER)

    office(one, "plan_remedy", kind="apology", words="پوزش می‌خواهیم.")
    remedy = str(Complaint.objects.get().remedies.get().pk)
    office(one, "do_remedy", remedy=remedy)
    own = signed_in(one).post(ACTS, {"act": "verify_remedy", "remedy": remedy}).status_code
    office(second, "verify_remedy", remedy=remedy)

    assert own == 403
    assert "انجام شد و نفر دومی گواهی کرد" in tracked(receipt).decode()


def test_a_first_answer_an_order_and_a_likeness_are_given_on_the_page() -> None:
    receipt, twin = country.lodged(country.EVE), country.lodged(country.EVE)
    sara = country.person("sara", Role.SECRETARIAT)

    office(sara, "acknowledge", words="رسید؛ تا سه روز می‌گوییم.")
    office(people.manager(), "order", words="انتشار بایستد.")
    office(sara, "liken", other=str(twin.number))
    wrong = office(sara, "liken", other="1")

    page = tracked(receipt).decode()
    assert "رسید؛ تا سه روز می‌گوییم." in page
    assert "انتشار بایستد." in page
    assert "شکایت‌های همانند" in page
    assert "این دو شکایت همانند نیستند" in wrong


@pytest.mark.parametrize("other", ["x", "77", ""])
def test_the_number_of_no_complaint_is_told_and_stays_in_its_field(other: str) -> None:
    country.lodged(country.EVE)

    page = office(country.person("sara", Role.SECRETARIAT), "liken", other=other).encode()

    assert texts(page, ".notice-line.error p") == ["شکایتی با این شماره نیست؛ شماره را با رقم بنویسید."]
    assert first(HTMLParser(page), "#liken-other").attributes["value"] == other


def test_words_for_which_there_is_no_form_any_more_stand_on_the_page() -> None:
    country.lodged(country.EVE)
    sara = country.person("sara", Role.SECRETARIAT)
    office(sara, "acknowledge", words="رسید.")

    page = office(sara, "acknowledge", words="<b>دوباره</b>").encode()

    assert texts(page, ".notice-line.error p") == ["نخستین پاسخ پیش از این داده شده است."]
    assert texts(page, "#typed ~ p") == ["<b>دوباره</b>"]


def test_a_vote_that_says_not_what_stays_written() -> None:
    receipt = served()
    for name in ("p1", "p2", "p3"):
        country.person(name, Role.PANEL_MEMBER)
    acted(receipt, "appeal", words="نادرست است.")
    country.night(country.NOW)
    member = Complaint.objects.get().seats.filter(role=SeatRole.PANEL)[0].person

    page = office(member, "vote", words="چون.").encode()

    assert (texts(page, "#vote-words"), texts(page, "#typed")) == (["چون."], [])


def test_who_sits_steps_aside_on_the_page() -> None:
    receipt = admitted()
    handler = country.seated(receipt)

    unsaid = office(handler, "recuse", words=" ")
    office(handler, "recuse", words="خویشاوندم.")

    assert "دلیل را بنویسید" in unsaid
    assert state() == "admitted"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"act": "nonsense"}, 404),
        ({"act": "challenge", "role": "friend"}, 404),
        ({"act": "withdraw", "code": "wrong"}, 200),
    ],
)
def test_what_no_form_of_ours_sends_changes_nothing(sent: dict[str, str], status: int) -> None:
    receipt = admitted()
    whole = {"number": "1", "code": receipt.code, **sent}

    assert Client().post("/complaints/act/", whole).status_code == status
    assert Client().get("/complaints/act/").status_code == 405
    assert state() == "assigned"


@pytest.mark.parametrize(
    "sent", [{"act": "nonsense"}, {"act": "verify_remedy", "remedy": "x"}, {"act": "plan_remedy"}]
)
def test_the_office_sends_nothing_else_either(sent: dict[str, str]) -> None:
    country.lodged(country.EVE)
    both = country.person("both", Role.SECRETARIAT, Role.MANAGER)

    assert signed_in(both).post(ACTS, sent).status_code == 404


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_of_the_complainant_speaks_one_language_in_every_state(language: str) -> None:
    receipt = served()
    client = Client()
    client.cookies["django_language"] = language

    page = client.post("/complaints/track/", {"number": "1", "code": receipt.code})

    buttons = texts(page.content, "form button.btn")
    assert ("Lodge the appeal" in buttons) is (language == "en")
    assert ("ثبت اعتراض" in buttons) is (language == "fa")


@pytest.mark.usefixtures("each_refusal_drawn_once")
def test_each_act_is_refused_to_whom_the_matrix_does_not_let() -> None:
    country.lodged(country.EVE)
    acts = {act: permission(act).key for act in case_acts.DO}
    # Who is let finds a wrong number, or nothing to do: that is no refusal of the role.
    sent = {"words": "x", "other": "9", "remedy": "9", "kind": "apology", "vote": "stands", "becomes": "1"}
    who = clients(people.each())

    seen = {
        (name, act.value): client.post(ACTS, {"act": act.value, **sent}).status_code == 403
        for name, (client, _) in who.items()
        for act in acts
    }

    assert seen == {
        (name, act.value): not roles & EXPECTED[key]
        for name, (_, roles) in who.items()
        for act, key in acts.items()
    }
