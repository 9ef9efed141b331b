"""The one typed door to environment variables; a wrong value stops the start with a sentence."""

import errno
import os
import re
import secrets
import shutil
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanjeh.core.catalogue.addresses import is_web_address
from sanjeh.core.messages.mail_box import MailBoxUnreadable
from sanjeh.core.messages.mail_box import mail_box as read_mail_box
from sanjeh.core.messages.mail_server import MailServerUnreadable
from sanjeh.core.messages.mail_server import mail_server as read_mail_server
from sanjeh.engine.atomic_write import write_new_file

WEB_ADDRESS = re.compile(r"https?://[!-'*-~]+")  # no space and no bracket: it stands in a comment of a header
TRUST_ANCHOR = re.compile(
    r"\S+ (?P<tag>[0-9]{1,5}) (?P<algorithm>[0-9]{1,3}) (?P<kind>[0-9]) (?P<digest>[0-9A-Fa-f]+)"
)
# SHA-1, SHA-256, SHA-384 (IANA, DS RR Type Digest Algorithms), in hexadecimal digits.
DIGEST_DIGITS = {"1": 40, "2": 64, "4": 96}
# Control characters, and bytes of the environment that are no UTF-8.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
MOST_LETTERS = 20_000
PROOF = ".writable"
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


def text(name: str, default: str, most: int = MOST_LETTERS) -> str:
    """Return the variable, or the default when it is absent or blank; what nobody can read is refused."""
    value = os.environ.get(name, "").strip()
    # What was given is not repeated: it may be a secret.
    if UNSEEN.search(value):
        raise ImproperlyConfigured(f"{name} holds signs that are no letters: write it anew, in one line.")
    if len(value) > most:
        raise ImproperlyConfigured(f"{name} has {len(value)} letters: write {most} or fewer.")
    return value or default


def hidden(name: str) -> str:
    """Return what stands in the variable, or in the file that NAME_FILE names; nothing if neither is set.

    Secrets come as files where systemd or a container hands them over; both at once are refused.
    """
    given, path = text(name, ""), text(f"{name}_FILE", "")
    if given and path:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: keep one of them.")
    return _content(f"{name}_FILE", Path(path)) if path else given


def _content(name: str, path: Path) -> str:
    try:
        content = _of_a_file(path).decode().strip()
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is no text"
        raise ImproperlyConfigured(
            f"{name}={str(path)!r} cannot be read ({why}): write the path of a file that we may read."
        ) from None
    if not content:
        raise ImproperlyConfigured(f"{name}={str(path)!r} is empty: write the secret into it.")
    return content


def _of_a_file(path: Path) -> bytes:
    """Return what stands in a file; a pipe would be waited for, and a device read for ever."""
    if not path.is_file() and path.exists():
        raise OSError(errno.EINVAL, "it is no file")
    return path.read_bytes()


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words of the variable."""
    value = text(name, default)
    found = [word.strip() for word in value.split(",") if word.strip()]
    if value and not found:
        raise ImproperlyConfigured(f"{name}={value!r} names nothing: write words between the commas.")
    return found


def flag(name: str, *, default: bool) -> bool:
    """Return yes or no; anything else is refused."""
    value = text(name, "yes" if default else "no").lower()
    if value not in TRUE + FALSE:
        raise ImproperlyConfigured(f"{name}={value!r}: write yes or no.")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0, most: int) -> int:
    """Return a whole number from `least` to `most`; anything else is refused."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number, for example {default}.")
    # By its digits first: Python refuses to read thousands of them.
    if len(value.lstrip("0")) > len(str(most)) or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name}={value[:40]!r}: write a number from {least} to {most}, for example {default}."
        )
    return int(value)


def choice(name: str, known: Sequence[str], default: str) -> str:
    """Return one of the known words, in whatever letters it was written; anything else is refused."""
    value = text(name, default)
    found = next((word for word in known if word.lower() == value.lower()), None)
    if found is None:
        raise ImproperlyConfigured(f"{name}={value!r}: write one of {', '.join(known)}.")
    return found


def web_address(name: str) -> str:
    """Return an address that can stand in a header line, or nothing; anything else is refused."""
    value = text(name, "")
    if value and not (WEB_ADDRESS.fullmatch(value) and is_web_address(value)):
        example = "https://sanjeh.example/about-probing/"
        raise ImproperlyConfigured(f"{name}={value!r}: write one whole address, for example {example}")
    return value


def mail_server(name: str) -> str:
    """Return the address of an SMTP server, which may come as a file too; what is none is refused."""
    url = hidden(name)
    if url:
        try:
            read_mail_server(url)
        except MailServerUnreadable as problem:
            example = "smtps://sanjeh:secret@mail.example:465"
            raise ImproperlyConfigured(f"{name}: {problem}, for example {example}") from None
    return url


def mailbox_server(name: str) -> str:
    """Return the address of a mailbox to read, which may come as a file too; what is none is refused."""
    url = hidden(name)
    if url:
        try:
            read_mail_box(url)
        except MailBoxUnreadable as problem:
            example = "imaps://sanjeh:secret@mail.example:993/INBOX"
            raise ImproperlyConfigured(f"{name}: {problem}, for example {example}") from None
    return url


def trust_anchors(name: str) -> list[str]:
    """Return the keys from which signatures of names are checked; one that is malformed is refused."""
    anchors = words(name)
    for anchor in anchors:
        if not is_trust_anchor(anchor):
            example = ". 20326 8 2 E06D44B8…"
            raise ImproperlyConfigured(
                f"{name}={anchor!r}: write zone, tag, algorithm, kind, digest: {example}"
            )
    return anchors


def is_trust_anchor(text: str) -> bool:
    """Say whether it is a DS record in words: zone, tag, algorithm, kind and the digest of that kind."""
    read = TRUST_ANCHOR.fullmatch(text)
    if read is None or int(read["tag"]) > 65535 or int(read["algorithm"]) > 255:
        return False
    return len(read["digest"]) == DIGEST_DIGITS.get(read["kind"])


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return the addresses and blocks; what is neither, or holds everybody, is refused."""
    try:
        blocks = [ip_network(word) for word in words(name)]
    except ValueError as error:
        example = "10.0.0.5,2001:db8:1::/64"
        raise ImproperlyConfigured(f"{name}: {error}; write addresses or blocks, like {example}") from error
    if any(block.prefixlen == 0 for block in whole(blocks)):
        raise ImproperlyConfigured(f"{name}: a block of all addresses would trust everybody.")
    return blocks


def whole(blocks: Sequence[IPv4Network | IPv6Network]) -> list[IPv4Network | IPv6Network]:
    """Return the blocks joined where they touch: two halves of everybody are everybody."""
    fours = collapse_addresses(block for block in blocks if isinstance(block, IPv4Network))
    sixes = collapse_addresses(block for block in blocks if isinstance(block, IPv6Network))
    return [*fours, *sixes]


def proxies(name: str, *, ends_tls: bool) -> list[IPv4Network | IPv6Network]:
    """Return our own reverse proxies; none is refused where one of them is to say who came by TLS."""
    blocks = networks(name)
    if ends_tls and not blocks:
        raise ImproperlyConfigured(
            f"SANJEH_BEHIND_TLS is set and {name} is empty: write the address of the proxy that ends TLS, "
            "for example 127.0.0.1; nobody else is believed."
        )
    return blocks


def folder(name: str, default: str) -> Path:
    """Return an absolute folder, made if it is not there; one that we cannot write to is refused."""
    path = Path(text(name, default)).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
        write_new_file(
            path / PROOF, b""
        )  # what may be written is known by writing: root may more than it seems
        (path / PROOF).unlink(missing_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{name}={str(path)!r} cannot be used ({problem.strerror}): write the path of a folder "
            "in which we "
            "may write, for example /srv/sanjeh"
        ) from None
    return path


def openid_provider(*, issuer: str, client: str, secret: str, name: str) -> list[dict[str, object]]:
    """Return the one provider by which people may sign in, or none; half of one is refused."""
    if not issuer and not client:
        return []
    if not (issuer and client):
        raise ImproperlyConfigured(
            "SANJEH_OIDC_ISSUER and SANJEH_OIDC_CLIENT_ID go together: write both, or neither."
        )
    return [
        {
            "provider_id": "provider",
            "name": name or issuer,
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": issuer},
        }
    ]


def program(name: str) -> str:
    """Return the program that is named, or nothing; one that is not there is refused."""
    value = text(name, "")
    if value and shutil.which(value) is None:
        raise ImproperlyConfigured(f"{name}={value!r} is no program that we may start: write its whole path.")
    return value


def signing_key(name: str, keep_in: Path) -> bytes:
    """Return 32 secret bytes, given in base64 or made and kept as any secret is; anything else is refused."""
    return _key(name, keep_in, "signing key")


def sealing_key(name: str, keep_in: Path) -> bytes:
    """Return 32 such bytes in the URL-safe base64 that Fernet asks for."""
    return urlsafe_b64encode(_key(name, keep_in, "sealing key"))


def _key(name: str, keep_in: Path, what: str) -> bytes:
    try:
        key = b64decode(secret(name, keep_in, 32), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured(
            f"{name} (or {keep_in}) is no {what}: write what `openssl rand -base64 32` prints."
        )
    return key


def secret(name: str, keep_in: Path, size: int = 48) -> str:
    """Return what is given, or so many bytes made at the first start and kept in a file only we may read."""
    if value := hidden(name):
        return value
    if not keep_in.exists():
        write_new_file(keep_in, b64encode(secrets.token_bytes(size)))
    if not (kept := keep_in.read_text(errors="replace").strip()):
        raise ImproperlyConfigured(
            f"{keep_in} is empty: put the secret back from where it was backed up, or remove the "
            "file and a new "
            "one is made."
        )
    return kept
