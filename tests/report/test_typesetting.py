"""The same facts make the same PDF, whenever it is made."""

import re
from importlib import resources

from sanjeh.report.letter.letter import letter_pdf
from sanjeh.report.scorecard.pdf import pdf
from tests.report.letter.test_letter import PERSIAN
from tests.report.scorecard.test_card import capture, made_report

DATED = re.compile(rb"/(CreationDate|ModDate)|xmp:(CreateDate|ModifyDate)")


def test_a_letter_and_a_card_do_not_say_when_they_were_made() -> None:
    made = [letter_pdf(PERSIAN), pdf(made_report("fa", capture("http"), findings=()))]

    assert [DATED.search(one) for one in made] == [None, None]
    assert made == [letter_pdf(PERSIAN), pdf(made_report("fa", capture("http"), findings=()))]


def test_no_template_of_ours_takes_the_time_of_its_making() -> None:
    folders = (each for each in resources.files("sanjeh.report").iterdir() if each.is_dir())
    templates = [file for folder in folders for file in folder.iterdir() if file.name.endswith(".typ")]

    told = {file.name: re.findall(r"#set document\(.*", file.read_text("utf-8")) for file in templates}
    assert set(told) == {"agreement.typ", "card.typ", "letter.typ"}
    assert [
        name for name, lines in told.items() if [line for line in lines if "date: none" not in line]
    ] == []
