"""Pages that are written to keep a reader busy: each is judged to its end."""

import json

import pytest

from sanjeh.probes.content.judge import PROBE
from tests.probes.content.pages import findings


def web_of_things() -> str:
    everything = [{"@id": f"#{n}"} for n in range(300)]
    graph = [{"@id": f"#{n}", "@type": "GovernmentService", "isRelatedTo": everything} for n in range(300)]
    return f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'


PAGES = {
    "things that all name one another": web_of_things(),
    "things in things": '<div itemscope itemtype="https://schema.org/Service" itemprop="offers">x' * 3000,
    "one endless word": f'<p data-service-field="duration">{"آ" * 300_000}</p>',
    "a word and then blanks": f'<p data-service-field="fee">{"مبلغ" + " " * 500_000}</p>',
    "digits without an end": f'<p data-service-field="fee">{"۱۲۳٬" * 50_000}</p>',
    "links without an end": '<a href="/x">ورود</a>' * 6_000,
    "labels without an answer": "<p>هزینه</p>" * 6_000,
    "braces without an end": f'<script type="application/ld+json">{"[" * 200_000}</script>',
    "attributes nobody knows": "".join(f'<p data-service-{n}="x">' for n in range(5_000)),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_wants_to_be_read_for_ever_is_judged(name: str) -> None:
    found = findings(PAGES[name])

    assert sorted(found) == sorted(check.id for check in PROBE.checks)
