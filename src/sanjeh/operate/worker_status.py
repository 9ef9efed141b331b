"""`sanjeh worker --status`: whom all workers leave alone at present, and why."""

from collections.abc import Iterator

from sanjeh.apps.scans.throttle_status import ThrottleStatus
from sanjeh.core.text.numerals import in_digits, number
from sanjeh.core.text.words import Language, Words
from sanjeh.web.formatting import moment

VISITED = Words("اکنون در {count} جا بازدید می‌شود.", "Being visited now: {count}.")
SLOWED = Words("آهسته‌تر از معمول: {count} جا.", "Visited more slowly than usual: {count}.")
RESTS = Words("{place} تا {until} آسوده است: {why}", "{place} is left alone until {until}: {why}")
LATER = Words("{count} نشانی بعداً دوباره دیده می‌شود.", "Addresses to be looked at again later: {count}.")
LATER_ONE = Words("  {at}  {url}", "  {at}  {url}")
PAUSED = Words("{url} به خواست دارنده تا {until}", "{url} at its owner's wish until {until}")
NOBODY = Words("هیچ میزبانی آسوده گذاشته نشده است.", "No host is being left alone.")


def lines(now: ThrottleStatus, language: Language) -> Iterator[str]:
    """Yield what the status says, a line at a time."""

    def say(text: Words, **facts: str) -> str:
        return text.in_language(language).format(**facts)

    yield say(VISITED, count=number(now.visited, language))
    yield say(SLOWED, count=number(now.slowed, language))
    for rest in now.resting:
        until, why = moment(rest.until, language), rest.why.in_language(language)
        yield say(RESTS, place=rest.place, until=until, why=why)
    for pause in now.paused:
        yield say(PAUSED, url=pause.url, until=moment(pause.until, language))
    if not (now.resting or now.paused):
        yield say(NOBODY)
    yield say(LATER, count=in_digits(now.later_count, language))
    for one in now.later:
        yield say(LATER_ONE, at=moment(one.at, language), url=one.url)
