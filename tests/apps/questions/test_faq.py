"""What everybody may learn names nobody, and is published by another than its writer."""

from dataclasses import replace

import pytest

from sanjeh.apps.questions import faq, faq_actions, queries
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.questions.asked import NOW, expert
from tests.hands import refusal

pytestmark = pytest.mark.django_db
ENTRY = faq_actions.FaqEntry("کارمزد کجا دیده می‌شود؟", "در صفحه‌ی خدمت.", "Where is the fee?", "On its page.")


def drafted() -> int:
    return faq_actions.draft_faq(entry=ENTRY, by=expert(), now=NOW)


def test_it_is_public_once_another_has_published_it_and_until_it_is_withdrawn() -> None:
    number = drafted()
    before = faq.published()
    faq_actions.publish_faq(number=number, by=people.approver(), now=NOW)
    (row,) = faq.published()
    faq_actions.withdraw_faq(number=number, by=people.manager(), now=NOW)

    assert (before, row.question.en, faq.published()) == ((), "Where is the fee?", ())
    for act in (faq_actions.publish_faq, faq_actions.withdraw_faq):
        with pytest.raises(faq_actions.NotAwaited):
            act(number=number, by=people.manager(), now=NOW)


def test_who_wrote_it_does_not_publish_it() -> None:
    both = people.registered("both", Role.ASSESSOR, Role.APPROVER)
    number = faq_actions.draft_faq(entry=ENTRY, by=both, now=NOW)

    with pytest.raises(NotPermitted):
        faq_actions.publish_faq(number=number, by=both, now=NOW)
    assert "faq_is_published_by_another" in refusal(
        f"UPDATE questions_faq SET published_at = now(), published_by_id = {both.pk}"  # noqa: S608
    )


@pytest.mark.parametrize(
    "change", [{"question_fa": " "}, {"answer_fa": ""}, {"answer_en": ""}, {"question_en": ""}]
)
def test_it_has_words_and_both_its_english_or_neither(change: dict[str, str]) -> None:
    with pytest.raises(faq_actions.WordsMissing):
        faq_actions.draft_faq(entry=replace(ENTRY, **change), by=expert(), now=NOW)  # type: ignore[arg-type]
    bare = replace(ENTRY, question_en="", answer_en="")
    assert faq_actions.draft_faq(entry=bare, by=expert(), now=NOW) == 1


def test_nobody_is_named_in_it() -> None:
    people.registered("مینا رستمی")

    with pytest.raises(faq_actions.NamesAPerson):
        faq_actions.draft_faq(entry=replace(ENTRY, answer_fa="مینا رستمي گفت در صفحه."), by=expert(), now=NOW)


def test_a_template_takes_the_place_of_the_one_of_its_title_and_goes_without_words() -> None:
    lead = people.secretariat()
    for text in ("سلام", "سلام و سپاس"):
        faq_actions.keep_template(title="  آغاز ", text=text, by=lead, now=NOW)
    kept = [(one.title, one.text) for one in queries.templates()]
    faq_actions.keep_template(title="آغاز", text="", by=lead, now=NOW)

    assert (kept, queries.templates()) == ([("آغاز", "سلام و سپاس")], ())
    for title, text in (("", "x"), ("نبود", " ")):
        with pytest.raises(faq_actions.WordsMissing):
            faq_actions.keep_template(title=title, text=text, by=lead, now=NOW)


def test_the_database_keeps_it_as_it_was_written() -> None:
    drafted()

    assert "stays as it was written" in refusal("UPDATE questions_faq SET answer_fa = 'x'")
    assert "stays as it was written" in refusal("DELETE FROM questions_faq")
