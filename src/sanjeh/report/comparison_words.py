"""What the comparison of two rounds calls its causes and labels."""

from sanjeh.core.comparison.changes import Label
from sanjeh.core.comparison.decomposition import Cause
from sanjeh.core.text.words import Translatable, Wording, Words

CAUSE_WORDS = {
    Cause.PERFORMANCE: Translatable("عملکرد"),
    Cause.COVERAGE: Translatable("پوشش", key="comparison_words: cause_words"),
    Cause.POPULATION: Translatable("خدمت‌ها", key="comparison_words: cause_words"),
    Cause.FRAMEWORK: Translatable("روش", key="comparison_words: cause_words"),
}
CAUSE_MEANINGS = {
    Cause.PERFORMANCE: Translatable("همان پرسش‌ها در همان خدمت‌ها پاسخ بهتر یا بدتری گرفتند."),
    Cause.COVERAGE: Translatable(
        "چیزی که پیش‌تر دیده می‌شد دیده نشد، یا برعکس؛ این کار دستگاه نیست مگر راه سنجش را بسته باشد."
    ),
    Cause.POPULATION: Translatable("فهرست خدمت‌های دستگاه عوض شد: خدمتی آمد یا رفت."),
    Cause.FRAMEWORK: Translatable("خود روش عوض شد: وزن‌ها، تعریف‌ها یا شاخص‌های تازه و حذف‌شده."),
}
LABEL_WORDS = {
    Label.ANCHOR: Translatable("لنگر"),
    Label.REWEIGHTED: Translatable("وزن تازه"),
    Label.REDEFINED: Translatable("تعریف تازه"),
    Label.NEW: Translatable("تازه"),
    Label.DROPPED: Translatable("حذف‌شده"),
}
BREAK = Translatable("این گسست در سری است: روند و تغییر رتبه گفته نمی‌شود.")
NEEDS_OTHERS = Translatable(
    "روشی که دستگاه‌ها را با هم می‌سنجد دو دوره را نمی‌تواند مقایسه کند؛ روشی با کران‌های ثابت بدهید."
)
# The parts of an indicator's definition, and the rules beside the indicators, as a reader knows them.
PART_WORDS = {
    "title": Translatable("عنوان", key="comparison_words: part_words"),
    "unit": Translatable("آنچه پرسیده می‌شود"),
    "sources": Translatable("منبع‌ها"),
    "scale": Translatable("مقیاس", key="comparison_words: part_words"),
    "evidence": Translatable("شاهد", key="comparison_words: part_words"),
    "examples": Translatable("نمونه‌ها", key="comparison_words: part_words"),
    "over_addresses": Translatable("جمع نشانی‌ها"),
    "over_services": Translatable("جمع خدمت‌ها"),
    "seen_on": Translatable("جای دیدن"),
    "measure": Translatable("سنجه", key="comparison_words: part_words"),
    "questions": Translatable("پرسش‌ها"),
    "survey": Translatable("نظرسنجی"),
    "missing": Translatable("بی‌پاسخی"),
    "applicability": Translatable("مصداق"),
    "automated": Translatable("خدمت خودکار"),
    "failure_is_zero": Translatable("خدمت از کار افتاده"),
    "unverified_at_most": Translatable("سقف خوداظهاری"),
    "compensation": Translatable("جبران"),
    "total": Translatable("میانگین کل"),
    "mean": Translatable("میانگین محور"),
    "coverage": Translatable("پوشش لازم"),
    "stages": Translatable("مرحله‌ها"),
    "classes": Translatable("رده‌ها", key="comparison_words: part_words"),
    "caps": Translatable("سقف‌های رده"),
    "stated_as_our_own": Translatable("معرفی روش"),
    "replicates": Translatable("شاخص بازساخته"),
    "uncertainty": Translatable("عدم قطعیت"),
}


def part_word(name: str) -> Wording:
    """Return what a part of a method is called; one without a name is shown by its key."""
    return PART_WORDS.get(name) or Words(name, name)
