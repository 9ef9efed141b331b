"""Under which address people find this site: keys of a browser belong to it, and to no other."""

from urllib.parse import urlsplit

from django.http import HttpRequest

from sanjeh.apps.conf import conf


def origin_of(request: HttpRequest) -> str:
    """Return where people find this site: as the settings say, else where this request was sent.

    A proxy may call us by another name; the browser signs the one that its reader sees.
    """
    told = urlsplit(conf()["SITE_URL"] or f"{request.scheme}://{request.get_host()}")
    host = f"[{told.hostname}]" if ":" in (told.hostname or "") else told.hostname
    # RFC 6454 §6.2: a browser leaves out the port that the scheme has anyway.
    usual = 443 if told.scheme == "https" else 80
    port = f":{told.port}" if told.port not in (None, usual) else ""
    return f"{told.scheme}://{host}{port}"


def host_of(request: HttpRequest) -> str:
    """Return the name under which keys of this site are made (WebAuthn: the id of the relying party)."""
    return urlsplit(origin_of(request)).hostname or ""
