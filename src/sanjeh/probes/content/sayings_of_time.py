"""What people say for a time without a number, or with one and no time: «همان روز», «۷ روز هفته»."""

import re

from sanjeh.core.text.english_numbers import in_digits
from sanjeh.core.text.written_numbers import NUMBER

_QUARTER = re.compile(r"(?<!\w)(?:(یک|1|سه|3) )?ربع ساعت(?!\w)|(?<=ساعت و )(?:(یک|1|سه|3) )?ربع(?!\w)")
_MINUTES = {"سه": 45, "3": 45}
_HALF = re.compile(r"(?<!\w)نصف (?=روز|ساعت|ماه|سال)")
_ONE = re.compile(
    r"(?<!\w)(?<!\btimes )(?<!\bonce )(?<!\btwice )an? "
    r"(?=(?:minute|hour|day|week|month|year|working day|business day)(?!\w))"
)
_FORTNIGHT = re.compile(r"(?<!\w)(?:a )?fortnight(?!\w)")
# Hours of opening and turns are no time of an answer: «۲۴ ساعت شبانه‌روز», «روزی ۸ ساعت», "7 days a week".
_SPAN = r"(?:هفته|شبانه ?روز|روز|ماه|سال)(?!\w| ?ها| کاری)"
_UNIT = r"(?:ساعت|روز)ه?"
_TURNS = re.compile(
    rf"{NUMBER}\s?{_UNIT}(?: کاری)?(?: (?:در|از|طی))?(?: (?:هر|طول))? {_SPAN}"
    rf"|(?<!\w)(?:روزی|هفته ای|ماهی|سالی|هر (?:روز|هفته|ماه|سال)) {NUMBER}\s?{_UNIT}(?!\w)"
    rf"|{NUMBER}\s?ساعته و {NUMBER}\s?روز(?: (?:در|از))? هفته(?!\w)"
    rf"|{NUMBER} (?:hours?|days?) (?:an?|per|each|every|in an?) (?:day|week|month|year)(?!\w)"
)
# «هر سه ماه یک بار» says how often, «۳ روز پیش از انقضا» until when people may come.
_ANY_UNIT = r"(?:دقیقه|ساعت|روز|هفته|ماه|سال)"
_ENGLISH_UNIT = r"(?:working |business )?(?:minute|hour|day|week|month|year)s?"
_NO_ANSWER = re.compile(
    rf"(?<!\w)هر {NUMBER}\s?{_ANY_UNIT}(?!\w)|{NUMBER}\s?{_ANY_UNIT} ?یک ?بار(?!\w)"
    rf"|{NUMBER}\s?{_ANY_UNIT}(?: ?کاری| اداری)? (?:قبل|پیش|مانده)(?!\w)"
    rf"|(?<!\w)every {NUMBER} {_ENGLISH_UNIT}(?!\w)|{NUMBER} {_ENGLISH_UNIT} (?:before|ago|prior)(?!\w)"
)
_THIS_DAY = re.compile(
    r"(?<!\w)(?:همان روز|(?:پایان|آخر|انتهای) (?:وقت )?(?:اداری )?(?:همان )?روز"
    r"|روز کاری (?:بعد|آینده|پس از آن)|same[ -](?:working |business )?day|next (?:working|business) day)"
    r"(?!\w| ?ها| قبل)"
)


def in_numbers(text: str) -> str:
    """Return a normalised text with a number in each saying, and without what tells hours of opening."""
    told = _QUARTER.sub(lambda found: f"{_MINUTES.get(found[1] or found[2], 15)} دقیقه", text)
    told = _FORTNIGHT.sub("2 weeks", _HALF.sub("نیم ", told))
    return in_digits(_ONE.sub("1 ", _NO_ANSWER.sub(" ", _TURNS.sub(" ", in_digits(told)))))


def is_within_a_day(text: str) -> bool:
    """Tell whether a normalised text promises the same or the next working day."""
    return _THIS_DAY.search(text) is not None
