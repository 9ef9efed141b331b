"""What the comparison of two rounds calls its causes and labels."""

from sanjeh.core.comparison.changes import Label
from sanjeh.core.comparison.decomposition import Cause
from sanjeh.core.text.words import Words

CAUSE_WORDS = {
    Cause.PERFORMANCE: Words("عملکرد", "performance"),
    Cause.COVERAGE: Words("پوشش", "coverage"),
    Cause.POPULATION: Words("خدمت‌ها", "services"),
    Cause.FRAMEWORK: Words("روش", "method"),
}
CAUSE_MEANINGS = {
    Cause.PERFORMANCE: Words(
        "همان پرسش‌ها در همان خدمت‌ها پاسخ بهتر یا بدتری گرفتند.",
        "The same questions about the same services were answered better or worse.",
    ),
    Cause.COVERAGE: Words(
        "چیزی که پیش‌تر دیده می‌شد دیده نشد، یا برعکس؛ این کار دستگاه نیست مگر راه سنجش را بسته باشد.",
        "What was seen before could not be seen now, or the other way round; that is not the body's doing "
        "unless it closed the way.",
    ),
    Cause.POPULATION: Words(
        "فهرست خدمت‌های دستگاه عوض شد: خدمتی آمد یا رفت.",
        "The list of the body's services changed: one came or went.",
    ),
    Cause.FRAMEWORK: Words(
        "خود روش عوض شد: وزن‌ها، تعریف‌ها یا شاخص‌های تازه و حذف‌شده.",
        "The method itself changed: weights, definitions, indicators that are new or were dropped.",
    ),
}
LABEL_WORDS = {
    Label.ANCHOR: Words("لنگر", "anchor"),
    Label.REWEIGHTED: Words("وزن تازه", "re-weighted"),
    Label.REDEFINED: Words("تعریف تازه", "redefined"),
    Label.NEW: Words("تازه", "new"),
    Label.DROPPED: Words("حذف‌شده", "dropped"),
}
BREAK = Words(
    "این گسست در سری است: روند و تغییر رتبه گفته نمی‌شود.",
    "That is a break in the series: no trend and no change of places is told.",
)
NEEDS_OTHERS = Words(
    "روشی که دستگاه‌ها را با هم می‌سنجد دو دوره را نمی‌تواند مقایسه کند؛ روشی با کران‌های ثابت بدهید.",
    "A method that scores bodies against one another cannot compare rounds; give one with fixed goalposts.",
)
# The parts of an indicator's definition, and the rules beside the indicators, as a reader knows them.
PART_WORDS = {
    "title": Words("عنوان", "title"),
    "unit": Words("آنچه پرسیده می‌شود", "what is asked of"),
    "sources": Words("منبع‌ها", "sources"),
    "scale": Words("مقیاس", "scale"),
    "evidence": Words("شاهد", "evidence"),
    "examples": Words("نمونه‌ها", "examples"),
    "over_addresses": Words("جمع نشانی‌ها", "how addresses are joined"),
    "over_services": Words("جمع خدمت‌ها", "how services are joined"),
    "seen_on": Words("جای دیدن", "where it is seen"),
    "measure": Words("سنجه", "measure"),
    "questions": Words("پرسش‌ها", "questions"),
    "survey": Words("نظرسنجی", "survey"),
    "missing": Words("بی‌پاسخی", "what silence earns"),
    "applicability": Words("مصداق", "applicability"),
    "automated": Words("خدمت خودکار", "automatic services"),
    "failure_is_zero": Words("خدمت از کار افتاده", "services that are down"),
    "unverified_at_most": Words("سقف خوداظهاری", "ceiling of declarations"),
    "compensation": Words("جبران", "compensation"),
    "total": Words("میانگین کل", "mean of the total"),
    "mean": Words("میانگین محور", "mean of an axis"),
    "coverage": Words("پوشش لازم", "coverage needed"),
    "stages": Words("مرحله‌ها", "stages"),
    "classes": Words("رده‌ها", "classes"),
    "caps": Words("سقف‌های رده", "caps of the class"),
    "stated_as_our_own": Words("معرفی روش", "how the method introduces itself"),
    "replicates": Words("شاخص بازساخته", "the index that is made again"),
    "uncertainty": Words("عدم قطعیت", "uncertainty"),
}


def part_word(name: str) -> Words:
    """Return what a part of a method is called; one without a name is shown by its key."""
    return PART_WORDS.get(name) or Words(name, name)
