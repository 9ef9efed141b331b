import pytest

from sanjeh.core.text.code_runs import CODE, code_runs, isolated, markup


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("overflow-x: hidden را بردارید", [("overflow-x: hidden", "code"), (" را بردارید", "prose")]),
        ('ویژگی lang="fa" بدهید.', [("ویژگی ", "prose"), ('lang="fa"', "code"), (" بدهید.", "prose")]),
        ("با :focus-visible نشان", [("با ", "prose"), (":focus-visible", "code"), (" نشان", "prose")]),
        ("نشان (CSP) را", [("نشان (CSP) را", "prose")]),
        ("قاب (flex یا grid)", [("قاب (flex یا grid)", "prose")]),
        ("نسخه‌ی TLS 1.2.", [("نسخه‌ی ", "prose"), ("TLS 1.2", "latin"), (".", "prose")]),
        ("سطر Contact: mailto:… را", [("سطر ", "prose"), ("Contact: mailto:…", "code"), (" را", "prose")]),
        ("تابع f() و", [("تابع ", "prose"), ("f()", "code"), (" و", "prose")]),
        ("سه چیز: الف", [("سه چیز: الف", "prose")]),
        ("در 2026/11/29 بود", [("در 2026/11/29 بود", "prose")]),
        ("", []),
    ],
)
def test_code_is_told_from_the_sentence_around_it(text: str, runs: list[tuple[str, str]]) -> None:
    assert list(code_runs(text)) == runs


def test_nothing_of_a_text_is_lost() -> None:
    text = 'برچسب <meta name="viewport" content="width=device-width"> را (با dir="rtl") بیفزایید؛ a.b.'

    assert "".join(piece for piece, _ in code_runs(text)) == text


def test_code_becomes_an_element_read_from_the_left_and_is_escaped() -> None:
    assert markup("عنصر <b> و PDF/UA & «x»") == (
        'عنصر <code dir="ltr">&lt;b&gt;</code> و <bdi dir="ltr">PDF/UA</bdi> &amp; «x»'
    )


def test_code_is_isolated_where_there_are_no_elements() -> None:
    told = isolated("کوکی __Host- با Path=/ و TLS 1.3")

    assert told == "کوکی \u2066__Host-\u2069 با \u2066Path=/\u2069 و \u2066TLS 1.3\u2069"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("COOP، COEP؛ CORP", "COOP،\u200f COEP؛\u200f CORP"),
        ("نام، COEP، نام", "نام، COEP، نام"),
        ("COOP، نام", "COOP، نام"),
    ],
)
def test_a_list_of_foreign_words_is_read_in_the_direction_of_its_sentence(text: str, told: str) -> None:
    assert (isolated(text), markup(text)) == (told, told)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("با rua=mailto:… بیفزایید", "rua=mailto:…"),
        ("متن… rua=mailto: را", "rua=mailto"),
        ("متن … a=b", "a=b"),
    ],
)
def test_an_ellipsis_is_of_the_code_that_it_ends_and_of_no_other(text: str, code: str) -> None:
    assert [piece for piece, kind in code_runs(text) if kind == CODE] == [code]
