import pytest

from sanjeh.core.text.code_runs import code_runs, markup


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("overflow-x: hidden را بردارید", [("overflow-x: hidden", "code"), (" را بردارید", "prose")]),
        ('ویژگی lang="fa" بدهید.', [("ویژگی ", "prose"), ('lang="fa"', "code"), (" بدهید.", "prose")]),
        ("با :focus-visible نشان", [("با ", "prose"), (":focus-visible", "code"), (" نشان", "prose")]),
        ("نشان (CSP) را", [("نشان (CSP) را", "prose")]),
        ("قاب (flex یا grid)", [("قاب (flex یا grid)", "prose")]),
        ("نسخه‌ی TLS 1.2.", [("نسخه‌ی ", "prose"), ("TLS 1.2", "latin"), (".", "prose")]),
        ("سطر Contact: mailto:… را", [("سطر ", "prose"), ("Contact: mailto:", "code"), ("… را", "prose")]),
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
