"""Who may answer for an indicator."""

from enum import StrEnum


class Source(StrEnum):
    """Who says so; an indicator lists its sources by precedence."""

    PROBE = "probe"
    SELF_DECLARATION = "self_declaration"
    ASSESSOR = "assessor"
    CITIZEN = "citizen"
    RECORD = "record"
