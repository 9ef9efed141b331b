"""What is done with the register of those from outside the house."""

from enum import StrEnum


class OutsideMove(StrEnum):
    REGISTER = "register"
    END = "end"
