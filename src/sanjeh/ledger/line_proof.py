"""The proof of one line: the line itself, its path to the root, and the signed checkpoint over that root.

Who holds such a file, a complainant beside the receipt for one, needs nobody's word that the line stood in
the journal when the checkpoint was made, and is told nothing of the other lines.
"""

from collections.abc import Sequence

from pydantic import Field

from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.integrity.foreign_json import read_json
from sanjeh.core.integrity.merkle_tree import audit_path, holds_leaf
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.words import Translatable
from sanjeh.edition.sign import PublicKey
from sanjeh.ledger.checkpoint import read_checkpoint

MOST_STEPS = 64

UNREADABLE = Translatable("این پرونده گواه یک سطر دفتر نیست.")
OTHER_LINE = Translatable("محتوای سطر {number} آن نیست که اثر انگشت آن می‌گوید: سطر عوض شده است.")
NOT_UNDER = Translatable("سطر {number} زیر ریشه‌ی این مهر نیست.")
NOT_SIGNED = Translatable("مهر دفتر با هیچ‌یک از کلیدهای داده‌شده امضا نشده است.")
STANDS = Translatable("سطر {number} در {at} در دفتر {origin} بود؛ مهر دفتر با کلید {key} امضا شده است.")


class ProofFile(Frozen):
    """`line` is one row of an export of the journal; `path` are hashes in hexadecimal digits, from below."""

    line: str
    path: tuple[str, ...] = Field(max_length=MOST_STEPS)
    checkpoint: str

    def text(self) -> str:
        return f"{sorted_json(self.model_dump(mode='json'), indent=1)}\n"


def proof_of(line: hash_chain.Line, leaves: Sequence[bytes], checkpoint: str) -> ProofFile:
    """Return the proof of a line under a signed checkpoint over these leaves."""
    path = tuple(step.hex() for step in audit_path(leaves, line.number - 1))
    return ProofFile(line=hash_chain.written(line), path=path, checkpoint=checkpoint)


def check_proof(content: str, keys: Sequence[PublicKey]) -> tuple[bool, Translatable]:
    """Say whether a file proves its line by one of these keys, and the sentence about it."""
    try:
        proof = ProofFile.model_validate(read_json(content))
        line, path = hash_chain.read_line(proof.line), [bytes.fromhex(step) for step in proof.path]
        checkpoint, note = read_checkpoint(proof.checkpoint)
    except ValueError:
        return False, UNREADABLE
    number, leaf = str(line.number), bytes.fromhex(line.digest)
    if hash_chain.digest_of(line.number, line.entry, line.previous) != line.digest:
        return False, OTHER_LINE.filled(number=number)
    if not holds_leaf(leaf, line.number - 1, checkpoint.size, path, checkpoint.root):
        return False, NOT_UNDER.filled(number=number)
    if (key := note.is_signed_by(keys)) is None:
        return False, NOT_SIGNED
    at = hash_chain.instant(checkpoint.at)
    return True, STANDS.filled(number=number, at=at, origin=checkpoint.origin, key=key.id)
