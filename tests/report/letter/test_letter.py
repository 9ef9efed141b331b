"""A letter is read as it was written: an address keeps its order among lines that are read from the right."""

import io
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from sanjeh.report.letter.letter import Letter, letter_pdf

ADDRESS = "https://sanjeh.example/notices/2/"
PERSIAN = Letter(
    language="fa",
    sender="مرجع ارزیابی نمونه",
    number_title="شماره",
    number="۱۲",
    date_title="تاریخ",
    date="۹ آذر ۱۴۰۵",
    to="مینا نمونه",
    subject="اطلاعیه‌ی شماره‌ی ۲",
    paragraphs=("اطلاعیه‌ای منتشر شد.", f"خواندن اطلاعیه:\n{ADDRESS}"),
    address="تهران، خیابان نمونه",
)
ENGLISH = replace(PERSIAN, language="en", paragraphs=("A notice is published.", f"Read it:\n{ADDRESS}"))


def drawn(letter: Letter) -> list[str]:
    """Return the lines of the letter, each as it is read from the left."""
    lines: dict[float, list[tuple[float, str]]] = defaultdict(list)

    def keep(text: str, on: Any, at: Any, _font: Any, _size: Any) -> None:
        x, y = (at[4] * on[axis] + at[5] * on[axis + 2] + on[axis + 4] for axis in (0, 1))
        lines[round(y, 1)].append((x, text.strip("\n\u2066\u2069")))

    [sheet] = PdfReader(io.BytesIO(letter_pdf(letter))).pages
    sheet.extract_text(visitor_text=keep)
    return ["".join(text for _, text in sorted(line, key=lambda one: one[0])) for line in lines.values()]


@pytest.mark.parametrize("letter", [PERSIAN, ENGLISH], ids=["fa", "en"])
def test_an_address_keeps_its_order_in_either_direction(letter: Letter) -> None:
    assert ADDRESS in drawn(letter)
