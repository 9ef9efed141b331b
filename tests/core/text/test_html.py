from sanjeh.core.text.html import Link, links, parse, prose

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
