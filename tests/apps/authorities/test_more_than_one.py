"""Two authorities in one installation: who holds a mandate of one changes nothing that is the other's."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from sanjeh.apps.accounts import invitation_actions, mandate_actions
from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.accounts.letters import NO_LETTER
from sanjeh.apps.accounts.mandate_actions import Grant, Share
from sanjeh.apps.agreements import actions as agreements
from sanjeh.apps.agreements import queries as agreement_queries
from sanjeh.apps.authorities import actions, queries
from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.catalogue import queries as listed
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.catalogue.imports import queries as import_queries
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.results import dispute_actions
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.scans import worker_actions
from sanjeh.core.catalogue.plan import What
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import MACHINE_OF
from sanjeh.core.workflow.permissions import PERMISSIONS, NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundMove
from tests import people, working
from tests.apps import trip
from tests.apps.agreements.test_own_agreement import DRAFT
from tests.apps.authorities.two import PROVINCE, announcement, national_matters, officer, province
from tests.apps.catalogue.files import services
from tests.apps.catalogue.imported import NEW
from tests.hands import refusal

pytestmark = pytest.mark.django_db
NOW = trip.NOW
ALL_ROLES = tuple(role for role in Role if role is not Role.MEMBER)
OWNED = frozenset({"round", "methodology", "notice", "agreement", "authority", "people", "catalogue"})
# An account, the list as a whole and its pauses belong to no authority, a demo is emptied whole; only the
# machine opens one, and only the clock ends an agreement or tells what it has seen.
OF_THE_HOUSE = frozenset(
    {
        "people.register",
        "catalogue.load",
        "catalogue.pause",
        "catalogue.end_pause",
        "authority.open",
        "authority.empty_demo",
        "agreement.supersede",
        "agreement.expire",
        "notice.tell",
    }
)
DRAFTED = rounds.RoundDraft(trip.ROUND, Words("دوره", "Round"), trip.METHOD, NOW, trip.CLOSES_AT)


def test_no_move_of_the_first_authority_is_open_to_an_officer_of_the_second() -> None:
    province()
    number, same = national_matters(), {"by": officer("ostan", *ALL_ROLES), "now": NOW}
    acts = {**of_rounds(same), **of_papers(number, same), **of_people(number, same), **of_list(number, same)}
    before = journal.head()

    assert {key: why(act) for key, act in acts.items()} == dict.fromkeys(moves_of_an_authority(), "authority")
    assert journal.head() == before


Acts = dict[str, Callable[[], object]]
Same = dict[str, Any]


def of_rounds(same: Same) -> Acts:
    return {
        "round.draft": lambda: rounds.draft_round(draft=DRAFTED, **same),
        "round.change_draft": lambda: rounds.change_draft(draft=DRAFTED, **same),
        "round.go_on": lambda: worker_actions.go_on(round_code=trip.ROUND, **same),
        "round.publish_erratum": lambda: publication.publish_erratum(
            round_code=trip.ROUND, reason="x", **same
        ),
        "round.show_disputed": lambda: dispute_actions.show_disputed(round_code=trip.ROUND, **same),
        "round.review_unseen": lambda: publication.review_unseen(round_code=trip.ROUND, **same),
        **{
            f"round.{move}": partial(publication.make_move, round_code=trip.ROUND, move=move, **same)
            for move in RoundMove
        },
    }


def of_papers(number: dict[str, int], same: Same) -> Acts:
    return {
        "methodology.load": lambda: methodologies.load_methodology(
            text=trip.METHOD_TEXT, name="x", authority=PROVINCE, **same
        ),
        "methodology.put_in_force": lambda: methodologies.put_in_force(code=trip.METHOD, **same),
        "notice.publish": lambda: notices.publish_notice(
            hours=working.hours(NOW), announcement=announcement(Kind.ROUND, trip.ROUND, "default"), **same
        ),
        "agreement.load": lambda: agreements.load_agreement(draft=DRAFT, **same),
        "agreement.consult": lambda: agreements.consult_on(number=number["agreement"], **same),
        "agreement.put_in_force": lambda: agreements.put_in_force(number=number["agreement"], **same),
        "agreement.withdraw": lambda: agreements.withdraw_agreement(number=number["agreement"], **same),
        "agreement.accept": lambda: agreements.accept_agreement(
            shown=agreements.Shown(number["agreement"], "", NOW), body="B1", **same
        ),
        "agreement.confirm": lambda: agreements.confirm_agreement(number=number["agreement"], **same),
        "authority.change": lambda: actions.change_authority(card=queries.current(), **same),
    }


def of_people(number: dict[str, int], same: Same) -> Acts:
    other = people.registered("x")
    return {
        "people.invite": lambda: invitation_actions.invite(invited=Invited("Y", Role.MANAGER), **same),
        "people.withdraw_invitation": lambda: invitation_actions.withdraw_invitation(
            number=number["invitation"], **same
        ),
        "people.give_mandate": lambda: mandate_actions.give_mandate(grant=Grant(other, Role.MANAGER), **same),
        "people.confirm_mandate": lambda: mandate_actions.confirm_mandate(number=number["mandate"], **same),
        "people.end_mandate": lambda: mandate_actions.end_mandate(number=number["mandate"], **same),
        "people.hand_over": lambda: mandate_actions.hand_over(
            number=number["mandate"], successor=other, letter=NO_LETTER, **same
        ),
        "people.delegate": lambda: mandate_actions.delegate(
            number=number["mandate"], share=Share("HR"), **same
        ),
        "people.end_delegation": lambda: mandate_actions.end_delegation(
            delegation=number["delegation"], **same
        ),
    }


def of_list(number: dict[str, int], same: Same) -> Acts:
    return {
        "catalogue.prepare": lambda: imports.check_import(number=number["file"], ends_missing=False, **same),
        "catalogue.apply": lambda: imports.apply_import(number=number["file"], **same),
        "catalogue.discard": lambda: imports.discard_import(number=number["edit"], **same),
        "catalogue.edit": lambda: imports.apply_edit(number=number["edit"], on=NOW.date(), **same),
    }


def moves_of_an_authority() -> list[str]:
    return [
        row.key for row in PERMISSIONS if MACHINE_OF[type(row.move)] in OWNED and row.key not in OF_THE_HOUSE
    ]


def why(act: Callable[[], object]) -> Why | str:
    try:
        act()
    except NotPermitted as refused:
        return refused.why.value
    return "done"


def test_what_is_prepared_anew_and_taken_back_is_refused_as_well() -> None:
    province()
    number, by = national_matters(), officer("ostan", *ALL_ROLES)
    imports.apply_import(number=number["file"], by=people.approver(), now=NOW)

    for act in (
        lambda: imports.prepare_undo(number=number["file"], by=by, now=NOW),
        lambda: imports.prepare_import(file_name="l.xlsx", content=services(NEW), by=by, now=NOW),
        lambda: imports.prepare_edit(states=[], by=by, now=NOW),
        lambda: actions.set_mark(code="default", content=b"", by=by, now=NOW),
    ):
        assert why(act) == "authority"


def test_an_officer_of_the_second_does_the_same_at_the_own_authority() -> None:
    province()
    sara, mina = officer("sara", Role.SECRETARIAT), officer("mina", Role.APPROVER)
    text = trip.METHOD_TEXT.replace(f'code = "{trip.METHOD}"', 'code = "own-1"', 1)
    methodologies.load_methodology(text=text, name="own-1", by=sara, now=NOW, authority=PROVINCE)
    notices.publish_notice(
        hours=working.hours(NOW), announcement=announcement(Kind.METHODOLOGY, "own-1"), by=sara, now=NOW
    )
    methodologies.put_in_force(code="own-1", by=mina, now=NOW)
    draft = rounds.RoundDraft("own", Words("د", "R"), "own-1", NOW, trip.CLOSES_AT, authority=PROVINCE)
    rounds.draft_round(draft=draft, by=sara, now=NOW)

    assert (round_queries.owner("own"), [row.code for row in round_queries.rounds(PROVINCE)]) == (
        PROVINCE,
        ["own"],
    )
    named = {line.entry.what: line.entry.about for line in journal.lines_about(f"authority:{PROVINCE}")}
    assert named["round.drafted"] == ("round:own", "methodology:own-1", f"authority:{PROVINCE}")
    assert named["methodology.put_in_force"] == ("methodology:own-1", f"authority:{PROVINCE}")
    assert named["notice.published"] == ("notice:1", "methodology:own-1", f"authority:{PROVINCE}")


def test_what_one_authority_announces_announces_nothing_of_the_other() -> None:
    province()
    national_matters()
    by = officer("sara", Role.SECRETARIAT)
    notices.publish_notice(
        hours=working.hours(NOW), announcement=announcement(Kind.ROUND, trip.ROUND), by=by, now=NOW
    )

    with pytest.raises(rounds.NotAnnounced):
        rounds.announce_round(code=trip.ROUND, by=people.secretariat(), now=NOW)


def test_a_notice_of_another_freezes_no_method_in_the_database_either() -> None:
    province()
    methodologies.load_methodology(text=trip.METHOD_TEXT, name="x", by=people.secretariat(), now=NOW)
    by = officer("sara", Role.SECRETARIAT)
    notices.publish_notice(
        hours=working.hours(NOW), announcement=announcement(Kind.METHODOLOGY, trip.METHOD), by=by, now=NOW
    )
    change = "UPDATE methodology_methodologyversion SET text = text || ' '"

    assert refusal(change) == ""
    trip.announce(Kind.METHODOLOGY, trip.METHOD)
    assert "keeps its words" in refusal(change)


def test_codes_are_read_by_the_rule_of_the_authority_that_brings_them_and_frozen_with_its_round() -> None:
    province()
    national_matters()
    with_own_rule(PROVINCE, "KE-[0-9]{4}")
    by = officer("sara", Role.SECRETARIAT)
    new = ("KE-1001", "B1", "خدمت استان", "https://body-1.example/province")
    number = imports.prepare_import(
        file_name="l.xlsx", content=services(new, NEW), by=by, now=NOW, authority=PROVINCE
    )

    counts = import_queries.line(number).counts
    assert (counts[What.NEW], counts[What.WRONG], listed.code_rule().pattern) == (1, 1, "[0-9]{11}")
    with_own_rule("default", "[0-9]{10,12}")
    trip.announce(Kind.ROUND, trip.ROUND)
    rounds.announce_round(code=trip.ROUND, by=people.secretariat(), now=NOW)
    with_own_rule("default", "[0-9]{11}")
    assert {one.target.code_rule for one in round_queries.addresses(trip.ROUND)} == {"[0-9]{10,12}"}
    assert "keeps its method" in refusal("UPDATE rounds_round SET code_rule = '[0-9]{11}'")


def with_own_rule(code: str, pattern: str) -> None:
    Authority.objects.filter(code=code).update(service_code_pattern=pattern)


def test_each_authority_has_its_agreement_and_its_first_officer() -> None:
    province()
    people.manager()
    by, second = officer("sara", Role.SECRETARIAT), officer("mina", Role.APPROVER)
    own = agreements.Draft(
        DRAFT.exact, DRAFT.reading_en, DRAFT.valid_from, DRAFT.valid_until, DRAFT.until, PROVINCE
    )
    number = agreements.load_agreement(draft=own, by=by, now=NOW)
    agreements.consult_on(number=number, by=by, now=NOW)
    agreements.confirm_agreement(number=number, by=second, now=NOW)
    told = replace(announcement(Kind.AGREEMENT, str(number)), effective_at=DRAFT.valid_from)
    notices.publish_notice(hours=working.hours(NOW), announcement=told, by=by, now=NOW)
    agreements.put_in_force(number=number, by=second, now=NOW)

    states = [agreement_queries.state(DRAFT.valid_from, code).number for code in ("default", PROVINCE)]
    assert states == [1, number]
    token = invitation_actions.invite(
        invited=Invited("Head", Role.MANAGER, authority=PROVINCE), by=None, now=NOW
    )
    head = invitation_actions.open_account(token=token, username="head", password="x" * 20, now=NOW)
    assert accounts.roles_by_authority(head, NOW) == {PROVINCE: frozenset({Role.MANAGER})}
    with pytest.raises(NotPermitted):
        invitation_actions.invite(invited=Invited("Y", Role.MANAGER), by=None, now=NOW)


@pytest.mark.parametrize(
    ("code", "raised"),
    [("zanjan", actions.CodeTaken), ("Zanjan", actions.CodeUnfit), ("", actions.CodeUnfit),
     ("9a", actions.CodeUnfit), ("a b", actions.CodeUnfit), ("a" * 41, actions.CodeUnfit)],
)  # fmt: skip
def test_an_authority_is_opened_once_under_a_plain_code(code: str, raised: type[Exception]) -> None:
    province()

    with pytest.raises(raised):
        actions.open_authority(code=code, title=Words("ا", "A"), by=None, now=NOW)
    assert sorted(queries.names()) == ["default", PROVINCE]


def test_with_one_authority_there_are_no_names_to_tell_apart() -> None:
    assert queries.names() == {}
