import pytest

from sanjeh.core.text.persian import normalise
from sanjeh.probes.content.quantities import duration, money


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("حداکثر ۳ روز کاری", "P3D"),
        ("بین ۲ تا ۴ هفته", "P4W"),
        ("۴۸ ساعت", "PT48H"),
        ("یک ماه", "P1M"),
        ("۳روز", "P3D"),
        ("5 working days", "P5D"),
        ("به صورت آنی", "PT0S"),
        ("در اسرع وقت", ""),
        ("ماده ۳ قانون", ""),
    ],
)
def test_a_time_becomes_a_duration(text: str, read: str) -> None:
    assert duration(normalise(text)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("۵۰٬۰۰۰ ریال", "50000 IRR"),
        ("۲۰ هزار تومان", "200000 IRR"),
        ("۱/۵ میلیون ریال", "1500000 IRR"),
        ("ده هزار تومان", "100000 IRR"),
        ("مبلغ 120,000 تومان.", "1200000 IRR"),
        ("$ 20", "20 USD"),
        ("رایگان", "0 IRR"),
        ("طبق تعرفه مصوب", ""),
        ("بند ۴", ""),
    ],
)
def test_a_fee_becomes_a_sum(text: str, read: str) -> None:
    assert money(normalise(text)) == read


@pytest.mark.parametrize(
    ("given", "time", "fee"),
    [("P1DT12H", "P1DT12H", ""), ("۵۰۰۰۰", "", "50000 IRR"), ("P", "", ""), ("soon", "", "")],
)
def test_what_machines_are_given_is_believed_only_when_it_can_be_read(
    given: str, time: str, fee: str
) -> None:
    assert (duration("", given), money("", given)) == (time, fee)
