import pytest

from sanjeh.probes.content.markers import marks, strays


@pytest.mark.parametrize(
    ("tag", "faults"),
    [
        ('<p data-service-feild="fee">', [("unknown_attribute", "data-service-field")]),
        ('<p data-service-field="kontact">', [("unknown_field", "contact")]),
        ('<p data-service-field="doc_uments fee">', [("unknown_field", "documents")]),
        ('<a data-service-link="open_data">', [("unknown_link", "open-data")]),
        ('<a data-service-link="">', [("unknown_link", "")]),
        ('<p data-service="123">', [("bad_code", "")]),
        ('<p data-service="۱۲۳۴۵۶۷۸۹۰۱">', []),
        ('<p data-service-field="duration" data-service-value="3 days">', [("bad_value", "P3D")]),
        ('<p data-service-field="fee" data-service-value="۵۰٬۰۰۰">', [("bad_value", "50000")]),
        ('<p data-service-field="updated" data-service-value="1405/08/12">', []),
        ('<p data-id="7" class="data-service">', []),
    ],
)
def test_a_marker_that_nobody_understands_is_named(tag: str, faults: list[tuple[str, str]]) -> None:
    assert [(stray.fault, stray.meant) for stray in strays(marks(f"{tag}x"))] == faults


def test_a_marker_is_found_on_its_line() -> None:
    commented = '<!-- <p data-service-field="law"> -->'
    markup = f'<html>\n<p\n data-service-field="fee">\n{commented}\n<a data-service-link="x y">'

    assert [(mark.attribute, mark.value, mark.line) for mark in marks(markup)] == [
        ("data-service-field", "fee", 2),
        ("data-service-link", "x y", 5),
    ]
