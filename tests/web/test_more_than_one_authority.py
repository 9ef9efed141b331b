"""The office where there are two authorities: each changes its own, and whoever works for both chooses."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds.models import RoundBody
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundMove
from tests import hands, people, working
from tests.apps import trip
from tests.apps.authorities.two import PROVINCE, announcement, national_matters, officer, province
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
ALL_ROLES = tuple(role for role in Role if role is not Role.MEMBER)
ROUND = f"/office/rounds/{trip.ROUND}/"


def test_every_form_about_a_matter_of_the_first_is_refused_to_an_officer_of_the_second() -> None:
    province()
    number, client = national_matters(), signed_in(officer("ostan", *ALL_ROLES))
    file, edit = (f"/office/catalogue/imports/{number[kind]}/" for kind in ("file", "edit"))
    asked = [
        *((f"{ROUND}moves/", {"move": move.value}) for move in RoundMove),
        (f"{ROUND}draft/", {}),
        (f"{ROUND}judgement/", {"move": "go_on"}),
        (f"{ROUND}judgement/", {"move": "review_unseen"}),
        (f"{ROUND}method/", {}),
        (f"/office/methods/{trip.METHOD}/force/", {}),
        (f"/office/agreement/{number['agreement']}/", {}),
        *((file, {"move": move}) for move in ("apply", "check", "discard", "undo")),
        *((edit, {"move": move}) for move in ("apply", "discard", "undo")),
        *(
            ("/office/people/moves/", {"move": move, "number": str(number["mandate"])})
            for move in ("confirm_mandate", "end_mandate", "delegate")
        ),
        ("/office/people/moves/", {"move": "withdraw_invitation", "number": str(number["invitation"])}),
    ]
    before = journal.head()

    answers = [(address, sent, client.post(address, sent)) for address, sent in asked]

    wrong = [(address, sent, one.status_code) for address, sent, one in answers if one.status_code != 403]
    assert (wrong, journal.head()) == ([], before)
    assert "حکم شما از آن مرجع نیست" in answers[0][2].content.decode()


def test_lists_show_the_own_matters_alone() -> None:
    province()
    national_matters()
    client = signed_in(officer("ostan", *ALL_ROLES))

    for address, own in (
        ("/office/rounds/", trip.ROUND),
        ("/office/methods/", f"/office/methods/{trip.METHOD}/force/"),
        ("/office/notices/", "/notices/1/"),
        ("/office/catalogue/imports/", "/office/catalogue/imports/1/"),
    ):
        assert own not in client.get(address).content.decode()
        assert client.get(address).status_code == 200


def test_whoever_works_for_both_chooses_and_writes_for_the_chosen_one() -> None:
    province()
    both = officer("both", Role.SECRETARIAT)
    people.give_role(both, Role.SECRETARIAT, people.manager(), people.SINCE)
    client = signed_in(both)
    assert works_for(client) == ("سنجه", ["کار برای استان"])

    client.post("/office/", {"authority": PROVINCE})

    assert works_for(client) == ("استان", ["کار برای سنجه"])
    client.post("/office/", {"authority": "nowhere"})
    assert works_for(client)[0] == "استان"


def works_for(client: Client) -> tuple[str, list[str]]:
    page = client.get("/office/").content
    return texts(page, "header [aria-current=true]")[0], texts(page, 'header button[name="authority"]')


def test_with_one_authority_nothing_is_said_of_it() -> None:
    trip.method_in_force()
    page = signed_in(people.secretariat()).get("/office/").content

    assert texts(page, 'header button[name="authority"]') == []
    assert texts(Client().get("/notices/").content, "thead th") == [
        "شماره", "عنوان", "درباره‌ی", "منتشرشده", "آغاز اجرا",
    ]  # fmt: skip


def test_with_two_the_public_lists_say_whose_each_is() -> None:
    trip.method_in_force()
    province()

    page = Client().get("/notices/").content
    assert "مرجع ارزیابی" in texts(page, "thead th")
    assert "سنجه" in texts(page, "tbody td")
    assert "مرجع ارزیابی" in texts(Client().get("/notices/1/").content, "dt")


@pytest.mark.parametrize(("category", "held"), [("zanjan", ["B1"]), ("", ["B1", "B2"])])
def test_a_province_says_in_the_form_of_its_round_which_bodies_it_is_of(
    category: str, held: list[str]
) -> None:
    entries = [replace(one, categories=("zanjan",) if one.code == "B1" else ()) for one in trip.country(2)]
    catalogue.load_catalogue(entries=entries, by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    province()
    by, code = officer("sara", Role.SECRETARIAT), "zanjan-1"
    client, today = signed_in(by), timezone.localdate()
    typed = {"code": code, "title_fa": "دوره‌ی استان", "title_en": "A round", "methodology": trip.METHOD}
    typed |= {"opens": today.isoformat(), "closes": f"{today.year + 1}-12-01", "category": category}

    offered = texts(client.get("/office/rounds/new/").content, "#id_category option")
    client.post("/office/rounds/new/", typed)
    notices.publish_notice(
        announcement=replace(announcement(Kind.ROUND, code), effective_at=trip.NOW),
        by=by,
        now=trip.NOW,
        hours=working.hours(trip.NOW),
    )
    rounds.announce_round(code=code, by=by, now=trip.NOW)

    page = client.get(f"/office/rounds/{code}/").content
    assert offered == ["همه‌ی دستگاه‌ها", "zanjan"]
    assert list(RoundBody.objects.order_by("code").values_list("code", flat=True)) == held
    assert ("دسته zanjan" in texts(page, "dd")) is bool(category)
    assert "keeps its method and its days" in hands.refusal("UPDATE rounds_round SET category = 'other'")


def test_a_round_of_a_category_that_no_body_with_an_address_is_in_is_not_announced() -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    drafted = rounds.RoundDraft(
        trip.ROUND, Words("دوره", "Round"), trip.METHOD, trip.NOW, trip.CLOSES_AT, category="nobody"
    )
    rounds.draft_round(draft=drafted, by=people.secretariat(), now=trip.NOW)
    trip.announce(Kind.ROUND, trip.ROUND)

    with pytest.raises(rounds.NothingToLookAt):
        rounds.announce_round(code=trip.ROUND, by=people.secretariat(), now=trip.NOW)
