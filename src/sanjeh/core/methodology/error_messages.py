"""What is wrong with one value of a methodology file, and what to write instead."""

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from sanjeh.core.text.words import Translatable

Message = tuple[Translatable, Translatable]

# The rules of our own types are told in English by the types themselves; here is the text of each.
RULES = {
    "zero and full must differ": Translatable("zero و full باید دو عدد جدا باشند"),
    "Input should be a finite number": Translatable("عدد باید متناهی باشد"),
    "a number is 0 or at least 1e-300 away from it": Translatable("عدد ۰ است یا دست‌کم 1e-300 از آن دور"),
    "the share of services is 0 or at least 0.001": Translatable("سهم خدمت‌ها ۰ است یا دست‌کم ۰٫۰۰۱"),
    "an exponent is 0 or at least 0.01 away from it": Translatable("نما ۰ است یا دست‌کم ۰٫۰۱ از آن دور"),
    "the values of the knots must rise": Translatable("مقدار گره‌ها باید پیوسته بیشتر شود"),
    "the points of the knots must only rise or only fall": Translatable(
        "امتیاز گره‌ها باید تنها بیشتر یا تنها کمتر شود"
    ),
    "each level needs a higher value and more points than the one before": Translatable(
        "هر سطح باید مقدار و امتیازی بیش از سطح پیش داشته باشد"
    ),
    "the ends of full must lie inside the ends of zero": Translatable("دو سر full باید درون دو سر zero باشد"),
    "low must be below high": Translatable("low باید کمتر از high باشد"),
    "the published ends must rise": Translatable("سر دوم published باید بیش از سر نخست باشد"),
    "a class has either at_least or more_than": Translatable(
        "هر رده یا at_least دارد یا more_than، و نه هر دو"
    ),
    'a weight is a number such as 12.5, or a part of the whole such as "2/3"': Translatable(
        'وزن عددی مانند 12.5 یا بخشی از کل مانند "2/3" است'
    ),
    "a weight is more than 0 and at most 100": Translatable("وزن بیش از ۰ و دست‌بالا ۱۰۰ است"),
    "the last row must be for all that is left: yes = []": Translatable(
        "سطر آخر برای باقی حالت‌هاست: yes = []"
    ),
    "each question is asked once": Translatable("هر پرسش تنها یک بار می‌آید"),
    "a group of any_of names questions that are asked, each in one group": Translatable(
        "any_of تنها پرسش‌های asked را نام می‌برد، هرکدام در یک گروه"
    ),
    "rows and unless name the first question of a group": Translatable(
        "rows و unless از هر گروه تنها پرسش نخست را نام می‌برند"
    ),
    "rows and unless name questions that are asked": Translatable(
        "rows و unless تنها پرسش‌های asked را نام می‌برند"
    ),
}
# A choice that is not there, by the key under which pydantic lists those that are.
CHOICES = {"literal_error": "expected", "enum": "expected", "union_tag_invalid": "expected_tags"}
# A scale or a measure that does not say which it is.
TAGLESS = {"union_tag_not_found": "kind"}
BOUNDS = {
    "greater_than": ("gt", Translatable("بیش از")),
    "greater_than_equal": ("ge", Translatable("دست‌کم")),
    "less_than": ("lt", Translatable("کمتر از")),
    "less_than_equal": ("le", Translatable("دست‌بالا")),
}
# What other rules of shape ask; holes are filled from what pydantic says of the rule.
SHAPES = {
    "string_pattern_mismatch": (
        Translatable("{given} کد نیست."),
        Translatable("کد با حرف لاتین یا رقم آغاز می‌شود و جز حرف لاتین و رقم تنها - و _ دارد."),
    ),
    "too_short": (
        Translatable("این فهرست {actual_length} عضو دارد."),
        Translatable("دست‌کم {min_length} عضو بنویسید."),
    ),
}
TABLE = Translatable("جدول", key="kind of a value")
KINDS = {
    "int": Translatable("عددی درست"),
    "float": Translatable("عدد", key="kind of a value"),
    "string": Translatable("متن", key="kind of a value"),
    "bool": Translatable("true یا false"),
    "tuple": Translatable("فهرست", key="kind of a value"),
    "dict": TABLE,
    "model": TABLE,
    "dataclass": Translatable("جدولی با fa و en"),
}


def message_of(details: ErrorDetails, key: str) -> Message:
    """Return what is wrong and the mend, for one error of the shape."""
    kind = details["type"]
    if kind.startswith("missing") or kind in TAGLESS:
        absent = TAGLESS.get(kind, key)
        return Translatable("«{key}» نوشته نشده است.").filled(key=absent), Translatable("آن را بنویسید.")
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        return unknown_key(key)
    return _wrong_value(details, kind, details.get("ctx", {}))


def unknown_key(key: str) -> Message:
    return (
        Translatable("کلید «{key}» شناخته نیست.").filled(key=key),
        Translatable("املای آن را بررسی یا آن را حذف کنید."),
    )


def _wrong_value(details: ErrorDetails, kind: str, context: Mapping[str, object]) -> Message:
    given = shown(details["input"])
    if kind in CHOICES:
        known = context.get(CHOICES[kind], "")
        if kind == "union_tag_invalid":
            given = shown(context.get("tag"))
        return (
            Translatable("{given} یکی از انتخاب‌ها نیست.").filled(given=given),
            Translatable("یکی از این‌ها را بنویسید: {known}.").filled(known=known),
        )
    if kind in BOUNDS:
        limit, bound = BOUNDS[kind]
        return (
            Translatable("{given} پذیرفته نیست.").filled(given=given),
            Translatable("عددی بنویسید که {bound} {limit} باشد.").filled(
                bound=bound, limit=str(context[limit])
            ),
        )
    if kind in SHAPES:
        says, mend = SHAPES[kind]
        return says.filled(given=given, **context), mend.filled(given=given, **context)
    return _other(details, kind, given)


def _other(details: ErrorDetails, kind: str, given: str) -> Message:
    for stem, named in KINDS.items():
        if kind.startswith(f"{stem}_") and kind.endswith(("_type", "_parsing", "_from_float")):
            return (
                Translatable("{given} {kind} نیست.").filled(given=given, kind=named),
                Translatable("{kind} بنویسید.").filled(kind=named),
            )
    rule = details["msg"].removeprefix("Value error, ").rstrip(".")
    return (
        Translatable("مقدار {given} پذیرفته نیست: {rule}.").filled(given=given, rule=RULES.get(rule, rule)),
        Translatable("مقدار را درست کنید."),
    )


def shown(given: object) -> str:
    """Return the value as its author may have written it, not too long."""
    return f'"{given}"' if isinstance(given, str) else str(given)[:80]
