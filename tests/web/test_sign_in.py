"""Guessing a password is stopped at the limit, however many guesses come at one moment."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from sanjeh.apps.accounts.models import Person
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.web.clients import texts

WRONG = {"username": "staff", "password": "not the one"}
RIGHT = {"username": "staff", "password": "a long enough sentence"}


def guess(_number: int) -> int:
    try:
        return Client().post("/office/login/", WRONG).status_code
    finally:
        connection.close()


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every guess that is held against the password, and let guesses stand side by side meanwhile."""
    check, looked_at = Person.check_password, list[str]()

    def later(person: Person, password: str) -> bool:
        looked_at.append(password)
        time.sleep(0.2)
        return check(person, password)

    monkeypatch.setattr(Person, "check_password", later)
    return looked_at


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_one_moment_no_more_than_the_limit_are_looked_at(looked_at: list[str]) -> None:
    people.registered("staff", Role.SECRETARIAT, password=RIGHT["password"])

    with ThreadPoolExecutor(6) as threads:
        answered = list(threads.map(guess, range(12)))

    assert len(looked_at) == settings.AXES_FAILURE_LIMIT
    # The one that reaches the limit is told so itself.
    assert answered.count(200) == settings.AXES_FAILURE_LIMIT - 1
    late = Client().post("/office/login/", RIGHT)
    assert (late.status_code, texts(late.content, "h1")) == (429, ["اندکی درنگ کنید"])


@pytest.mark.django_db
def test_who_knows_the_password_comes_in() -> None:
    people.registered("staff", Role.SECRETARIAT, password=RIGHT["password"])

    assert Client().post("/office/login/", RIGHT).status_code == 302


def second_step(name: str, code: str) -> int:
    """Come to the second step by the password and give this code; return what the office answers then."""
    visitor = Client()
    visitor.post("/office/login/", RIGHT | {"username": name})
    visitor.post("/office/login/second/", {"code": code})
    return visitor.get("/office/").status_code


@pytest.mark.django_db
def test_wrong_codes_of_colleagues_keep_nobody_out_and_the_own_do_after_five() -> None:
    cache.clear()
    secret = generate_totp_secret()
    colleagues = [f"colleague-{number}" for number in range(11)]
    for name in (*colleagues, "staff"):
        TOTP.activate(people.registered(name, Role.SECRETARIAT, password=RIGHT["password"]), secret)
    right = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    wrong = "000000" if right != "000000" else "111111"

    assert [second_step(name, wrong) for name in colleagues] == [302] * 11
    assert [second_step(colleagues[0], wrong) for _ in range(4)] == [302] * 4
    assert [second_step(colleagues[0], right), second_step("staff", right)] == [302, 200]
