"""What is asked after a contact, of which contacts, and how few answers are never shown."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable

FEWEST = 5  # answers below this are never shown
SCORES = (1, 2, 3, 4, 5)


class Contact(StrEnum):
    """After what kind of contact somebody is asked; a cell never tells more than this."""

    MANDATE = "mandate"
    AGREEMENT = "agreement"
    COMPLAINT = "complaint"
    ANSWER = "answer"


class Question(StrEnum):
    """The four words of the agreement, in both directions."""

    COURTESY = "courtesy"
    RESPECT = "respect"
    DIGNITY = "dignity"
    PATIENCE = "patience"


CONTACT_WORDS = {
    Contact.MANDATE: Translatable("دادن حکم یا دعوت"),
    Contact.AGREEMENT: Translatable("پذیرفتن توافق‌نامه"),
    Contact.COMPLAINT: Translatable("رسیدگی به شکایت"),
    Contact.ANSWER: Translatable("پاسخ کارشناس به پرسش"),
}
QUESTIONS = {
    Question.COURTESY: Translatable("با من با ادب سخن گفتند."),
    Question.RESPECT: Translatable("به من احترام گذاشتند."),
    Question.DIGNITY: Translatable("با متانت رفتار کردند."),
    Question.PATIENCE: Translatable("با شکیبایی به پرسش‌هایم گوش دادند."),
}
SCORE_WORDS = {
    1: Translatable("هیچ موافق نیستم"),
    2: Translatable("موافق نیستم"),
    3: Translatable("نه موافق و نه مخالف"),
    4: Translatable("موافقم", key="courtesy: score"),
    5: Translatable("بسیار موافقم"),
}
# The journal's lines after which somebody of a body may be asked.
SAMPLED = {
    "agreement.accepted": Contact.AGREEMENT,
    "mandate.given": Contact.MANDATE,
    "question.answered": Contact.ANSWER,
}
# And those after which whoever complained may be asked, on the page that the receipt opens.
SAMPLED_CASES = ("complaint.acknowledged", "complaint.refused", "complaint.served")
ONE_IN = 3  # of those who were asked before; whoever never was is always asked
