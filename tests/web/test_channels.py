"""The ways to the house as everybody sees them and as the office leads them, and what came by another way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.channels import queries, redirect_actions
from sanjeh.apps.channels.models import Channel, Redirect
from sanjeh.apps.desk.models import Allegation, Complaint
from sanjeh.apps.messages.models import Incoming
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.redirects import ReachedBy
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.calendars.changes import announce
from tests.apps.channels.ways import down, looked, opened
from tests.web.clients import signed_in
from tests.web.message_addresses import PDF, a_mail

pytestmark = pytest.mark.django_db
PHONE = {"kind": "phone", "title_fa": "تلفن", "title_en": "Telephone", "address": "021-1234"}
COMPLAINT = {"kind": "result", "first": "کارمزد را ندیدم."}


def test_everybody_sees_the_channels_how_they_stand_and_when_none_worked(client: Client) -> None:
    now = timezone.now()
    opened(now=now - timedelta(days=3))
    looked(now - timedelta(minutes=1), _1="HTTP 502")

    page = client.get("/channels/").content.decode()

    assert "۰۲۱-۱۲۳۴" in page
    assert "در کار نیست" in page
    assert "هنوز زمانی نبوده است" in page


def test_an_outage_that_lasts_and_one_that_is_over_stand_on_the_page(client: Client) -> None:
    now = timezone.now()
    begin = now - timedelta(days=7)
    down(begin, begin + timedelta(days=2))
    looked(now, _1="HTTP 502")

    page = client.get("/channels/").content.decode()

    assert "هیچ کانالی در کار نیست" in page
    assert "اطلاعیه‌ی شماره‌ی ۱" in page
    assert client.get("/channels/?file=csv").headers["Content-Disposition"].startswith("attachment")


def test_the_office_enters_a_channel_another_opens_it_and_says_when_it_does_not_work() -> None:
    lead, second = signed_in(people.secretariat()), signed_in(people.approver())
    lead.post("/office/channels/", PHONE)
    refused = second.post("/office/channels/2/", {"move": "authorise"}).content.decode()
    announce(2, timezone.now(), kind=Kind.CHANNEL)
    second.post("/office/channels/2/", {"move": "authorise"})
    told = {"move": "report", "is_up": "no", "day": "1405/01/01", "time": "25:00", "why": "قطع"}
    wrong = lead.post("/office/channels/2/", told).content.decode()
    today = {**told, "day": f"{timezone.localdate():%Y-%m-%d}", "time": f"{timezone.localtime():%H:%M}"}
    too_early = lead.post("/office/channels/2/", {**told, "time": "9:30"}).content.decode()

    assert "نخست آن را با همین شناسه منتشر کنید" in refused
    assert "ساعتی مانند ۹:۳۰ بنویسید" in wrong
    assert "این کانال در این مرحله نیست" in too_early
    assert Channel.objects.get(number=2).put_by == people.approver()
    assert today


def test_a_form_that_lacks_something_keeps_what_was_typed() -> None:
    page = (
        signed_in(people.secretariat())
        .post("/office/channels/", {**PHONE, "hours_fa": "۸ تا ۱۴"})
        .content.decode()
    )

    assert "۸ تا ۱۴" in page
    assert "ساعت کار را به هر دو زبان بنویسید" in page
    assert Channel.objects.count() == 1


def test_the_last_channel_is_not_ended_and_one_that_the_machine_sees_is_not_reported() -> None:
    manager = signed_in(people.manager())
    announce("1-end", timezone.now(), kind=Kind.CHANNEL)

    page = manager.post("/office/channels/1/", {"move": "end"}).content.decode()

    assert "این تنها کانال است" in page
    assert [row.number for row in queries.open_channels(timezone.now())] == [1]
    for address, sent in (("/office/channels/9/", {"move": "end"}), ("/office/channels/1/", {"move": "x"})):
        assert manager.post(address, sent).status_code == 404


def test_what_reached_an_expert_is_recorded_and_its_link_shown_once() -> None:
    expert = signed_in(people.holder(Role.ASSESSOR))
    page = expert.post("/office/redirects/", {"way": "phone", "text": "کارمزد را ندیدم.", "language": "fa"})
    again = expert.get("/office/redirects/").content.decode()

    assert "/complaints/from/" in page.content.decode()
    assert "/complaints/from/" not in again
    assert "تاکنون ۱ مورد راهنمایی شد" in again
    assert Complaint.objects.count() == 0


def test_the_form_behind_the_link_holds_the_words_and_the_writer_lodges_them(client: Client) -> None:
    reached = redirect_actions.Reached(ReachedBy.PHONE, "کارمزد را <b>ندیدم</b>.")
    told = redirect_actions.record_redirect(reached=reached, by=people.secretariat(), now=timezone.now())

    form = client.get(told.path).content.decode()
    broken = client.post(told.path, {"kind": "result"}).content.decode()
    client.post(told.path, COMPLAINT)

    assert "کارمزد را &lt;b&gt;ندیدم&lt;/b&gt;." in form
    assert "هنوز ثبت نشده است" in broken
    assert (Complaint.objects.count(), Allegation.objects.count()) == (1, 1)
    assert Redirect.objects.get().lodged_at is not None
    assert client.get(told.path).url == "/complaints/"  # type: ignore[attr-defined]
    assert client.post(told.path, COMPLAINT).status_code == 302
    assert Complaint.objects.count() == 1


def test_a_mail_is_read_as_text_and_its_file_is_only_taken_away() -> None:
    a_mail()
    lead = signed_in(people.secretariat())

    page, file = lead.get("/office/mail/1/").content.decode(), lead.get("/office/mail/1/files/2/")

    assert "کارمزد دیده نشد." in page
    assert "mina@example.org" in page
    assert (file.content, file.headers["Content-Type"]) == (PDF, "application/octet-stream")
    assert file.headers["Content-Disposition"] == 'attachment; filename="mail-1-2.pdf"'
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert [lead.get(f"/office/mail/1/files/{place}/").status_code for place in (0, 1, 9)] == [404] * 3
    assert lead.get("/office/mail/77/").status_code == 404


def test_a_mail_that_was_set_apart_is_settled_once() -> None:
    a_mail()
    lead = signed_in(people.secretariat())
    lead.post("/office/mail/1/", {"move": "settle"})
    again = lead.post("/office/mail/1/", {"move": "try_again"}, follow=True).content.decode()

    assert Incoming.objects.get().settled_by == people.secretariat()
    assert "دیگر منتظر کسی نیست" in again
