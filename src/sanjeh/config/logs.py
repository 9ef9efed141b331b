"""Where events go: to standard error, one a line; ours and those of Django, Granian, Procrastinate alike."""

import json
import logging.config
import sys
from collections.abc import Mapping
from io import StringIO
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from sanjeh.config import environment
from sanjeh.core.text.legible import harmless, legible, unmasked

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS = ("text", "json")
# Facts that others give to a line of theirs; whatever else they hang on it is theirs alone.
FOREIGN_FACTS = frozenset({"status_code"})
ADDRESSES = ("url", "address", "path")
# It tells of every job it takes and gives back; what became of ours is told by ourselves.
CHATTY = "procrastinate"


def dict_config() -> dict[str, Any]:
    """Return the settings of `logging`, from SANJEH_LOG_LEVEL and SANJEH_LOG_FORMAT; it can be pickled."""
    level = environment.choice("SANJEH_LOG_LEVEL", LEVELS, "INFO")
    own_ways = ("django", "django.server", "_granian", "granian.access")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "house": {
                "()": "sanjeh.config.logs.formatter",
                "is_json": environment.choice("SANJEH_LOG_FORMAT", FORMATS, "text") == "json",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "house"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            **{name: {"handlers": [], "level": "NOTSET", "propagate": True} for name in own_ways},
            CHATTY: {"level": level if level != "INFO" else "WARNING"},
        },
    }


def configure(settings: Mapping[str, Any]) -> None:
    """Send the events of `structlog` and the lines of `logging` one way."""
    logging.config.dictConfig(dict(settings))
    join_events()


def join_events() -> None:
    """Hand the events of `structlog` to `logging`."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *facts(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def facts() -> tuple[Processor, ...]:
    """Return what is added to every line: the facts of its job or request, when, how grave, by whom."""
    return (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_queries,
        in_one_line,
    )


def without_queries(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Cut addresses off before their query: what visitors and sites put there is none of ours to keep."""
    for name in ADDRESSES:
        if isinstance(event.get(name), str):
            event[name] = event[name].partition("?")[0]
    return event


def in_one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Write out what cannot be seen: a line that others chose shall not look like two of ours."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = legible(value)
    return event


def one_line_of_json(event: object, **_options: object) -> str:
    return unmasked(json.dumps(event, ensure_ascii=False, default=str))


def plain_traceback(file: TextIO, exc_info: ExcInfo) -> None:
    """Write a traceback, whose message may be of others; a pretty one would show variables, and secrets."""
    text = StringIO()
    structlog.dev.plain_traceback(text, exc_info)
    file.write(harmless(text.getvalue()))


def formatter(*, is_json: bool) -> logging.Formatter:
    """Return what writes one event as one line: JSON, or words in colours where somebody watches."""
    if is_json:
        ends: list[Processor] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=one_line_of_json),
        ]
    else:
        ends = [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain_traceback)
        ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=FOREIGN_FACTS), *facts()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ends],
    )
