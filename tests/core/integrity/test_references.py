import pytest

from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.references import Subject


@pytest.mark.parametrize(
    ("subject", "name", "reference"),
    [
        (Subject.PERSON, 7, "person:7"),
        (Subject.ROUND, "1405-1", "round:1405-1"),
        (Subject.METHODOLOGY, "IR@1", "methodology:IR@1"),
        (Subject.EDITION, "1405-1/2", "edition:1405-1/2"),
        (Subject.ADDRESS, "https://a.example:8443/x", "address:https://a.example:8443/x"),
    ],
)
def test_a_reference_is_the_kind_and_the_name(subject: Subject, name: object, reference: str) -> None:
    assert subject.named(name) == reference
    assert subject.names_in([reference]) == (str(name),)


def test_names_are_those_of_one_kind_in_their_order() -> None:
    references = ["body:NAZ", "round:body", "bodyguard:1", "body:", "system", "body:AB:C", "person:7"]

    assert Subject.BODY.names_in(references) == ("NAZ", "", "AB:C")


def test_whatever_a_notice_announces_can_be_referred_to() -> None:
    assert [Subject(kind).named(1) for kind in Kind] == [f"{kind.value}:1" for kind in Kind]
