"""The addresses of the list in the office, and an import that waits at one of them."""

from sanjeh.apps.catalogue.imports import actions as imports
from tests import hands, people
from tests.apps import trip
from tests.apps.catalogue.files import services

CATALOGUE = (
    "/office/catalogue/",
    "/office/catalogue/services/",
    "/office/catalogue/bodies/B1/",
    "/office/catalogue/services/10000000001/",
    "/office/catalogue/imports/",
    "/office/catalogue/imports/1/",
    "/office/catalogue/imports/1/file/",
    "/office/catalogue/files/template.xlsx",
)
# Their forms ask for one of several moves.
OF_THE_LIST = {
    "/office/catalogue/imports/1/",
    "/office/catalogue/bulk/bodies/",
    "/office/catalogue/bulk/services/",
}


def prepared() -> None:
    """Let an import wait for a second person; the first of a database has the number 1."""
    with hands.owning():
        hands.tell("SELECT setval(pg_get_serial_sequence('catalogue_import', 'id'), 1, false)")
    content = services(("10010102000", "B1", "خدمت تازه", "https://body-1.example/new"))
    imports.prepare_import(file_name="list.xlsx", content=content, by=people.secretariat(), now=trip.NOW)
