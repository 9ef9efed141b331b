"""What was varied to see how firmly a ranking holds, in words for people who never drew a sample."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.uncertainty.replicates import Factor

FACTOR_WORDS = {
    Factor.WEIGHTS: Translatable("وزن‌ها تا ۲۵٪ کمتر یا بیشتر"),
    Factor.TOTAL: Translatable("میانگین دیگری برای محورها"),
    Factor.ENDS: Translatable("دو سر مقیاس‌ها تا ۱۰٪ جابه‌جا"),
    Factor.LEFT_OUT: Translatable("کنار گذاشتن یک شاخص"),
    Factor.SERVICES: Translatable("نمونه‌ی دیگری از خدمت‌ها"),
    Factor.RESPONDENTS: Translatable("نمونه‌ی دیگری از پاسخ‌دهندگان"),
    Factor.ASSESSORS: Translatable("ارزیاب دیگر"),
}
