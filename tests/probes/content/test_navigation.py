import pytest
from pydantic import JsonValue

from sanjeh.core.probing.contracts import Target
from tests.probes.content.pages import URL, findings, said
from tests.probes.judging import Said

CODES = ("11111111101", "11111111102", "11111111103", "11111111104", "11111111105")
LOGIN = '<a data-service-link="login" href="/login">ورود</a>'


def portal(*shown: str) -> dict[str, tuple[str, str, JsonValue]]:
    markup = "".join(f'<li data-service="{code}">خدمت</li>' for code in shown)
    found = findings(markup, Target(url=URL, is_portal=True, codes=CODES))
    return {each.id: (*said(each), each.observed.get("share")) for each in found.values()}


@pytest.mark.parametrize(
    ("shown", "said_of_it"),
    [
        (CODES, ("pass", "equal", 1.0)),
        (CODES[:4], ("warn", "nearly", 0.8)),
        ((*CODES[:2], "99999999999"), ("fail", "differs", round(2 / 6, 4))),
        ((), ("fail", "none_shown", 0.0)),
    ],
)
def test_a_portal_shows_the_services_of_the_catalogue(
    shown: tuple[str, ...], said_of_it: tuple[str, str, float]
) -> None:
    assert portal(*shown)["content.catalogue"] == said_of_it


@pytest.mark.parametrize(
    ("page", "behind", "said_of_it"),
    [
        ('<a data-service-link="login" href="https://sso.my.gov.ir/x">ورود</a>', None, ("pass", "national")),
        ('<a href="https://sso.my.gov.ir/">ورود با درگاه یکپارچه</a>', None, ("pass", "national")),
        (LOGIN, '<form action="https://sso.my.gov.ir/oauth"></form>', ("pass", "national")),
        (LOGIN, '<input type="password">', ("fail", "own")),
        ('<a href="/login">ورود</a>', "<p>ورود</p>", ("warn", "own_by_words")),
        ('<input type="password">', None, ("fail", "own")),
        ("<input type=Password>", None, ("fail", "own")),
        ('<a href="/login">ورود</a>', "<input type=password>", ("fail", "own")),
        ('<a href="/login">ورود</a>', '<p>type="password"</p>', ("warn", "own_by_words")),
        ('<form action="https://sso.my.gov.ir/x"><button>ورود</button></form>', None, ("pass", "national")),
        ('<form><button formaction="https://sso.my.gov.ir/x">ورود</button>', None, ("pass", "national")),
        ("<button onclick=\"location='https://sso.my.gov.ir/x'\">ورود</button>", None, ("pass", "national")),
        ("<button onclick=\"say('sso.my.gov.ir')\">ورود</button>", None, ("not_applicable", "no_login")),
        ("<p>ورود برای همه آزاد است</p>", None, ("not_applicable", "no_login")),
    ],
)
def test_people_log_in_with_the_national_account(page: str, behind: str | None, said_of_it: Said) -> None:
    linked = {"login": ("https://body.example/login", behind)} if behind else None

    assert said(findings(page, linked=linked)["content.login"]) == said_of_it


@pytest.mark.parametrize(
    ("final_url", "said_of_it"),
    [
        ("https://sso.my.gov.ir/login?client=17", ("pass", "national")),
        ("https://login.other.example/", ("fail", "own")),
        (URL, ("fail", "own")),
    ],
)
def test_who_is_sent_to_the_national_login_at_once_has_met_it(final_url: str, said_of_it: Said) -> None:
    found = findings('<h1>ورود</h1><input name=u><input type="password">', final_url=final_url)

    assert said(found["content.login"]) == said_of_it
    assert found["content.login"].observed["own_form"] == (said_of_it[1] == "own")


@pytest.mark.parametrize(
    ("final_url", "form", "fee"),
    [
        ("https://sso.my.gov.ir/login", "<div id=app></div>", ("not_tested", "behind_login")),
        ("https://login.other.example/", '<input type="password">', ("not_tested", "behind_login")),
        ("https://login.other.example/", "", ("fail", "missing")),
        ("https://login.body.example/", '<input type="password">', ("fail", "missing")),
    ],
)
def test_what_stands_behind_another_sites_login_was_not_seen(final_url: str, form: str, fee: Said) -> None:
    assert said(findings(form, final_url=final_url)["content.fee"]) == fee


def test_one_page_has_one_entrance() -> None:
    one = findings(LOGIN + '<a data-service-link="login" href="/login?next=1">ورود</a>')
    two = findings(LOGIN + '<a data-service-link="login" href="https://old.body.example/">ورود</a>')

    national = findings(LOGIN + '<a data-service-link="login" href="https://sso.my.gov.ir/">ورود</a>')

    assert said(national["content.single_entry"]) == ("fail", "several")
    assert [said(each["content.single_entry"]) for each in (one, two)] == [
        ("pass", "one"),
        ("fail", "several"),
    ]


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        ('<form role="search"><input name="x"></form>', ("pass", "present")),
        ('<input type="search" name="x">', ("pass", "present")),
        ('<input name="q">', ("warn", "present_by_words")),
        ('<input placeholder="جست‌وجو در خدمات">', ("warn", "present_by_words")),
        ("<p>جستجو</p>", ("fail", "missing")),
    ],
)
def test_a_search_is_known_by_its_role(page: str, said_of_it: Said) -> None:
    assert said(findings(page)["content.search"]) == said_of_it


@pytest.mark.parametrize(
    ("page", "said_of_it"),
    [
        ('<a href="tel:+982112345678">تلفن</a><a href="mailto:a@body.example">نامه</a>', ("pass", "present")),
        ('<a href="tel:+982112345678">تلفن</a>', ("warn", "one_channel")),
        ("<p>تلفن ۰۲۱-۱۲۳۴۵۶۷۸</p>", ("warn", "present_by_words")),
        ("<nav>تماس با ما</nav>", ("fail", "missing")),
    ],
)
def test_people_can_reach_someone_in_more_than_one_way(page: str, said_of_it: Said) -> None:
    assert said(findings(page)["content.contact"]) == said_of_it


@pytest.mark.parametrize(
    ("form", "level"),
    [
        ("<form><input name=a><input name=b><textarea name=c></textarea></form>", 3),
        ("<form><input name=a><input name=b><button>ثبت‌درخواست</button></form>", 3),
        ("<form><input name=a><input type=tel name=b></form>", 3),
        ("<form method=post><input name=a><input name=b></form>", 3),
        ("<form><input name=a><select name=b></select><button>جست‌وجو</button></form>", 0),
        ("<form action=/list><input name=a><input type=tel name=b></form>", 0),
        ("<form><input type=email name=a></form>", 0),
        ("<form><input type=tel name=a><input type=password name=b></form>", 0),
    ],
)
def test_a_form_that_a_script_sends_is_an_online_application(form: str, level: int) -> None:
    assert findings(form)["content.transaction"].observed["level"] == level
