"""Every move about how people reach the house, and what they are answered."""

from enum import StrEnum


class ChannelMove(StrEnum):
    """What is done with the ways by which people reach the house."""

    ENTER = "enter"
    AUTHORISE = "authorise"
    END = "end"
    REPORT = "report"
