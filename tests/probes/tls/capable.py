"""What a well kept server of today is willing to speak."""

from sanjeh.core.probing.artifacts.tls import TlsCapabilities
from tests.net.authority import NOW

CAPABLE = TlsCapabilities(
    read_at=NOW,
    versions={"SSLv3": False, "TLSv1": False, "TLSv1.1": False, "TLSv1.2": True, "TLSv1.3": True},
    suites={
        "TLSv1.3": ("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"),
        "TLSv1.2": (
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        ),
    },
    order="server",
    groups=("X25519MLKEM768", "x25519", "secp256r1"),
    has_compression=False,
    has_secure_renegotiation=True,
    has_extended_master_secret=True,
    has_tickets=True,
    refuses_fallback=True,
    is_stapled=False,
    handshakes=31,
)
