"""Every move about how people reach the house, and what they are answered."""

from enum import StrEnum


class ChannelMove(StrEnum):
    """What is done with the ways by which people reach the house."""

    ENTER = "enter"
    AUTHORISE = "authorise"
    END = "end"
    REPORT = "report"


class MailMove(StrEnum):
    """What is done with a mail that came in and waits for a person."""

    TRY_AGAIN = "try_again"
    SETTLE = "settle"
    REDIRECT = "redirect"


class FeedbackMove(StrEnum):
    """What is done with what readers tell us of our pages."""

    SETTLE = "settle"
