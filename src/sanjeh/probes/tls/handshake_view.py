"""What the rules of this probe read: the certificates that a server sent, and the ruleset to judge it by."""

from dataclasses import dataclass
from functools import cached_property

from cryptography import x509

from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import EvidenceReader
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.issuing import issued, read_certificate
from sanjeh.core.probing.verdicts import Verdict, not_applicable, resting, unseen
from sanjeh.probes.tls.certificates import is_authority, is_current
from sanjeh.probes.tls.ruleset import Ruleset


@dataclass(frozen=True)  # cached properties need a dictionary, so no slots
class HandshakeView:
    """One handshake, its certificates read once for all rules."""

    artifact: TlsArtifact
    evidence: EvidenceReader
    rules: Ruleset

    @cached_property
    def _chain(self) -> tuple[x509.Certificate | None, ...]:
        return tuple(read_certificate(self.evidence.read(digest)) for digest in self.artifact.chain)

    @property
    def leaf(self) -> x509.Certificate:
        """The server's own certificate, for rules that need one."""
        leaf = self._chain[0]
        assert leaf is not None  # noqa: S101 - such a rule is not asked where it is missing
        return leaf

    @cached_property
    def rest(self) -> list[x509.Certificate]:
        """The other certificates that can be read, in the order in which they were sent."""
        return [certificate for certificate in self._chain[1:] if certificate is not None]

    @cached_property
    def path(self) -> list[x509.Certificate]:
        """The longest chain of current issuers that the server itself sent, in any order."""
        return self._path([one for one in self.rest if is_current(one, self.artifact.taken_at)])

    @cached_property
    def path_at_any_time(self) -> list[x509.Certificate]:
        """The longest chain of issuers that the server sent, whenever they are or were valid."""
        return self._path(self.rest)

    def _path(self, left: list[x509.Certificate]) -> list[x509.Certificate]:
        path, left = [self.leaf], list(left)
        while True:
            fitting = [one for one in left if is_authority(one) and issued(one, path[-1])]
            if not fitting or issued(path[-1], path[-1]):
                return path
            path.append(fitting[0])
            left.remove(fitting[0])

    @cached_property
    def is_public(self) -> bool:
        """Whether a root that every browser holds has issued the chain."""
        return self.ends_at(self.artifact.public_anchor)

    def ends_at(self, anchor_digest: str, *, at_any_time: bool = False) -> bool:
        """Tell whether the chain ends at this kept root; an empty digest stands for none."""
        anchor = read_certificate(self.evidence.read(anchor_digest)) if anchor_digest else None
        path = self.path_at_any_time if at_any_time else self.path
        return anchor is not None and any(one == anchor or issued(anchor, one) for one in path)

    @cached_property
    def outdated(self) -> x509.Certificate | None:
        """The issuer that is not valid now and without which the chain ends at no root, None without one."""
        anchors = (self.artifact.public_anchor, self.artifact.national_anchor)
        if not any(self.ends_at(anchor, at_any_time=True) for anchor in anchors):
            return None
        now = self.artifact.taken_at
        return next((one for one in self.path_at_any_time[1:] if not is_current(one, now)), None)

    @property
    def is_anonymous(self) -> bool:
        """Whether the server shows no certificate at all, because it speaks only suites without one."""
        greetings = self.artifact.greetings
        suites = [name for found in greetings.suites.values() for name in found] if greetings else []
        return not self.artifact.chain and bool(suites) and all("_anon_" in name for name in suites)

    def missing(self, needs: tuple[str, ...]) -> Verdict | None:
        """Return what to say instead of judging where there is no TLS, or no certificate to be read."""
        if not self.artifact.is_tls:
            return not_applicable("plain_http")
        if "certificate" in needs and self.is_anonymous:
            return not_applicable("no_certificate")
        if "certificate" in needs and not (self._chain and self._chain[0]):
            return resting(unseen(Reason.TLS_FAILED), *self.artifact.chain)
        return None
