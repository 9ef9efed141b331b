"""All that proves this installation: its journal and roots, keys, agreements, acceptances and editions."""

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.publication.models import Edition
from sanjeh.edition.documents import MANIFEST, SIGNATURE
from sanjeh.ledger.bundle import Bundle, SealedEdition


def proof_bundle() -> Bundle:
    """Return everything as it stands at this moment; the lines are read while they are written."""
    rows, texts = agreements.proved()
    return Bundle(
        lines=journal.lines(),
        checkpoints=tuple(one.note for one in reversed(journal.checkpoints())),
        changes=journal.key_changes(),
        agreements=rows,
        texts=texts,
        editions=tuple(sealed for edition in editions() if (sealed := sealed_edition(edition))),
    )


def editions() -> list[Edition]:
    return list(Edition.objects.select_related("round").order_by("made_at", "pk"))


def sealed_edition(edition: Edition) -> SealedEdition | None:
    """Return what vouches for an edition; None where its folder is gone, which the check then names."""
    folder = conf()["EDITIONS"] / edition.folder
    if not (folder / MANIFEST).exists():
        return None
    signature = folder / SIGNATURE
    signed = signature.read_bytes() if signature.exists() else None
    name = f"{edition.round.code}/{edition.number}"
    return SealedEdition(name, (folder / MANIFEST).read_bytes(), signed)
