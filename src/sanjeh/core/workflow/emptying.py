"""The order by which a demo is emptied: the office writes it, and whoever runs the demo carries it out."""

import json
from dataclasses import asdict, dataclass

ORDER_NAME = "emptying.json"  # in the folder `demo` of the data folder, which goes last


@dataclass(frozen=True, slots=True)
class EmptyingOrder:
    """Who begins in earnest, by which link, and who asked for it; `secret` opens the first office."""

    name: str
    email: str
    secret: str
    asked_by: str

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()


def order_of(content: bytes) -> EmptyingOrder:
    """Return what was ordered; raise ValueError or TypeError for anything else."""
    return EmptyingOrder(**json.loads(content))
