"""What a published journal alone can show of the promises, on any machine and without a database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanjeh.core.integrity import hash_chain, lottery
from sanjeh.core.integrity.hash_chain import Line
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.permissions import PERMISSIONS, permission

DECIDED, SERVED, CLOSED, HEARD = (f"complaint.{state}" for state in ("decided", "served", "closed", "heard"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the lines show of one invariant: how many were looked at, and what violates it."""

    code: str
    title: Translatable
    looked_at: int
    refs: tuple[str, ...]


def shown_by(lines: Iterable[Line]) -> tuple[Shown, ...]:
    """Return each invariant that can be checked from the journal alone."""
    kept = tuple(lines)
    return tuple(Shown(code, title, *part(kept)) for code, title, part in PARTS)


Part = tuple[int, tuple[str, ...]]


def draws(lines: tuple[Line, ...]) -> Part:
    wrong = lottery.wrong_draw(lines)
    return sum(map(lottery.is_a_draw, lines)), (f"journal:{wrong.number}",) if wrong else ()


def seated_by_hand(lines: tuple[Line, ...]) -> Part:
    seats = [line for line in lines if lottery.is_a_draw(line)]
    return len(seats), tuple(line.entry.about[0] for line in seats if line.entry.by != "system")


def decided_unheard(lines: tuple[Line, ...]) -> Part:
    return without_earlier(lines, DECIDED, HEARD)


def closed_unserved(lines: tuple[Line, ...]) -> Part:
    return without_earlier(lines, CLOSED, SERVED)


def without_earlier(lines: tuple[Line, ...], what: str, needed: str) -> Part:
    """Return the matters of which `what` is told before `needed` was."""
    seen, count, refs = set[str](), 0, list[str]()
    for line in lines:
        if line.entry.what == needed:
            seen.add(line.entry.about[0])
        if line.entry.what == what:
            count += 1
            refs += [line.entry.about[0]] if line.entry.about[0] not in seen else []
    return count, tuple(refs)


def broken_chain(lines: tuple[Line, ...]) -> Part:
    broken = hash_chain.verify_chain(lines)
    return len(lines), (f"journal:{broken.number}",) if broken else ()


def bars() -> Mapping[str, frozenset[str]]:
    """Return, by the event of a move, the events of the moves whose maker may not make it."""
    return {
        row.event: frozenset(permission(bar).event for bar in row.apart_from)
        for row in PERMISSIONS
        if row.apart_from
    }


def same_person_twice(lines: tuple[Line, ...]) -> Part:
    people = [line for line in lines if line.entry.by.startswith("person:")]
    return len(people), tuple(dict.fromkeys(twice(people)))


def twice(lines: Iterable[Line]) -> Iterator[str]:
    done: dict[tuple[str, str], set[str]] = {}
    barred = bars()
    for line in lines:
        mine = done.setdefault((line.entry.by, line.entry.about[0]), set())
        if mine & barred.get(line.entry.what, frozenset()):
            yield line.entry.about[0]
        mine.add(line.entry.what)


PARTS = (
    ("I6", Translatable("هر رسیدگی‌کننده همان است که قرعه‌ی منتشرشده، حساب‌شده از دفتر، برمی‌گزیند."), draws),
    ("I7", Translatable("هیچ‌کس، هر نقشی که داشته باشد، کسی را با دست به رسیدگی نمی‌گمارد."), seated_by_hand),
    ("I10", Translatable("پیش از رأی، طرف دیگر شنیده می‌شود، و نه از زبان رسیدگی‌کننده."), decided_unheard),
    (
        "I19",
        Translatable("شکایت تنها پس از رسیدن رأی به شاکی بسته می‌شود، هیچ‌گاه با خاموشی."),
        closed_unserved,
    ),
    (
        "I29",
        Translatable("دفتر رویداد تنها بلندتر می‌شود: زنجیره و هر مهر امضاشده با سطرها می‌خواند."),
        broken_chain,
    ),
    (
        "I30",
        Translatable("کسی کار خودش را تأیید نمی‌کند: خواهنده و تأییدکننده، نویسنده و وارس دو نفرند."),
        same_person_twice,
    ),
)
