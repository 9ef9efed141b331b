"""Forms, documents and processes on pages: loaded by one, put in force by another, read by everybody."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.notices import provisions
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from tests import people
from tests.apps.agreements.test_own_agreement import BEGINS, DRAFT, confirmed
from tests.apps.agreements.test_own_agreement import announce as announce_agreement
from tests.apps.notices.test_provisions import FORM, announce, in_force, load
from tests.web.clients import DONE, signed_in, texts, told

pytestmark = pytest.mark.django_db
SENT = {
    "kind": "form",
    "code": "sample",
    "title_fa": "فرم نمونه",
    "title_en": "Sample form",
    "text_fa": "نام دستگاه",
    "text_en": "Name",
}


def test_one_loads_another_puts_in_force_and_between_them_stands_a_notice() -> None:
    office, approver = signed_in(people.secretariat()), signed_in(people.approver())
    address = "/office/notices/provisions/form/sample@1/"

    assert told(office, "/office/notices/provisions/", **SENT) == [DONE]
    assert told(approver, address)[0].startswith("پس از بارگذاری این نسخه اطلاعیه‌ای درباره‌اش نیست")
    announce("form", "sample@1", people.UNTIL, timezone.now())
    assert told(approver, address) == [DONE]

    assert texts(office.get(address).content, "form[method=post] .btn-primary") == []
    assert provisions.provision("form", "sample@1").notice == 1


def test_an_unfit_code_is_told_and_nothing_typed_is_lost() -> None:
    page = (
        signed_in(people.secretariat()).post("/office/notices/provisions/", {**SENT, "code": "فرم"}).content
    )

    assert (len(texts(page, "#id_code_error li")), texts(page, "#id_text_fa")) == (1, ["نام دستگاه"])


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_notice_shows_what_the_announced_version_says_otherwise(language: str) -> None:
    in_force()
    name = load(replace(FORM, text=Words("نام سازمان\nامضا", "x")))
    number = announce("form", name)
    client = Client()
    client.cookies["django_language"] = language

    page = client.get(f"/notices/{number}/").content

    assert [one.split()[-1] for one in texts(page, "#changes del, #changes ins")][:2] == ["دستگاه", "سازمان"]
    assert texts(page, f"a[href='/provisions/form/{name}/']") != []


def test_a_notice_of_an_agreement_shows_its_clauses_and_one_of_nothing_shows_none() -> None:
    number = confirmed(replace(DRAFT, exact=DRAFT.exact.replace("سنجش".encode(), "پایش".encode())))
    told_of = announce_agreement(Kind.AGREEMENT, number, BEGINS)
    unknown = announce_agreement(Kind.AGREEMENT, 99, BEGINS)

    page = Client().get(f"/notices/{told_of}/").content
    assert len(texts(page, "#changes h3")) > 0
    assert texts(Client().get(f"/notices/{unknown}/").content, "#changes") == []


def test_everybody_reads_what_is_in_force_and_an_unknown_text_is_not_found() -> None:
    in_force()

    page = Client().get("/provisions/").content

    assert texts(page, "tbody th a") == ["فرم نمونه"]
    for address in ("/provisions/form/sample@9/", "/provisions/form/sample/", "/provisions/x/sample@1/"):
        assert Client().get(address).status_code == 404


def test_what_is_loaded_and_not_announced_is_not_in_the_list() -> None:
    load()

    assert texts(Client().get("/provisions/").content, "tbody th a") == []
