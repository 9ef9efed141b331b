"""AC11: whatever runs otherwise than was announced is a breach, public and named, within one look."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.calendars.models import Holiday
from sanjeh.apps.fingerprints import actions, present, queries
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages import queries as messages
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.notices.models import Provision
from sanjeh.apps.notices.provision_actions import digest_of
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.fingerprints import PART_WORDS, Part
from sanjeh.core.workflow.roles import Role
from sanjeh.engine.program_digest import program_digest
from tests import people, working
from tests.apps import trip
from tests.apps.agreements.test_own_agreement import BEGINS, DRAFT, ENDS
from tests.apps.agreements.test_own_agreement import in_force as agreement_in_force
from tests.apps.calendars.changes import HOLIDAY
from tests.apps.calendars.changes import in_force as calendar_in_force
from tests.apps.notices.test_provisions import FORM, NOW, SOON, announce, in_force
from tests.hands import refusal, thawed
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def look(at: datetime = NOW) -> int:
    return actions.compare(now=at)


def found() -> list[tuple[Part, str, bool]]:
    return [(row.part, row.name, row.is_open) for row in reversed(queries.silent_changes())]


def deploy(monkeypatch: pytest.MonkeyPatch, digest: str) -> None:
    """Let another program run: the digest of its files is the one thing that differs."""
    monkeypatch.setattr(present, "program_digest", lambda: digest)


NEW, OTHER = "a" * 64, "b" * 64


def test_every_part_has_words() -> None:
    assert set(PART_WORDS) == set(Part)


def test_the_digest_of_a_program_is_of_its_files_and_of_nothing_made_on_the_machine(tmp_path: Path) -> None:
    def digest() -> str:
        return program_digest.__wrapped__(tmp_path)

    (tmp_path / "a.py").write_text("1")
    whole = digest()
    (tmp_path / "a.pyc").write_text("x")
    (tmp_path / "django.mo").write_text("x")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.txt").write_text("x")

    assert digest() == whole
    (tmp_path / "a.py").write_text("2")
    changed = digest()
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({whole, changed, digest()}) == 3


def test_the_first_look_notes_what_is_there_and_finds_no_breach() -> None:
    assert (look(), look(), found()) == (0, 0, [])

    seen = queries.newest()
    assert seen is not None
    assert seen.parts["program"] == {"sanjeh": program_digest()}
    assert (seen.at, "1" in seen.parts["calendar"]) == (NOW, True)


def test_ac11_code_that_nobody_announced_opens_a_breach_at_the_next_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look()
    operator = people.holder(Role.OPERATOR)

    deploy(monkeypatch, NEW)

    assert (look(NOW + SECOND), look(NOW + DAY), found()) == (1, 0, [(Part.PROGRAM, "sanjeh", True)])
    line = journal.lines_about(f"system:program-{queries.silent_changes()[0].number}")
    assert (line[-1].entry.what, line[-1].entry.facts["after"]) == ("change.found_silent", NEW)
    assert [row.subject for row in messages.inbox(operator)] == ["تغییری بی اطلاعیه در اجراست: برنامه"]


@pytest.mark.parametrize(
    ("token", "effective", "is_silent"),
    [
        (NEW[:16], NOW + DAY, False),
        (NEW[:16], NOW + DAY + SECOND, True),
        (NEW[:15], NOW + DAY, True),
        (OTHER[:16], NOW + DAY, True),
    ],
)
def test_ac11_a_notice_covers_what_it_names_from_its_effect_on(
    monkeypatch: pytest.MonkeyPatch,
    token: str,
    effective: datetime,
    is_silent: bool,  # noqa: FBT001
) -> None:
    look()
    announce_late(token, effective)

    deploy(monkeypatch, NEW)

    assert look(NOW + DAY) == int(is_silent)


def announce_late(token: str, effective: datetime, at: datetime = NOW, kind: str = "system") -> int:
    words = Words("برنامه‌ی تازه", "A new program")
    told = notices.Announcement(Kind(kind), token, words, words, effective, "تمرین")
    return notices.publish_notice(
        announcement=told,
        hours=working.hours(at),
        by=people.secretariat(),
        now=at,
    ).number


def test_what_was_announced_once_is_not_announced_again_by_that_when_it_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    announce_late(NEW[:16], NOW)
    announce_late(OTHER[:16], NOW)
    looks = [look()]
    for digest, day in ((NEW, 1), (OTHER, 2), (NEW, 3)):
        deploy(monkeypatch, digest)
        looks.append(look(NOW + day * DAY))
    announce_late(OTHER[:16], NOW + 4 * DAY, NOW + 4 * DAY)
    deploy(monkeypatch, OTHER)
    looks.append(look(NOW + 5 * DAY))

    assert looks == [0, 0, 0, 1, 0]


def test_a_notice_afterwards_closes_the_breach_and_leaves_it_named(monkeypatch: pytest.MonkeyPatch) -> None:
    look()
    deploy(monkeypatch, NEW)
    look(NOW + SECOND)
    number = announce_late(NEW[:16], NOW + DAY, NOW + DAY)

    look(NOW + DAY)

    (row,) = queries.silent_changes()
    assert (row.notice, row.announced_at, row.found_at) == (number, NOW + DAY, NOW + SECOND)
    assert queries.silent_changes(only_open=True) == ()


def test_a_public_setting_that_changes_without_a_notice_is_a_breach(settings: Any) -> None:
    look()

    settings.SANJEH = {**django_settings.SANJEH, "GAP_MS": 1}

    assert (look(NOW + SECOND), found()) == (1, [(Part.SETTINGS, "settings", True)])


def test_a_secret_setting_tells_nothing(settings: Any) -> None:
    look()

    settings.SANJEH = {**django_settings.SANJEH, "SMTP_URL": "smtps://user:secret@mail.example:465"}

    assert look(NOW + SECOND) == 0


def test_what_goes_its_way_by_notices_is_no_breach() -> None:
    look()
    trip.method_in_force()
    in_force()
    calendar_in_force(HOLIDAY, NOW)

    assert (look(trip.NOW + DAY), look(SOON), found()) == (0, 0, [])


def test_a_method_whose_words_were_tampered_with_is_a_breach() -> None:
    trip.method_in_force()
    look(trip.NOW)
    with thawed():
        MethodologyVersion.objects.update(text=trip.METHOD_TEXT + "\n# more\n")

    assert (look(trip.NOW + SECOND), found()) == (1, [(Part.METHOD, trip.METHOD, True)])


def test_a_form_that_was_tampered_with_or_is_gone_is_a_breach() -> None:
    in_force()
    look(SOON)
    with thawed():
        Provision.objects.update(text_fa="دیگر", sha256=digest_of(Words("دیگر", FORM.text.en)))
    tampered = look(SOON + SECOND)
    with thawed():
        Provision.objects.all().delete()

    assert (tampered, look(SOON + DAY)) == (1, 1)
    assert found() == [(Part.PROVISIONS, "sample@1", True)] * 2


def test_the_next_version_of_a_form_takes_the_place_of_the_last() -> None:
    in_force()
    look(SOON)
    in_force(FORM)

    assert (look(SOON + DAY), found()) == (0, [])


def test_a_day_off_that_is_gone_is_a_breach_though_another_was_added() -> None:
    look()
    calendar_in_force(HOLIDAY, NOW)
    with thawed():
        Holiday.objects.get(number=2).delete()

    assert (look(NOW + DAY), found()) == (1, [(Part.CALENDAR, "2", True)])


def test_the_database_keeps_every_breach(monkeypatch: pytest.MonkeyPatch) -> None:
    look()
    deploy(monkeypatch, NEW)
    look(NOW + SECOND)

    assert [
        refusal(one) == ""
        for one in (
            "DELETE FROM fingerprints_silentchange",
            "UPDATE fingerprints_silentchange SET name = 'x'",
            "UPDATE fingerprints_silentchange SET announced_at = now()",
            "UPDATE fingerprints_fingerprint SET digest = 'x'",
            "DELETE FROM fingerprints_fingerprint",
        )
    ] == [False] * 5


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_breach_is_named_on_the_pages_of_everybody_and_the_office_is_led_to_the_notice(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    look()
    deploy(monkeypatch, NEW)
    look(NOW + SECOND)
    client, office = Client(), signed_in(people.secretariat())
    client.cookies["django_language"] = language

    told = texts(client.get("/notices/").content, ".notice-line.error p")
    listed = texts(client.get("/running/").content, "#silent tbody th")

    assert len(told) == 1
    assert listed[0].endswith("sanjeh")
    named = [one.split()[0] for one in texts(client.get("/running/").content, "#seen dd .digest")]
    assert ("sanjeh" in named, "settings" in named) == (
        True,
        False,
    )  # a part of one thing has its name already
    assert f'version={NEW[:16]}"' in office.get("/office/notices/").content.decode()
    assert announce("form", "x@1") == 1


def test_ac2_an_altered_byte_of_the_agreement_in_force_is_a_breach() -> None:
    number = agreement_in_force()
    look(BEGINS)
    other = DRAFT.exact.replace("سنجش".encode(), "پایش".encode())
    with thawed():
        AgreementVersion.objects.filter(number=number).update(
            exact=other, sha256=hashlib.sha256(other).hexdigest()
        )

    assert (look(BEGINS + SECOND), found()) == (1, [(Part.AGREEMENT, str(number), True)])


def test_an_agreement_that_ends_with_its_last_day_is_no_breach() -> None:
    agreement_in_force()
    look(BEGINS)

    assert (look(ENDS), found()) == (0, [])
