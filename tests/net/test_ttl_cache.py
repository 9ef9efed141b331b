from sanjeh.net.ttl_cache import TtlCache


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_believed_as_long_as_it_says_and_five_minutes_at_most() -> None:
    clock = Clock()
    memory: TtlCache[str] = TtlCache(clock)
    memory.keep(("a.test", "A"), "short", 10)
    memory.keep(("b.test", "A"), "long", 86_400)

    seen = []
    for moment in (1009.0, 1010.0, 1299.0, 1300.0):
        clock.now = moment
        seen.append((memory.known(("a.test", "A")), memory.known(("b.test", "A"))))

    assert seen == [("short", "long"), (None, "long"), (None, "long"), (None, None)]


def test_what_says_that_it_holds_for_no_time_is_not_kept() -> None:
    memory: TtlCache[str] = TtlCache(Clock())

    assert memory.keep(("a.test", "A"), "now", 0) == "now"
    assert memory.known(("a.test", "A")) is None


def test_the_oldest_answers_make_room() -> None:
    memory: TtlCache[int] = TtlCache(Clock())
    for number in range(20_001):
        memory.keep((str(number), "A"), number, 60)

    assert (memory.known(("0", "A")), memory.known(("1", "A")), memory.known(("20000", "A"))) == (
        None,
        1,
        20_000,
    )
