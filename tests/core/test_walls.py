import pytest

from sanjeh.core.failures import Reason
from sanjeh.core.walls import wall_in_front


@pytest.mark.parametrize(
    ("status", "text", "reason"),
    [
        (200, "دسترسی شما مسدود شده است. شناسه رخداد: 8812", Reason.BLOCKED_BY_WALL),
        (
            200,
            "The requested URL was rejected. Please consult with your administrator.",
            Reason.BLOCKED_BY_WALL,
        ),
        (200, "برای ادامه تأیید کنید که ربات نیستید.", Reason.CAPTCHA),
        (403, "", Reason.BLOCKED_BY_WALL),
        (429, "", Reason.RATE_LIMITED),
        (503, "در حال به‌روزرسانی هستیم", None),
        (200, "دریافت گواهی", None),
    ],
)
def test_a_wall_is_known_by_what_it_says(status, text, reason):
    assert wall_in_front(status, (), f"<p>{text}</p>", text) == reason


def test_a_long_page_that_speaks_of_walls_is_no_wall():
    text = "دسترسی شما مسدود شده است. " + "راهنمای رفع مشکل دیوار آتش برای کاربران این درگاه. " * 60

    assert wall_in_front(200, (), text, text) is None


def test_a_wall_is_known_by_its_header():
    assert wall_in_front(200, (("CF-Mitigated", "challenge"),), "", "سلام") == Reason.BLOCKED_BY_WALL
