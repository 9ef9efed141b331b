"""What was varied to see how firmly a ranking holds, in words for people who never drew a sample."""

from sanjeh.core.text.words import Words
from sanjeh.core.uncertainty.replicates import Factor

FACTOR_WORDS = {
    Factor.WEIGHTS: Words("وزن‌ها تا ۲۵٪ کمتر یا بیشتر", "weights up to 25% lower or higher"),
    Factor.TOTAL: Words("میانگین دیگری برای محورها", "another mean over the axes"),
    Factor.ENDS: Words("دو سر مقیاس‌ها تا ۱۰٪ جابه‌جا", "the ends of scales moved by up to 10%"),
    Factor.LEFT_OUT: Words("کنار گذاشتن یک شاخص", "one indicator left out"),
    Factor.SERVICES: Words("نمونه‌ی دیگری از خدمت‌ها", "another sample of the services"),
    Factor.RESPONDENTS: Words("نمونه‌ی دیگری از پاسخ‌دهندگان", "another sample of respondents"),
    Factor.ASSESSORS: Words("ارزیاب دیگر", "another assessor"),
}
