"""Under which address people find this site: keys of a browser belong to it, and to no other."""

from urllib.parse import urlsplit

from django.http import HttpRequest

from sanjeh.apps.conf import conf

USUAL_PORTS = {"http": 80, "https": 443}


def origin_of(request: HttpRequest) -> str:
    """Return where people find this site: as the settings say, else where this request was sent.

    A proxy may call us by another name; the browser signs the one that its reader sees.
    """
    told = urlsplit(conf()["SITE_URL"] or f"{request.scheme}://{request.get_host()}")
    host = f"[{told.hostname}]" if ":" in (told.hostname or "") else told.hostname
    # RFC 6454 §6.2: a browser leaves out the port that the scheme has anyway.
    port = f":{told.port}" if told.port not in (None, USUAL_PORTS.get(told.scheme)) else ""
    return f"{told.scheme}://{host}{port}"


def host_of(request: HttpRequest) -> str:
    """Return the name under which keys of this site are made (WebAuthn: the id of the relying party)."""
    return urlsplit(origin_of(request)).hostname or ""
