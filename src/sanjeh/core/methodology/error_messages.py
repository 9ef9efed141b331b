"""What is wrong with one value of a methodology file, and what to write instead, in both languages."""

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from sanjeh.core.text.words import Words

Saying = tuple[Words, Words]

# The rules of our own types are told in English by the types themselves; here is the Persian of each.
PERSIAN = {
    "zero and full must differ": "zero و full باید دو عدد جدا باشند",
    "the values of the knots must rise": "مقدار گره‌ها باید پیوسته بیشتر شود",
    "the points of the knots must only rise or only fall": "امتیاز گره‌ها باید تنها بیشتر یا تنها کمتر شود",
    "each level needs a higher value and more points than the one before": (
        "هر سطح باید مقدار و امتیازی بیش از سطح پیش داشته باشد"
    ),
    "the ends of full must lie inside the ends of zero": "دو سر full باید درون دو سر zero باشد",
    "low must be below high": "low باید کمتر از high باشد",
    "the published ends must rise": "سر دوم published باید بیش از سر نخست باشد",
    'a weight is a number such as 12.5, or a part of the whole such as "2/3"': (
        'وزن عددی مانند 12.5 یا بخشی از کل مانند "2/3" است'
    ),
    "a weight is more than 0 and at most 100": "وزن بیش از ۰ و دست‌بالا ۱۰۰ است",
    "the last row must be for all that is left: yes = []": "سطر آخر برای باقی حالت‌هاست: yes = []",
    "each question is asked once": "هر پرسش تنها یک بار می‌آید",
    "rows and unless name questions that are asked": "rows و unless تنها پرسش‌های asked را نام می‌برند",
}
# A choice that is not there, by the key under which pydantic lists those that are.
CHOICES = {"literal_error": "expected", "enum": "expected", "union_tag_invalid": "expected_tags"}
BOUNDS = {
    "greater_than": ("gt", "بیش از", "more than"),
    "greater_than_equal": ("ge", "دست‌کم", "at least"),
    "less_than": ("lt", "کمتر از", "less than"),
    "less_than_equal": ("le", "دست‌بالا", "at most"),
}
KINDS = {
    "int": ("عددی درست", "a whole number"),
    "float": ("عدد", "a number"),
    "string": ("متن", "a text"),
    "bool": ("true یا false", "true or false"),
    "tuple": ("فهرست", "a list"),
    "dict": ("جدول", "a table"),
    "model": ("جدول", "a table"),
    "dataclass": ("جدولی با fa و en", "a table with fa and en"),
}


def said(details: ErrorDetails, key: str) -> Saying:
    """Return what is wrong and the mend, for one error of the shape."""
    kind = details["type"]
    if kind.startswith("missing"):
        return (
            Words(fa=f"«{key}» نوشته نشده است.", en=f"'{key}' is missing."),
            Words(fa="آن را بنویسید.", en="Write it."),
        )
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        return unknown_key(key)
    return _wrong_value(details, kind, details.get("ctx", {}))


def unknown_key(key: str) -> Saying:
    return (
        Words(fa=f"کلید «{key}» شناخته نیست.", en=f"The key '{key}' is not known."),
        Words(fa="املای آن را بررسی یا آن را حذف کنید.", en="Check its spelling or remove it."),
    )


def _wrong_value(details: ErrorDetails, kind: str, context: Mapping[str, object]) -> Saying:
    given = shown(details["input"])
    if kind in CHOICES:
        known = context.get(CHOICES[kind], "")
        if kind == "union_tag_invalid":
            given = shown(context.get("tag"))
        return (
            Words(fa=f"{given} یکی از انتخاب‌ها نیست.", en=f"{given} is not one of the choices."),
            Words(fa=f"یکی از این‌ها را بنویسید: {known}.", en=f"Write one of these: {known}."),
        )
    if kind in BOUNDS:
        bound, fa, en = BOUNDS[kind]
        return (
            Words(fa=f"{given} پذیرفته نیست.", en=f"{given} is not accepted."),
            Words(
                fa=f"عددی بنویسید که {fa} {context[bound]} باشد.",
                en=f"Write a number, {en} {context[bound]}.",
            ),
        )
    return _other(details, kind, given)


def _other(details: ErrorDetails, kind: str, given: str) -> Saying:
    for stem, (fa, en) in KINDS.items():
        if kind.startswith(f"{stem}_") and kind.endswith(("_type", "_parsing", "_from_float")):
            return (
                Words(fa=f"{given} {fa} نیست.", en=f"{given} is not {en}."),
                Words(fa=f"{fa} بنویسید.", en=f"Write {en}."),
            )
    rule = details["msg"].removeprefix("Value error, ").rstrip(".")
    return (
        Words(
            fa=f"مقدار {given} پذیرفته نیست: {PERSIAN.get(rule, rule)}.",
            en=f"The value {given} is not accepted: {rule}.",
        ),
        Words(fa="مقدار را درست کنید.", en="Correct the value."),
    )


def shown(given: object) -> str:
    """Return the value as its author may have written it, not too long."""
    if given is None:
        return "«»"
    return f'"{given}"' if isinstance(given, str) else str(given)[:80]
