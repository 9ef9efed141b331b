"""TLS settings of ours. They accept what a browser would refuse: the tls probe judges it."""

import ssl
import warnings
from functools import cache

# Old servers renegotiate in the old way; OpenSSL 3 refuses them otherwise, and we could not look at all.
_LEGACY_SERVER = getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)


@cache
def permissive_context() -> ssl.SSLContext:
    """Return a context that shows any certificate and speaks every version."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # Security level 0 also offers the key sizes and digests of TLS 1.0, so that they can be found.
    context.set_ciphers("ALL:!aNULL:!eNULL:@SECLEVEL=0")
    context.options |= _LEGACY_SERVER
    with warnings.catch_warnings():  # Python warns of old versions; offering them is the point here.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_3
    return context
