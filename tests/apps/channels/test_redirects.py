"""AC15: what comes by another way is courteously led to the channels, counted, and opens no case."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from sanjeh.apps.channels import mail_actions, redirect_actions, redirects
from sanjeh.apps.channels.models import Redirect
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.messages import incoming_actions, worker_actions
from sanjeh.apps.messages.models import Despatch, Incoming, IncomingKey, Message
from sanjeh.core.messages.answering import MOST_AN_HOUR, ONE_IN
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.redirects import ReachedBy
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.channels.ways import FIVE, MAIL, NOW, opened
from tests.apps.messages.conftest import MailBox, mail_server, mailbox  # noqa: F401 -- a fixture
from tests.core.messages.test_incoming import report
from tests.core.messages.test_written import mail
from tests.hands import refusal

pytestmark = pytest.mark.django_db


def came(found: EmailMessage | None = None, now: object = NOW) -> Incoming:
    """Let a mail come in and be handled, and return it."""
    raw = (found or mail("کارمزد را ندیدم.")).as_bytes()
    incoming_actions.receive_mail(raw=raw, now=now)  # type: ignore[arg-type]
    mail_actions.take_words(now=now)  # type: ignore[arg-type]
    return Incoming.objects.latest("pk")


def link() -> str:
    return Message.objects.get(template="mail_redirected").link


def test_a_mail_is_answered_with_the_channels_and_the_form_and_opens_no_case(mailbox: MailBox) -> None:  # noqa: F811
    opened(MAIL)
    kept = came()
    worker_actions.despatch_due(now=NOW)

    (answer,) = mailbox.mails
    assert (answer["To"], answer["Auto-Submitted"], answer["In-Reply-To"]) == (
        "mina@example.org", "auto-replied", "<one@example.org>",
    )  # fmt: skip
    text = answer.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "desk@sanjeh.example" in text
    assert "https://sanjeh.example/complaints/from/" in text
    assert "کارمزد" not in text
    assert (kept.outcome, kept.is_quarantined) == ("redirected:1", False)
    assert (Complaint.objects.count(), redirects.counts()) == (0, redirects.RedirectCounts(1, 1, 0))


def test_the_form_behind_the_link_holds_the_words_until_they_are_lodged() -> None:
    came()
    token = link().rstrip("/").rpartition("/")[2]

    words = redirects.words_behind(token, NOW + redirects.LASTS - FIVE)
    redirect_actions.note_lodged(token=token, now=NOW)
    redirect_actions.note_lodged(token=token, now=NOW)

    assert words == "کارمزد\n\nکارمزد را ندیدم."
    assert redirects.counts().lodged == 1
    with pytest.raises(redirects.NothingReady):
        redirects.words_behind(token, NOW)


def test_the_form_is_forgotten_after_thirty_days_and_no_guess_opens_it() -> None:
    came()
    token = link().rstrip("/").rpartition("/")[2]

    for wrong, now in ((token, NOW + redirects.LASTS), (token[:-1], NOW), ("", NOW)):
        with pytest.raises(redirects.NothingReady):
            redirects.words_behind(wrong, now)
    assert redirect_actions.forget_redirects(before=NOW + FIVE) == 1
    assert Redirect.objects.get().locked is None


def test_one_address_is_answered_once_a_day_and_each_of_its_mails_is_kept() -> None:
    for number, now in enumerate((NOW, NOW + ONE_IN - FIVE, NOW + ONE_IN + FIVE)):
        came(mail(str(number), Message_ID=f"<{number}@example.org>"), now)

    assert [row.is_answered for row in Redirect.objects.order_by("number")] == [True, False, True]


def test_nobody_makes_us_flood_others_in_their_names() -> None:
    for number in range(MOST_AN_HOUR + 2):
        found = mail("x", Message_ID=f"<{number}@example.org>", From=f"v{number}@example.org")
        incoming_actions.receive_mail(raw=found.as_bytes(), now=NOW)
    mail_actions.take_words(now=NOW)

    assert Message.objects.count() == MOST_AN_HOUR
    assert Redirect.objects.count() == MOST_AN_HOUR + 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (rejected)"},
        {"Precedence": "bulk"},
        {"List_Id": "<list.example.org>"},
        {"Return_Path": "<>"},
    ],
)
def test_what_a_program_wrote_is_kept_and_ends_there(headers: dict[str, str]) -> None:
    kept = came(mail(**headers))

    assert (kept.kind, kept.handled_at, kept.is_quarantined) == ("automatic", NOW, False)
    assert (Message.objects.count(), Redirect.objects.count()) == (0, 0)


def test_our_own_mails_come_back_without_an_answer() -> None:
    opened(MAIL)
    came(mail(From="Desk@sanjeh.example"))

    assert not Message.objects.filter(template="mail_redirected").exists()
    assert Redirect.objects.get().is_answered is False


def test_a_hundred_bounces_and_two_answering_machines_send_nothing(mailbox: MailBox) -> None:  # noqa: F811
    came()
    worker_actions.despatch_due(now=NOW)
    ours = Despatch.objects.get().provider_id
    for number in range(100):
        raw = report("failed", "5.1.1", ours).replace(b"<dsn-1@", f"<dsn-{number}@".encode())
        incoming_actions.receive_mail(raw=raw, now=NOW)
    for number in range(50):
        came(mail(Message_ID=f"<a{number}@x.org>", In_Reply_To=ours, Auto_Submitted="auto-replied"))
    worker_actions.despatch_due(now=NOW + timedelta(days=1))

    assert len(mailbox.mails) == 1
    assert Despatch.objects.get().state == "bounced"


def test_a_mail_that_an_expert_passes_on_answers_its_first_writer() -> None:
    expert = people.registered("expert", Role.ASSESSOR)
    expert.email, expert.email_proved_at = "expert@sanjeh.example", NOW
    expert.save()
    passed = mail("برای آگاهی", From="Expert@sanjeh.example", Message_ID="<fwd@sanjeh.example>")
    passed.add_attachment(mail("شکایت دارم", From="ali@example.net", Message_ID="<first@example.net>"))
    came(passed)

    assert Despatch.objects.get().address == "ali@example.net"
    assert (Redirect.objects.get().reached_by, Complaint.objects.count()) == ("forwarded", 0)


def test_a_stranger_who_passes_a_mail_on_is_answered_himself() -> None:
    passed = mail("fwd", From="stranger@example.org")
    passed.add_attachment(mail("x", From="victim@example.net"))
    came(passed)

    assert Despatch.objects.get().address == "stranger@example.org"


def test_what_reached_a_person_is_recorded_with_the_form_for_its_writer() -> None:
    by = people.registered("expert", Role.ASSESSOR)
    reached = redirect_actions.Reached(ReachedBy.MESSENGER, "کارمزد را ندیدم.", "ali@example.net")

    told = redirect_actions.record_redirect(reached=reached, by=by, now=NOW)
    silent = redirect_actions.record_redirect(
        reached=redirect_actions.Reached(ReachedBy.PHONE, "تلفنی گفت"), by=by, now=NOW
    )

    assert (told.is_answered, silent.is_answered) == (True, False)
    assert redirects.words_behind(silent.path.split("/")[3], NOW) == "تلفنی گفت"
    assert Complaint.objects.count() == 0


def test_nobody_of_a_body_and_no_auditor_records_it_and_no_mailbox_is_made_up() -> None:
    reached = redirect_actions.Reached(ReachedBy.PHONE, "x")
    for role in (Role.REPRESENTATIVE, Role.AUDITOR):
        with pytest.raises(NotPermitted):
            redirect_actions.record_redirect(reached=reached, by=people.holder(role), now=NOW)
    with pytest.raises(redirect_actions.UnknownWay):
        redirect_actions.record_redirect(
            reached=redirect_actions.Reached(ReachedBy.MAILBOX, "x"), by=people.secretariat(), now=NOW
        )


def test_an_error_sets_one_mail_apart_ends_the_loop_and_holds_nobody_up() -> None:
    def broken(kept: Incoming, now: object) -> str:
        if "<bad@" in kept.message_id:
            raise ZeroDivisionError
        return redirect_actions.redirect_mail(kept, now)  # type: ignore[arg-type]

    for name in ("bad", "good"):
        raw = mail(Message_ID=f"<{name}@x.org>", From=f"{name}@x.org").as_bytes()
        incoming_actions.receive_mail(raw=raw, now=NOW)

    handled = [mail_actions.take_words(now=NOW, work=broken) for _ in range(3)]

    assert handled == [2, 0, 0]
    told = {row.message_id: (row.is_quarantined, row.problem) for row in Incoming.objects.all()}
    assert told == {"<bad@x.org>": (True, "ZeroDivisionError"), "<good@x.org>": (False, "")}


def test_what_was_set_apart_is_tried_again_or_read_and_once_only() -> None:
    kept = came()
    incoming_actions.set_apart(kept, "ZeroDivisionError", NOW)
    Redirect.objects.all()

    incoming_actions.settle_mail(mail=kept.pk, by=people.secretariat(), now=NOW)

    kept.refresh_from_db()
    assert (kept.is_quarantined, kept.settled_at) == (False, NOW)
    for act in (incoming_actions.settle_mail, incoming_actions.try_mail_again):
        with pytest.raises(incoming_actions.NothingApart):
            act(mail=kept.pk, by=people.secretariat(), now=NOW)
    incoming_actions.set_apart(kept, "ZeroDivisionError", NOW)
    incoming_actions.try_mail_again(mail=kept.pk, by=people.manager(), now=NOW)
    assert Incoming.objects.get().handled_at is None


def test_another_mail_under_a_known_name_is_lost_neither_nor_taken_for_it() -> None:
    first, second = mail("یک"), mail("دو")

    came_in = [first, second, first, second]
    found = [incoming_actions.receive_mail(raw=each.as_bytes(), now=NOW) for each in came_in]

    assert found == [True, True, False, False]
    assert sorted(row.is_quarantined for row in Incoming.objects.all()) == [False, True]


def test_a_mail_that_is_too_large_is_told_so_in_a_sentence_and_its_head_is_kept() -> None:
    incoming_actions.receive_mail(raw=mail().as_bytes(), size=50_000_000, now=NOW)
    mail_actions.take_words(now=NOW)

    (message,) = Message.objects.all()
    assert (message.template, Incoming.objects.get().outcome) == ("mail_too_large", "too_large")
    assert "۵ مگابایت" in message.text or "5 مگابایت" in message.text
    assert Redirect.objects.count() == 0


def test_words_lie_sealed_and_go_with_their_key() -> None:
    kept = came()

    assert "کارمزد".encode() not in bytes(kept.raw)
    assert incoming_actions.forget_mails(before=NOW) == 0
    assert incoming_actions.forget_mails(before=NOW + FIVE) == 1
    assert IncomingKey.objects.count() == 0


def test_the_database_keeps_what_was_led_to_a_channel() -> None:
    came()

    assert "stays as it was kept" in refusal("UPDATE channels_redirect SET reached_by = 'phone'")
    assert "stays as it was kept" in refusal("DELETE FROM channels_redirect")
    assert refusal("UPDATE channels_redirect SET locked = NULL") == ""
