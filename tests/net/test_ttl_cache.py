from sanjeh.net.ttl_cache import TtlCache


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def cache(clock: Clock | None = None) -> TtlCache[str, str]:
    return TtlCache(most=3, longest_s=300, clock=clock or Clock())


def test_an_answer_is_believed_as_long_as_it_says_and_never_longer_than_the_cache_does() -> None:
    clock = Clock()
    kept = cache(clock)
    kept.keep("a", "short", 10)
    kept.keep("b", "long", 86_400)
    kept.keep("c", "silent")

    seen = []
    for moment in (1009.0, 1010.0, 1299.0, 1300.0):
        clock.now = moment
        seen.append([kept.known(key) for key in "abc"])

    assert seen == [
        ["short", "long", "silent"],
        [None, "long", "silent"],
        [None, "long", "silent"],
        [None, None, None],
    ]


def test_what_says_that_it_holds_for_no_time_is_not_kept_and_takes_the_older_answer_away() -> None:
    kept = cache()
    kept.keep("a", "before", 10)

    assert kept.keep("a", "now", 0) == "now"
    assert kept.known("a") is None


def test_the_oldest_answers_make_room_and_one_that_is_kept_again_is_the_newest() -> None:
    kept = cache()
    for key in ("a", "b", "c", "a", "d"):
        kept.keep(key, key.upper())

    assert [kept.known(key) for key in "abcd"] == ["A", None, "C", "D"]
