"""The ranking as one page that needs nothing else: no script, no font, no server."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.results.model import OVERALL, BodyResult
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Translatable
from sanjeh.edition.facts import BodyFacts, RoundFacts

STYLE = """
:root { color-scheme: light dark; --ink: #16212b; --soft: #4a5965; --paper: #fff; --line: #e1e7ea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eef1; --soft: #b3c0c9; --paper: #12191f; --line: #2c3840; }
}
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1rem; color: var(--ink); background: var(--paper);
  font-family: Vazirmatn, "Noto Naskh Arabic", Tahoma, sans-serif; line-height: 1.9; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-block-start: 2.5rem; }
p, li { max-width: 68ch; } .soft { color: var(--soft); }
.wide { overflow-x: auto; } table { border-collapse: collapse; inline-size: 100%; }
caption { text-align: start; color: var(--soft); padding-block-end: .5rem; }
th, td { text-align: start; vertical-align: top; padding: .45rem .6rem;
  border-block-end: 1px solid var(--line); }
th { font-weight: 600; } .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
code { overflow-wrap: anywhere; font-size: .85em; }
@media print { body { max-width: none; padding: 0; } }
"""
COLUMNS = ("جایگاه", "دستگاه", "نمره", "رده", "مرحله بلوغ", "پوشش")
CAPTION_OF_WEIGHTS = "در پرانتز، بازه‌ای که جایگاه دستگاه با تغییر معقول وزن‌ها در نود درصد موارد در آن می‌ماند."
CAPTION_OF_DRAWS = (
    "در پرانتز، بازه‌ای که جایگاه دستگاه در نود درصد تکرارها در آن می‌ماند. "
    "در هر تکرار همه آنچه روش نام برده است با هم تغییر می‌کند. "
    "دستگاه‌های یک گروه را تکرارها از هم جدا نمی‌کنند. "
    'آنچه از تکرارها برمی‌آید در <bdi dir="ltr">uncertainty.csv</bdi> است.'
)
CAPTION_OF_PAIRS = (
    "در پرانتز، رتبه‌هایی که هیچ تفاوت روشنی با دستگاهی دیگر آن‌ها را رد نمی‌کند: "
    "رتبه‌ی راستین هر دستگاه در نود درصد دوره‌ها میان آن‌هاست. "
    "در هر تکرار همه‌ی آنچه روش نام برده است با هم تغییر می‌کند. "
    "دستگاه‌های یک گروه را تکرارها از هم جدا نمی‌کنند. "
    'آنچه از تکرارها برمی‌آید در <bdi dir="ltr">uncertainty.csv</bdi> است.'
)
BEFORE_THE_FIRST = Translatable("پیش از مرحله نخست")


def fa(value: object) -> str:
    return in_digits(value, "fa")


def percent(share: float) -> str:
    return f"{fa(half_up(share * 100, 0))}٪"


def ranking_html(
    facts: RoundFacts, methodology: Methodology, results: Sequence[BodyResult], bodies: dict[str, BodyFacts]
) -> str:
    """Return the whole page; `results` stand in the order of the places."""
    ranked = [one for one in results if OVERALL in one.places]
    apart = [one for one in results if OVERALL not in one.places]
    title = escape(f"رتبه‌بندی: {facts.title.fa}")
    parts = (
        f'<!doctype html>\n<html lang="fa" dir="rtl">\n<head><meta charset="utf-8"><title>{title}</title>',
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>',
        f"<body><main><h1>{title}</h1>",
        introduction(facts, methodology, len(ranked)),
        ranking_table(methodology, ranked, bodies),
        caps_list(methodology, ranked),
        apart_list(apart, bodies),
        recomputing(facts),
        "</main></body></html>\n",
    )
    return "\n".join(part for part in parts if part)


def introduction(facts: RoundFacts, methodology: Methodology, ranked: int) -> str:
    own = f"<p>{escape(methodology.stated_as_our_own.fa)}</p>" if methodology.stated_as_our_own else ""
    reason = (
        f"<p>این ویرایش جایگزین ویرایش پیشین است، زیرا: {escape(facts.reason)}</p>" if facts.reason else ""
    )
    asked = (
        f"<p>در این دوره تنها شاخص‌هایی سنجیده شد که سنجش خودکار دارند: "
        f"{percent(facts.share_of_whole)} وزن کل روش.</p>"
        if facts.share_of_whole < 1
        else ""
    )
    disputed = (
        "<p>این نمره‌ها هنگام انتشار در دست رسیدگی بود و شاید عوض شود: "
        f'<bdi dir="ltr">{escape(", ".join(facts.disputed))}</bdi></p>'
        if facts.disputed
        else ""
    )
    edition, number = f"ویرایش {fa(facts.edition)}", f"{fa(ranked)} دستگاه رتبه‌بندی شد"
    of = f'دسته <bdi dir="ltr">{escape(facts.category)}</bdi> · ' if facts.category else ""
    method = f'روش <bdi dir="ltr">{escape(facts.methodology)}</bdi>'
    return f'<p class="soft">{edition} · {of}{method} · {number}</p>{own}{asked}{reason}{disputed}'


def ranking_table(
    methodology: Methodology, ranked: Sequence[BodyResult], bodies: dict[str, BodyFacts]
) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    sizes = Counter(one.firmness.group for one in ranked if one.firmness)
    rows = "\n".join(ranking_line(methodology, one, bodies[one.body.unit], sizes) for one in ranked)
    drawn = CAPTION_OF_PAIRS if methodology.has_confident_places else CAPTION_OF_DRAWS
    caption = drawn if methodology.uncertainty else CAPTION_OF_WEIGHTS
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="جدول رتبه‌بندی"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>"
    )


def ranking_line(methodology: Methodology, one: BodyResult, body: BodyFacts, sizes: Mapping[int, int]) -> str:
    place = one.places[OVERALL]
    classes = {grade.code: grade.title.fa for grade in methodology.classes}
    stages = {stage.number: stage.title.fa for stage in methodology.stages}
    around = f"({fa(place.low)} تا {fa(place.high)})"
    held = f"{escape(classes.get(one.class_code, ''))}{'*' if one.capped_by else ''}"
    standing = f'{fa(place.rank)} <span class="soft">{around}</span>{firm_place(one, sizes)}'
    cells = (
        f'<td class="number">{standing}</td>',
        f'<th scope="row">{escape(body.title.fa)}</th>',
        f'<td class="number">{fa(one.score)}</td>',
        f"<td>{held}{firm_class(one, classes)}</td>",
        f"<td>{escape(stages.get(one.stage or 0, BEFORE_THE_FIRST.fa))}</td>",
        f'<td class="number">{percent(one.coverage)}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"


def firm_place(one: BodyResult, sizes: Mapping[int, int]) -> str:
    """Say from whom a body cannot be told apart, and how often it stands above the next one."""
    if one.firmness is None:
        return ""
    group, above = one.firmness.group, one.firmness.p_above_next
    told = [
        f"گروه {fa(group)} ({fa(sizes[group])} دستگاه)" if sizes[group] > 1 else "",
        "" if above is None else f"بالاتر از بعدی: {share_of_draws(above)}",
    ]
    return "".join(f'<br><span class="soft">{said}</span>' for said in told if said)


def firm_class(one: BodyResult, classes: Mapping[str, str]) -> str:
    """Say in which share of the draws a body was in each class, and whether its own is borderline."""
    if one.firmness is None or len(one.firmness.p_classes) < 2:
        return ""
    shares = "، ".join(
        f"{escape(classes[code])} {share_of_draws(share)}" for code, share in one.firmness.p_classes
    )
    border = "رده مرزی: " if one.firmness.is_borderline else ""
    return f'<br><span class="soft">{border}{shares}</span>'


def share_of_draws(share: float) -> str:
    """Return a share in whole per cent; what is neither none nor all never reads as such."""
    return percent(min(max(share, 0.01), 0.99) if 0 < share < 1 else share)


def caps_list(methodology: Methodology, ranked: Sequence[BodyResult]) -> str:
    """Say what the star beside a class means: a class that is lower than its score."""
    holding = {code for one in ranked for code in one.capped_by}
    says = " ".join(escape(cap.says.fa) for cap in methodology.caps if cap.indicator in holding)
    return f'<p class="soft">* رده از نمره پایین‌تر است. {says}</p>' if holding else ""


def apart_list(apart: Sequence[BodyResult], bodies: dict[str, BodyFacts]) -> str:
    if not apart:
        return ""
    lines = "\n".join(
        f"<li>{escape(bodies[one.body.unit].title.fa)}: پوشش {percent(one.coverage)}</li>" for one in apart
    )
    return (
        "<h2>دستگاه‌هایی که داده کافی ندارند</h2>"
        f"<p>از این دستگاه‌ها آن‌قدر دیده نشد که بتوان نمره‌ای منتشر کرد؛ جا نگرفتن به معنای بد بودن نیست.</p>"
        f"<ul>{lines}</ul>"
    )


def recomputing(facts: RoundFacts) -> str:
    return (
        "<h2>خودتان دوباره حساب کنید</h2>"
        "<p>همه آنچه این اعداد از آن به دست آمده کنار همین صفحه است: "
        '<bdi dir="ltr">observations.csv</bdi>، <bdi dir="ltr">bodies.csv</bdi>، '
        '<bdi dir="ltr">methodology.toml</bdi> و <bdi dir="ltr">round.json</bdi>. '
        'اثر انگشت هر پرونده در <bdi dir="ltr">manifest.json</bdi> آمده است.</p>'
        f'<p class="soft">اثر انگشت روش: <code dir="ltr">{escape(facts.methodology_hash)}</code></p>'
    )
