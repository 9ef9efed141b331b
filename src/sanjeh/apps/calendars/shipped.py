"""The Iranian calendar of 1403 to 1405 as it comes with the program.

The official holidays of the solar year count at once. Those of the moon are reckoned here and may be
a day or two off: each waits for a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sanjeh.core.text.islamic import islamic
from sanjeh.core.text.jalali import gregorian

YEARS = (1403, 1404, 1405)
FIRST_DAY = gregorian(YEARS[0], 1, 1)
# Saturday to Wednesday from half past seven to half past two; offices rest on Thursdays and Fridays.
OPENS, CLOSES = 7 * 3600 + 1800, 14 * 3600 + 1800
WORKED = [[OPENS, CLOSES]]
WEEK: list[list[list[int]]] = [WORKED, WORKED, WORKED, [], [], WORKED, WORKED]
SOLAR = (
    ((1, 1), "نوروز", "Nowruz"),
    ((1, 2), "نوروز", "Nowruz"),
    ((1, 3), "نوروز", "Nowruz"),
    ((1, 4), "نوروز", "Nowruz"),
    ((1, 12), "روز جمهوری اسلامی", "Islamic Republic Day"),
    ((1, 13), "روز طبیعت", "Nature Day"),
    ((3, 14), "رحلت امام خمینی", "Death of Imam Khomeini"),
    ((3, 15), "قیام پانزده خرداد", "Uprising of 15 Khordad"),
    ((11, 22), "پیروزی انقلاب اسلامی", "Victory of the Revolution"),
    ((12, 29), "ملی شدن صنعت نفت", "National Oil Day"),
)
# Month and day; a day after which the month ends is written as the day before the next month.
LUNAR = (
    ((1, 9), "تاسوعا", "Tasua"),
    ((1, 10), "عاشورا", "Ashura"),
    ((2, 20), "اربعین", "Arbaeen"),
    ((2, 28), "رحلت پیامبر و شهادت امام حسن", "Death of the Prophet, martyrdom of Imam Hasan"),
    ((3, 0), "شهادت امام رضا", "Martyrdom of Imam Reza"),
    ((3, 8), "شهادت امام حسن عسکری", "Martyrdom of Imam Hasan Askari"),
    ((3, 17), "میلاد پیامبر و امام صادق", "Birth of the Prophet and of Imam Sadiq"),
    ((6, 3), "شهادت حضرت فاطمه", "Martyrdom of Fatima"),
    ((7, 13), "ولادت امام علی", "Birth of Imam Ali"),
    ((7, 27), "مبعث", "Mission of the Prophet"),
    ((8, 15), "ولادت امام زمان", "Birth of Imam Mahdi"),
    ((9, 21), "شهادت امام علی", "Martyrdom of Imam Ali"),
    ((10, 1), "عید فطر", "Eid al-Fitr"),
    ((10, 2), "تعطیلی عید فطر", "Holiday after Eid al-Fitr"),
    ((10, 25), "شهادت امام صادق", "Martyrdom of Imam Sadiq"),
    ((12, 10), "عید قربان", "Eid al-Adha"),
    ((12, 18), "عید غدیر", "Eid al-Ghadir"),
)


@dataclass(frozen=True, slots=True)
class ShippedHoliday:
    day: date
    title_fa: str
    title_en: str
    is_reckoned: bool


def holidays() -> tuple[ShippedHoliday, ...]:
    """Return the holidays of these years in their order."""
    found = sorted((*solar(), *lunar()), key=lambda one: (one.day, one.is_reckoned, one.title_en))
    return tuple(found)


def solar() -> Iterator[ShippedHoliday]:
    for year in YEARS:
        for (month, day), fa, en in SOLAR:
            yield ShippedHoliday(gregorian(year, month, day), fa, en, is_reckoned=False)


def lunar() -> Iterator[ShippedHoliday]:
    day, last = FIRST_DAY, gregorian(YEARS[-1] + 1, 1, 1)
    while day < last:
        _, month, of_month = islamic(day)
        _, next_month, next_day = islamic(day + timedelta(days=1))
        names = {(month, of_month)} | ({(next_month, 0)} if next_day == 1 else set())
        for name, fa, en in LUNAR:
            if name in names:
                yield ShippedHoliday(day, fa, en, is_reckoned=True)
        day += timedelta(days=1)
