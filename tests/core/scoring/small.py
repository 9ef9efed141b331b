"""A small methodology that a reader can score in the head, and the observations for it."""

from functools import cache

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value

WORDS = '{ fa = "واژه", en = "word" }'
GUIDE = f"guide = {{ why = {WORDS}, good = {WORDS}, mend = {WORDS} }}"


def indicator(
    code: str, *, weight: str = "50", unit: str = "body", more: str = "", scale: str = "share"
) -> str:
    return f"""
[[axes.indicators]]
code = "{code}"
title = {WORDS}
weight = {weight}
unit = "{unit}"
sources = ["assessor", "probe", "self_declaration", "record"]
scale = {{ kind = "{scale}" }}
stage = 1
evidence = {WORDS}
{GUIDE}
{more}
"""


def axis(code: str, *indicators: str, weight: str = "50") -> str:
    return f'[[axes]]\ncode = "{code}"\ntitle = {WORDS}\nweight = {weight}\n' + "".join(indicators)


HEAD = f"""
code = "small"
version = 1
title = {WORDS}
compensation = {WORDS}
unverified_at_most = 33
digits = {{ score = 2 }}
coverage = {{ axis = 0.5, index = 0.5 }}
classes = [
  {{ code = "good", title = {WORDS}, at_least = 75 }},
  {{ code = "fair", title = {WORDS}, at_least = 50 }},
  {{ code = "poor", title = {WORDS}, at_least = 0 }},
]
caps = [{{ indicator = "A1", below = 20, grade = "poor", says = {WORDS} }}]
"""

STAGES = f"""
[[stages]]
number = 1
title = {WORDS}
about = {WORDS}
service = [{{ indicator = "B2", at_least = 60 }}]
body = [{{ indicator = "A1", at_least = 50 }}]
services_share = 0.5

[[stages]]
number = 2
title = {WORDS}
about = {WORDS}
service = [{{ indicator = "B2", at_least = 90 }}]
body = [{{ indicator = "A2", at_least = 80 }}, {{ indicator = "B1", at_least = 10 }}]
services_share = 1.0
"""

TREE = axis("A", indicator("A1"), indicator("A2")) + axis(
    "B", indicator("B1", weight="25"), indicator("B2", weight="75", unit="service")
)
TEXT = HEAD + STAGES + TREE


@cache
def small() -> Methodology:
    return parse_methodology(TEXT, "small.toml")


def seen(code: str, number: float, service: str = "", address: str = "", unit: str = "body") -> Observation:
    return Observation(unit, code, Value(number), Source.PROBE, service, address, (f"evidence of {code}",))


def unseen(code: str, state: State, service: str = "", address: str = "", unit: str = "body") -> Observation:
    return Observation(unit, code, NoValue(state, "why"), Source.PROBE, service, address)
