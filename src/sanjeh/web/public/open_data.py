"""The editions and their files."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.publication import queries as publication
from sanjeh.edition.sign import as_pem
from sanjeh.web.missing import or_404

FILE = 'attachment; filename="keys.pem"'


def editions(request: HttpRequest) -> HttpResponse:
    shown = {"editions": publication.editions(), "key": publication.public_keys()[0]}
    return render(request, "public/open_data.html", shown)


def public_keys(request: HttpRequest) -> HttpResponse:
    """Give every public key of this installation, the present one first, for `sanjeh verify --key`."""
    del request
    keys = as_pem(publication.public_keys())
    return HttpResponse(keys, content_type="application/x-pem-file", headers={"Content-Disposition": FILE})


def edition_file(request: HttpRequest, code: str, number: int, name: str) -> FileResponse:
    del request
    with or_404(publication.NoSuchEdition):
        path = publication.edition_file(code, number, name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"sanjeh-{code}-{number}-{name}")


def edition_archive(request: HttpRequest, code: str, number: int) -> FileResponse:
    """Give the whole edition in one file, for `sanjeh verify`."""
    del request
    with or_404(publication.NoSuchEdition):
        archive = publication.edition_archive(code, number)
    return FileResponse(archive, as_attachment=True, filename=f"sanjeh-{code}-{number}.zip")
