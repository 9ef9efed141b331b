import pytest

from sanjeh.core.text.html import (
    Link,
    absolute,
    host_of,
    kinds_of,
    links,
    parse,
    path_of,
    prose,
    with_fragment_of,
)
from sanjeh.core.text.persian import normalise

BASE = "https://body.example/services/1"


def test_prose_leaves_out_what_nobody_reads() -> None:
    hidden = "<p hidden>پنهان</p><p style='display:none'>هیچ</p>"
    markup = f"<body><script>x</script><p>سلام</p>{hidden}<code>rm</code></body>"

    assert (prose(markup), prose(markup, with_code=False)) == ("سلام\nrm", "سلام")


def test_a_marked_link_is_preferred_to_one_known_by_its_words() -> None:
    tree = parse('<a href="/a">حریم خصوصی</a><a href="/b" data-service-link="privacy">بیانیه</a>')

    assert links(tree, BASE) == (Link("privacy", "https://body.example/b", "marker"),)


def test_a_link_is_known_by_its_words_when_it_says_little_more() -> None:
    tree = parse(
        '<a href="/p">سیاست حریم خصوصی</a><a href="/q">۳.۲ نظرسنجی و شناسایی خدمات موجود</a>'
        '<a href="#">شکایات</a>'
    )

    assert links(tree, BASE) == (Link("privacy", "https://body.example/p", "pattern"),)


def test_a_marked_form_and_a_marked_part_of_the_page_are_ways_too() -> None:
    tree = parse(
        '<form data-service-link="survey" action="/s"></form><section data-service-link="notices"></section>'
    )

    assert links(tree, BASE) == (
        Link("survey", "https://body.example/s", "marker", is_form=True),
        Link("notices", BASE, "marker"),
    )


def test_broken_addresses_break_nothing() -> None:
    tree = parse('<a href="http://[::1">ورود</a><a href="javascript:void(0)">ورود</a>')

    assert links(tree, BASE) == ()


def test_what_is_hidden_inside_the_hidden_or_is_the_page_itself_breaks_nothing() -> None:
    nested = (
        "<div hidden><p hidden><code>a<code>b</code></code></p></div><pre><code>c</code></pre><p>سلام</p>"
    )

    assert prose(f"<html hidden lang='ar'><body hidden>{nested}", '[lang^="ar"]', with_code=False) == "سلام"


NESTED = """<html><body>
<main><p>one</p><p>two <b>bold</b></p></main>
<section id="news"><ul><li>first</li><li><a href="/x">second</a></li></ul></section>
<div><div><div><div><div><div><div><i>deep</i></div></div></div></div></div></div></div>
</body></html>"""


@pytest.mark.parametrize(
    ("selector", "path"),
    [
        ("main", "main"),
        ("b", "main > p:nth-of-type(2) > b"),
        ("#news", "section#news"),
        ("a", "section#news > ul > li:nth-of-type(2) > a"),
        ("i", "div > div > div > div > div > i"),
        ("body", ""),
    ],
)
def test_an_element_is_named_by_its_nearest_id_or_its_way_from_the_body(selector: str, path: str) -> None:
    node = parse(NESTED).css_first(selector)

    assert node is not None
    assert path_of(node) == path


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Body.Example:8443/x", "body.example"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("mailto:a@body.example", ""),
        ("/relative", ""),
        ("http://[::1", ""),
    ],
)
def test_a_host_is_read_in_lower_case_and_is_empty_where_there_is_none(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("../2?a=b#part", "https://body.example/2?a=b"),
        (" //other.example/ ", "https://other.example/"),
        ("http://[::1", ""),
    ],
)
def test_an_address_is_read_from_its_page_without_its_fragment(address: str, url: str) -> None:
    assert absolute(BASE, address) == url


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ورود", ("login",)),
        ("ورود به سامانه", ("login",)),
        ("ورود کالا", ()),
        ("حریم خصوصی کاربران ما", ("privacy",)),
        ("حریم خصوصی همه کاربران ما", ()),
        ("۳ حریم خصوصی", ()),
    ],
)
def test_a_text_names_a_kind_of_link_with_at_most_two_other_words(text: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("توافق‌نامه‌ی سطح خدمت", ("sla",)),
        ("توافق نامه‌ی سطح خدمات", ("sla",)),
        ("داده‌ی باز", ("open-data",)),
        ("ورود‌کاربران", ("login",)),
        ("ورود به سامانه", ("login",)),
        ("ورود ممنوع", ()),
        ("راه ورود", ()),
        ("سئوالات متداول", ("faq",)),
        ("Notices", ("notices",)),
        ("Legal Notices", ()),
        ("Privacy notices", ("privacy",)),
        ("اطلاعیه‌ها", ("notices",)),
        ("اطلاعیه‌ی حریم خصوصی", ("privacy",)),
        ("اطلاعیه حقوقی", ()),
        ("Service-Level Agreements", ("sla",)),
        ("S.L.A", ("sla",)),
        ("F.A.Q.", ("faq",)),
        ("FAQs", ("faq",)),
        ("Sign-in", ("login",)),
        ("open-data", ("open-data",)),
        ("ورود | ثبت‌نام", ("login", "form")),
        ("«ورود»", ("login",)),
        ("ورود/عضویت", ("login",)),
        ("اطلاعیه‌های تغییر خدمت", ("notices",)),
        ("آگهی‌ها و اطلاعیه‌ها", ("notices",)),
        ("اطلاعیه‌هایم در بایگانی", ()),
        ("شکایت‌های مردم", ("complaint",)),
        ("موافقت‌نامه‌ی سطح خدمت", ("sla",)),
        ("آگهی‌ها و اطلاعیه‌ها و خبرها و پیام‌ها", ()),
        ("پیشنهادهای ما", ("suggestion",)),
        ("Terms & Conditions", ("terms",)),
        ("ایده‌آل", ()),
        ("ثبت نام‌خانوادگی", ()),
        ("Login / Register", ("login",)),
        ("Log in to your account", ("login",)),
        ("Login failed", ()),
        ("فرم رضایت‌مندی", ("survey",)),
        ("رضایت والدین", ()),
        ("حریم شخصی کاربران", ("privacy",)),
        ("سند توافق سطح خدمت", ("sla",)),
        ("درخواست دسترسی به اطلاعات", ("foi",)),
        ("دیتای باز", ("open-data",)),
        ("data settings", ()),
        ("قوانین استفاده از سایت", ("terms",)),
        ("Complain", ("complaint",)),
        ("پیشنهاد ویژه", ()),
        ("پیشنهادهای خرید", ()),
        ("تشکر از پیشنهاد", ()),
        ("Thanks for feedback", ()),
        ("از شکایت شما سپاسگزاریم", ()),
        ("انتقاد، پیشنهاد و تشکر", ("suggestion",)),
        ("Compliments and complaints", ("complaint",)),
    ],
)
def test_a_link_text_names_its_kind_in_every_right_spelling(text: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(normalise(text)) == kinds


@pytest.mark.parametrize(
    ("registered", "address", "asked"),
    [
        ("https://A.test/app#/permit", "https://a.test/app", "https://a.test/app#/permit"),
        ("https://a.test/app#", "https://a.test/app", "https://a.test/app"),
        ("https://a.test/app", "https://a.test/app", "https://a.test/app"),
    ],
)
def test_an_application_is_asked_for_the_part_that_was_registered(
    registered: str, address: str, asked: str
) -> None:
    assert with_fragment_of(registered, address) == asked
