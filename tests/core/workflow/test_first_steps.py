"""What is missing for a first round is told exactly while it is missing."""

from dataclasses import replace

import pytest

from sanjeh.core.workflow.first_steps import FirstStep, Standing, missing_steps

READY = Standing(
    has_own_name=True,
    has_contact=True,
    publishers=2,
    has_agreement=True,
    methods=1,
    methods_announced=1,
    has_method_in_force=True,
    bodies=1,
    services=1,
    short_bodies=0,
    has_mail_server=True,
    notices=1,
    rounds=1,
)
LACKING = {
    FirstStep.NAME: {"has_own_name": False},
    FirstStep.CONTACT: {"has_contact": False},
    FirstStep.SECOND_PUBLISHER: {"publishers": 1},
    FirstStep.AGREEMENT: {"has_agreement": False},
    FirstStep.METHOD_LOADED: {"methods": 0},
    FirstStep.METHOD_ANNOUNCED: {"methods_announced": 0},
    FirstStep.METHOD_IN_FORCE: {"has_method_in_force": False},
    FirstStep.SERVICES: {"services": 0},
    FirstStep.PEOPLE_OF_BODIES: {"short_bodies": 1},
    FirstStep.MAIL_SERVER: {"has_mail_server": False},
    FirstStep.NOTICE: {"notices": 0},
    FirstStep.ROUND: {"rounds": 0},
}


def test_an_installation_that_has_everything_lacks_nothing() -> None:
    assert missing_steps(READY) == ()


def test_an_empty_installation_lacks_everything_in_the_order_of_mending() -> None:
    assert missing_steps(Standing()) == tuple(FirstStep)


@pytest.mark.parametrize(("step", "facts"), LACKING.items(), ids=[step.value for step in LACKING])
def test_one_thing_that_is_missing_is_the_only_one_that_is_told(
    step: FirstStep, facts: dict[str, object]
) -> None:
    assert missing_steps(replace(READY, **facts)) == (step,)  # type: ignore[arg-type]  # a field each


def test_without_bodies_their_people_are_missing_too() -> None:
    assert missing_steps(replace(READY, bodies=0)) == (FirstStep.BODIES, FirstStep.PEOPLE_OF_BODIES)


def test_each_step_is_tried_here() -> None:
    assert {*LACKING, FirstStep.BODIES} == set(FirstStep)
