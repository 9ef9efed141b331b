"""What the numbers of TLS are called: versions, suites, groups. Codes are those of the IANA registry."""

from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

SSL3, TLS1_0, TLS1_1, TLS1_2, TLS1_3 = 0x0300, 0x0301, 0x0302, 0x0303, 0x0304
VERSIONS: Mapping[int, str] = MappingProxyType(
    {SSL3: "SSLv3", TLS1_0: "TLSv1", TLS1_1: "TLSv1.1", TLS1_2: "TLSv1.2", TLS1_3: "TLSv1.3"}
)

GROUPS: Mapping[int, str] = MappingProxyType(
    {
        0x11EC: "X25519MLKEM768",
        0x11EB: "SecP256r1MLKEM768",
        0x11ED: "SecP384r1MLKEM1024",
        0x001D: "x25519",
        0x0017: "secp256r1",
        0x0018: "secp384r1",
        0x0019: "secp521r1",
        0x001E: "x448",
        0x0100: "ffdhe2048",
        0x0101: "ffdhe3072",
        0x0102: "ffdhe4096",
        0x0103: "ffdhe6144",
        0x0104: "ffdhe8192",
        0x001A: "brainpoolP256r1",
        0x001B: "brainpoolP384r1",
        0x001C: "brainpoolP512r1",
        0x0015: "secp224r1",
        0x0013: "secp192r1",
        0x0016: "secp256k1",
    }
)
X25519 = 0x001D
_OF_TLS13_ONLY = frozenset({0x11EC, 0x11EB, 0x11ED})
_NOT_OF_TLS13 = frozenset({0x0015, 0x0013, 0x0016, 0x001A, 0x001B, 0x001C})
_LATE_WORDS = ("GCM", "CCM", "POLY1305", "SHA256", "SHA384")


def _read_suites() -> dict[int, str]:
    text = resources.files(__package__).joinpath("suites.txt").read_text(encoding="ascii")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return {int(code, 16): name for code, name in rows}


SUITES: Mapping[int, str] = MappingProxyType(_read_suites())
_TLS13_SUITES = tuple(code for code in SUITES if code >> 8 == 0x13)
_OTHER_SUITES = tuple(code for code in SUITES if code >> 8 != 0x13)
_EARLY_SUITES = tuple(code for code in _OTHER_SUITES if not any(word in SUITES[code] for word in _LATE_WORDS))


def suites_of(version: int) -> tuple[int, ...]:
    """Return the suites that a server may choose in this version, in the order in which we ask."""
    if version == TLS1_3:
        return _TLS13_SUITES
    return _OTHER_SUITES if version == TLS1_2 else _EARLY_SUITES


def groups_of(version: int) -> tuple[int, ...]:
    """Return the groups that a server may choose in this version; finite fields count in 1.3 only.

    Earlier versions take their Diffie-Hellman prime from the server, whatever is offered.
    """
    if version == TLS1_3:
        return tuple(code for code in GROUPS if code not in _NOT_OF_TLS13)
    return tuple(code for code in GROUPS if code not in _OF_TLS13_ONLY and not 0x0100 <= code <= 0x0104)


def is_elliptic(suite: int) -> bool:
    """Return whether a suite makes its key for one connection, on a curve."""
    return "_ECDHE_" in SUITES[suite] or "_ECDH_anon_" in SUITES[suite]


def suite_name(code: int) -> str:
    return SUITES.get(code, f"0x{code:04X}")


def group_name(code: int) -> str:
    return GROUPS.get(code, f"0x{code:04X}")
