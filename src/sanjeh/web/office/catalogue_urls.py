"""Addresses of the list of bodies and services for staff."""

from django.urls import path

from sanjeh.core.catalogue.tables import Sheet
from sanjeh.web.office.catalogue import bulk, imports, lists, units

urlpatterns = [
    path("catalogue/", lists.UnitList.as_view(sheet=Sheet.BODIES), name="catalogue"),
    path(
        "catalogue/services/",
        lists.UnitList.as_view(sheet=Sheet.SERVICES),
        name="catalogue-services",
    ),
    path("catalogue/new/body/", units.NewBody.as_view(), name="catalogue-new-body"),
    path("catalogue/new/service/", units.NewService.as_view(), name="catalogue-new-service"),
    path("catalogue/bodies/<slug:code>/", units.BodyPage.as_view(), name="catalogue-body"),
    path("catalogue/services/<slug:code>/", units.ServicePage.as_view(), name="catalogue-service"),
    path("catalogue/bulk/bodies/", bulk.BulkEdits.as_view(sheet=Sheet.BODIES), name="catalogue-bulk-bodies"),
    path(
        "catalogue/bulk/services/",
        bulk.BulkEdits.as_view(sheet=Sheet.SERVICES),
        name="catalogue-bulk-services",
    ),
    path("catalogue/imports/", imports.Imports.as_view(), name="catalogue-imports"),
    path("catalogue/imports/<int:number>/", imports.ImportPage.as_view(), name="catalogue-import"),
    path("catalogue/imports/<int:number>/file/", imports.ImportFile.as_view(), name="catalogue-import-file"),
    path("catalogue/files/<str:name>", lists.WholeList.as_view(), name="catalogue-file"),
]
