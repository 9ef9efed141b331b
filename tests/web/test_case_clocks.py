"""The clocks of a complaint on its pages: they explained, paused by the office, and contested."""

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk.models import ClockEvent
from sanjeh.core.workflow.desk_moves import ClockMove
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import LODGING
from tests.permission_matrix import EXPECTED
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
DESK, CLOCKS, CONTEST = "/office/complaints/1/", "/office/complaints/1/clocks/", "/complaints/contest/"
PAUSE = {"move": "pause", "reason": "documents"}


@pytest.fixture
def receipt() -> desk.Receipt:
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")
    return desk.lodge_complaint(lodging=LODGING, now=timezone.now())


@pytest.fixture
def office() -> Client:
    return signed_in(people.secretariat())


def kinds() -> list[str]:
    return list(ClockEvent.objects.order_by("pk").values_list("kind", flat=True))


def tracked(receipt: desk.Receipt, address: str = "/complaints/track/") -> bytes:
    shown: bytes = Client().post(address, {"number": receipt.number, "code": receipt.code}).content
    return shown


def test_the_complainant_reads_when_each_stage_is_due_and_why(
    receipt: desk.Receipt,
) -> None:
    page = tracked(receipt)

    assert [one.partition(" در مهلت")[0] for one in texts(page, "#now h3")] == [
        "نخستین پاسخ یک کارشناس",
        "پذیرش یا رد شکایت",
    ]
    assert page.decode().count("روز کاری از ") == 2
    assert "این مدت‌ها پیشنهاد خود ماست" in page.decode()
    assert "فراخوانده می‌شود" not in page.decode()


def test_staff_see_which_duties_are_called(receipt: desk.Receipt, office: Client) -> None:
    assert receipt.number == 1
    assert office.get(DESK).content.decode().count("فراخوانده می‌شود") == 2


def test_only_what_can_be_done_with_a_deadline_is_offered(receipt: desk.Receipt, office: Client) -> None:
    buttons = "form[action$='/clocks/'] button"
    manager = signed_in(people.manager())
    running = texts(office.get(DESK).content, buttons)
    office.post(CLOCKS, PAUSE)
    waiting = texts(office.get(DESK).content, buttons)
    before = texts(manager.get(DESK).content, buttons)
    tracked(receipt, CONTEST)

    assert (running, waiting, before) == (["درنگ در مهلت"], ["پایان درنگ"], [])
    assert texts(manager.get(DESK).content, buttons) == ["درنگی که به آن اعتراض شده روا نبود"]


def test_the_office_pauses_and_the_complainant_contests(receipt: desk.Receipt, office: Client) -> None:
    before = tracked(receipt).decode()
    office.post(CLOCKS, PAUSE)
    paused = tracked(receipt).decode()
    contested = tracked(receipt, CONTEST).decode()
    signed_in(people.manager()).post(CLOCKS, {"move": "overturn"})
    overturned = tracked(receipt).decode()

    button = "به درنگ اعتراض دارم"
    assert [button in page for page in (before, paused, contested, overturned)] == [False, True, False, False]
    assert [paused.count("در انتظار مدارک شما"), contested.count("به آن اعتراض شده است")] == [2, 2]
    assert overturned.count("روا نبود و به حساب آمد") == 2
    assert kinds() == ["started"] * 2 + ["paused"] * 2 + ["contested"] * 2 + ["pause_overturned"] * 2


def test_a_pause_ends_by_its_form(receipt: desk.Receipt, office: Client) -> None:
    assert receipt.number == 1
    office.post(CLOCKS, PAUSE)
    office.post(CLOCKS, {"move": "resume"})

    assert kinds()[-2:] == ["resumed", "resumed"]


@pytest.mark.parametrize("move", [ClockMove.PAUSE, ClockMove.RESUME, ClockMove.OVERTURN])
@pytest.mark.parametrize("role", Role)
def test_each_role_does_as_the_matrix_says(receipt: desk.Receipt, role: Role, move: ClockMove) -> None:
    assert receipt.number == 1
    client = signed_in(people.holder(role))

    status = client.post(CLOCKS, {"move": move.value, "reason": "answer"}).status_code

    allowed = (
        302 if move is ClockMove.PAUSE else 200
    )  # nothing waits yet: the page says so, with what was sent
    assert status == (allowed if role in EXPECTED[permission(move).key] else 403)


@pytest.mark.parametrize("move", ["resume", "overturn"])
def test_what_cannot_be_done_now_is_told(receipt: desk.Receipt, move: str) -> None:
    assert receipt.number == 1
    client = signed_in(people.registered("both", Role.SECRETARIAT, Role.MANAGER))

    page = client.post(CLOCKS, {"move": move}, follow=True).content.decode()

    said = {"resume": "مهلتی در درنگ نیست", "overturn": "درنگی نیست که شاکی به آن اعتراض کرده باشد"}
    assert said[move] in page
    assert kinds() == ["started", "started"]


@pytest.mark.parametrize("sent", [{"move": "contest"}, {}, {"move": "pause", "reason": "tea"}])
def test_a_form_that_the_house_does_not_send_is_not_found(
    receipt: desk.Receipt, office: Client, sent: dict[str, str]
) -> None:
    assert receipt.number == 1
    assert office.post(CLOCKS, sent).status_code == 404
    assert kinds() == ["started", "started"]


def test_a_wrong_receipt_contests_nothing_and_nothing_is_contested_by_an_address(
    receipt: desk.Receipt, office: Client
) -> None:
    office.post(CLOCKS, PAUSE)

    wrong = Client().post(CONTEST, {"number": receipt.number, "code": "AAAA-AAAA-AAAA-AAAA-AAAA"}).content
    assert "شکایتی با این شماره و این رسید نیست" in wrong.decode() or texts(wrong, ".form-errors li")
    assert Client().get(CONTEST).status_code == 405
    assert "contested" not in kinds()


def test_what_was_contested_already_is_told(receipt: desk.Receipt, office: Client) -> None:
    office.post(CLOCKS, PAUSE)
    tracked(receipt, CONTEST)

    assert "درنگی نیست که هنوز به آن اعتراض نشده باشد" in tracked(receipt, CONTEST).decode()
