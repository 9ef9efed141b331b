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
        ("۱/۵ ساعت", "PT1.5H"),
        ("یک ساعت و نیم", "PT1.5H"),
        ("نیم ساعت", "PT0.5H"),
        ("بیست و پنج روز کاری", "P25D"),
        ("یک ماه و ده روز", "P1M10D"),
        ("۱ روز و ۲ ساعت", "P1DT2H"),
        ("۲ هفته و ۳ ماه", "P2W"),
        ("۱۲،۵ ساعت", ""),
        ("به صورت آنی", "PT0S"),
        ("در اسرع وقت", ""),
        ("بلافاصله و در اسرع‌وقت", ""),
        ("در اولین فرصت، حداکثر ۳ روز", "P3D"),
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
        ("$1,250.50", "1250.5 USD"),
        ("۲۵۰،۰۰۰ ریال", "250000 IRR"),
        ("۲۵۰/۰۰۰ ریال", "250000 IRR"),
        ("-/۲۵۰/۰۰۰ ریال", "250000 IRR"),
        ("۲۵۰/۰۰۰/- ریال", "250000 IRR"),
        ("۲۵۰.۰۰۰﷼", "250000 IRR"),
        ("۲۵۰ ۰۰۰ ریال", "250000 IRR"),
        ("یکصد و بیست هزار ریال", "120000 IRR"),
        ("از ۱۰۰٬۰۰۰ تا ۲۰۰٬۰۰۰ ریال", "200000 IRR"),
        ("۰ ریال", "0 IRR"),
        ("۲۵۰-۰۰۰ ریال", ""),
        ("ب۲۵۰،۵ ریال", ""),
        ("۱۲،۵ میلیون ریال", ""),
        ("۲۵۰؛۰۰۰ ریال", ""),
        ("رایگان", "0 IRR"),
        ("طبق تعرفه مصوب", ""),
        ("بند ۴", ""),
    ],
)
def test_a_fee_becomes_a_sum(text: str, read: str) -> None:
    assert money(normalise(text)) == read


@pytest.mark.parametrize(
    ("given", "time", "fee"),
    [
        ("P1DT12H", "P1DT12H", ""),
        ("PT1.5H", "PT1.5H", ""),
        ("P1DT", "", ""),
        ("۵۰۰۰۰", "", "50000 IRR"),
        ("P", "", ""),
        ("soon", "", ""),
    ],
)
def test_what_machines_are_given_is_believed_only_when_it_can_be_read(
    given: str, time: str, fee: str
) -> None:
    assert (duration("", given), money("", given)) == (time, fee)
