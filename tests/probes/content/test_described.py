import pytest

from sanjeh.core.text.html import parse
from sanjeh.probes.content.described import described
from sanjeh.probes.content.vocabulary import described_value
from tests.probes.content.pages import findings, said

GRAPH = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "GovernmentService", "name": "صدور پروانه", "identifier": "12345678901",
   "serviceOperator": {"@id": "#body"}, "areaServed": "کشور",
   "availableChannel": {"@type": "ServiceChannel", "processingTime": "P3D",
     "servicePhone": {"@type": "ContactPoint", "telephone": "+98 21 12345678"}},
   "offers": [{"@type": "Offer", "price": 50000, "priceCurrency": "IRR"}]},
  {"@id": "#body", "@type": "GovernmentOrganization", "name": "سازمان نمونه", "telephone": "000"},
  {"@type": "WebPage", "dateModified": "2026-11-03"}]}</script>"""
CPSV = """<script type="application/ld+json">{"@context": {"cpsv": "http://purl.org/vocab/cpsv#"},
  "@type": "cpsv:PublicService", "dct:identifier": {"@value": "12345678901"},
  "cpsv:hasInput": [{"@type": "cv:Evidence", "dct:title": {"@value": "کارت ملی", "@language": "fa"}},
    {"dct:title": "شناسنامه"}],
  "cv:hasCost": {"@type": "cv:Cost", "cv:value": "20000",
    "cv:currency": {"@id": "http://publications.europa.eu/resource/authority/currency/IRR"}},
  "cv:processingTime": "P5D", "cv:hasLegalResource": {"@id": "https://body.example/law/5"}}</script>"""
MICRODATA = """<div itemscope itemtype="https://schema.org/GovernmentService"><h1 itemprop="name">صدور</h1>
  <div itemprop="availableChannel" itemscope itemtype="https://schema.org/ServiceChannel">
    <time itemprop="processingTime" datetime="P3D">سه روز</time></div>
  <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
    <meta itemprop="price" content="0"><meta itemprop="priceCurrency" content="IRR"></div></div>"""
RDFA = """<div vocab="http://purl.org/vocab/cpsv#" prefix="cv: http://data.europa.eu/m8g/"
  typeof="PublicService">
  <ul><li property="hasInput" typeof="cv:Evidence"><span property="dct:title">کارت ملی</span></li>
  <li property="hasInput" typeof="cv:Evidence"><span property="dct:title">سند</span></li></ul>
  <span property="cv:processingTime" content="P2D">دو روز</span></div>"""


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        (
            GRAPH,
            {
                "duration": "P3D",
                "fee": "50000 IRR",
                "contact": "+98 21 12345678",
                "code": "12345678901",
                "updated": "2026-11-03",
                "provider": "سازمان نمونه",
                "area": "کشور",
            },
        ),
        (
            CPSV,
            {
                "documents": "کارت ملی، شناسنامه",
                "fee": "20000 IRR",
                "duration": "P5D",
                "law": "https://body.example/law/5",
                "code": "12345678901",
            },
        ),
        (MICRODATA, {"title": "صدور", "duration": "P3D", "fee": "0 IRR"}),
        (RDFA, {"documents": "کارت ملی، سند", "duration": "P2D"}),
    ],
    ids=["schema.org JSON-LD", "CPSV-AP JSON-LD", "microdata", "RDFa Lite"],
)
def test_a_service_is_understood_in_every_public_vocabulary(page: str, fields: dict[str, str]) -> None:
    found = {name: described_value(described(parse(page)), name) for name in fields}

    assert {name: each and each.value for name, each in found.items()} == fields


@pytest.mark.parametrize(
    ("block", "things", "mended", "broken"),
    [
        ('{"@type": "Service", "name": "الف"}', 1, 0, 0),
        ('<!-- {"@type": "Service", "name": "الف",} -->', 1, 1, 0),
        ('//<![CDATA[\n{"@type": "Service"}\n//]]>', 1, 1, 0),
        ("{&quot;@type&quot;: &quot;Service&quot;}", 1, 1, 0),
        ('{"@type": "Service"', 0, 0, 1),
        ("[" * 100_000, 0, 0, 1),
    ],
    ids=["sound", "comment and comma", "cdata", "entities", "cut off", "bottomless"],
)
def test_slips_in_json_ld_are_overlooked_and_told(block: str, things: int, mended: int, broken: int) -> None:
    seen = described(parse(f'<script type="application/ld+json">{block}</script>'))

    assert (len(seen.things), seen.mended, seen.broken) == (things, mended, broken)


def test_the_telephone_of_another_thing_is_not_the_services() -> None:
    page = parse(GRAPH.replace('"servicePhone"', '"somethingElse"').replace('"telephone": "+98', '"x": "+98'))

    found = described_value(described(page), "contact")

    assert found is not None
    assert found.value == "000"  # the operator's own, which the service names; no stranger's


def test_a_described_service_needs_no_words() -> None:
    found = findings(CPSV)

    assert [said(found[f"content.{each}"]) for each in ("fee", "time", "code")] == [
        ("pass", "stated"),
        ("pass", "stated"),
        ("pass", "shown"),
    ]


def test_sample_text_in_a_description_is_no_answer() -> None:
    found = findings(CPSV.replace("کارت ملی", "متن نمونه"))

    assert found["content.sheet"].observed["missing"] == ["documents", "steps", "contact", "updated"]
