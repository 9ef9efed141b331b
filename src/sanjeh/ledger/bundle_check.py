"""Whether a bundle proves what it claims: each fault is named, and nothing but the bundle is asked.

The chain holds every line to the one before it, the signed roots hold the chain to a key, and the lines
hold the texts, the acceptances, the draws and the editions.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanjeh.core.integrity import hash_chain, lottery, sealed_votes
from sanjeh.core.integrity.merkle_tree import root_of
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable
from sanjeh.edition.sign import PublicKey, check_signature
from sanjeh.ledger.bundle import Bundle, SealedEdition
from sanjeh.ledger.checkpoint import Checkpoint, read_checkpoint
from sanjeh.ledger.key_change import KeyChange, read_change, trusted_through
from sanjeh.ledger.signed_note import NotANote

ACCEPTED, PUBLISHED = "agreement.accepted", "edition.published"
AGREEMENT_LINES = "agreement."
MOST_NUMBER = re.compile(r"[0-9]{1,9}")
# The text that came with the program, before there were lines: any copy of the program tells it.
FIRST_AGREEMENT = "61f6a97bf2157f992cbe40d852e520c9a7096ae7fb30a20f21de29af9e759e9a"

BROKEN = Translatable("دفتر در سطر {number} شکسته است.")
WRONG_DRAW = Translatable("سطر {line} کسی را می‌نشاند که قرعه برنگزیده است.")
FORGED_VOTE = Translatable("سطر {line} رأی‌هایی از هیئت می‌گوید که پیش‌تر مهر نشده بودند.")
NO_CHANGE = Translatable("تغییر کلید شماره‌ی {change} را دو کلید آن امضا نکرده‌اند.")
TWO_CHANGES = Translatable("دو تغییر کلید از یک کلید آغاز می‌شود: {key}؛ یکی از آن دو جعلی است.")
NO_CHECKPOINT = Translatable("مهر {name} خوانده نمی‌شود.")
CHECKPOINT_UNSIGNED = Translatable("مهر {covered} سطر با هیچ کلید شناخته‌ای امضا نشده است.")
CUT_OFF = Translatable("مهر {covered} سطر دارد و دفتر {lines} سطر: پایان دفتر بریده شده است.")
REWRITTEN = Translatable("مهر {covered} سطر بر سطرهای دیگری زده شده است: دفتر بازنویسی شده است.")
NO_ROOT = Translatable("هیچ مهر امضاشده‌ای در بسته نیست؛ چیزی نشان نمی‌دهد که دفتر پس از آن نوشته نشده است.")
TEXT_CHANGED = Translatable("متن توافق‌نامه‌ی {agreement} آن نیست که سطر {line} دفتر می‌گوید.")
TEXT_UNLIKE_ROW = Translatable("متن توافق‌نامه‌ی {agreement} با اثر انگشت خودش نمی‌خواند.")
TEXT_UNPROVED = Translatable("هیچ سطری از متن توافق‌نامه‌ی {agreement} نمی‌گوید و متن همراه برنامه هم نیست.")
TEXT_MISSING = Translatable("سطر {line} از توافق‌نامه‌ی {agreement} می‌گوید که در بسته نیست.")
ACCEPTANCE_UNPROVED = Translatable("هیچ سطری از پذیرش توافق‌نامه‌ی {agreement} به دست «{body}» نمی‌گوید.")
ACCEPTANCE_MISSING = Translatable("سطر {line} از پذیرشی می‌گوید که در بسته نیست یا جز آن است.")
EDITION_MISSING = Translatable("ویراست {name} در سطر {line} هست و در بسته نیست.")
EDITION_UNPROVED = Translatable("هیچ سطری از ویراست {name} نمی‌گوید.")
EDITION_CHANGED = Translatable("فهرست پرونده‌های ویراست {name} آن نیست که سطر {line} دفتر می‌گوید.")
EDITION_SIGNATURE = Translatable("ویراست {name}: {says}")
WHOLE = Translatable(
    "همه‌چیز درست است: {lines} سطر، {sealed} سطر زیر {checkpoints} مهر امضاشده، {draws} قرعه‌ی بازشمرده، "
    "{agreements} توافق‌نامه، {acceptances} پذیرش و {editions} ویراست."
)


@dataclass(frozen=True, slots=True)
class BundleReport:
    """`faults` name what does not hold, in the order of the bundle; `says` sums up one that is whole."""

    faults: tuple[Translatable, ...]
    says: Translatable


def check_bundle(bundle: Bundle, keys: Sequence[PublicKey]) -> BundleReport:
    """Hold every part of a bundle to every other, and its signatures to these keys and what follows them."""
    lines = tuple(bundle.lines)
    changes, change_faults = read_changes(bundle.changes)
    trusted = trusted_through(keys, changes)
    seals, seal_faults = read_seals(bundle.checkpoints, trusted)
    if broken := hash_chain.verify_chain(lines):  # of such lines nothing else can be said
        return BundleReport((BROKEN.filled(number=broken.number),), WHOLE)
    faults = (
        *draw_faults(lines),
        *change_faults,
        *seal_faults,
        *root_faults(lines, seals),
        *text_faults(bundle, lines),
        *acceptance_faults(bundle, lines),
        *edition_faults(bundle, lines, trusted),
    )
    return BundleReport(faults, summary(bundle, lines, seals))


def draw_faults(lines: Sequence[hash_chain.Line]) -> Iterator[Translatable]:
    if wrong := lottery.wrong_draw(lines):
        yield WRONG_DRAW.filled(line=wrong.number)
    if forged := sealed_votes.wrong_vote(lines):
        yield FORGED_VOTE.filled(line=forged.number)


def read_changes(notes: Sequence[str]) -> tuple[list[KeyChange], list[Translatable]]:
    read: list[KeyChange] = []
    faults: list[Translatable] = []
    for number, note in enumerate(notes, 1):
        try:
            change = read_change(note)
        except NotANote:
            faults.append(NO_CHANGE.filled(change=number))
            continue
        if any(change.former == one.former for one in read):
            faults.append(TWO_CHANGES.filled(key=change.former.id))
        else:
            read.append(change)
    return read, faults


def read_seals(
    notes: Sequence[str], trusted: Sequence[PublicKey]
) -> tuple[list[Checkpoint], list[Translatable]]:
    """Return the checkpoints that one of these keys has signed, and what is wrong with the others."""
    read: list[Checkpoint] = []
    faults: list[Translatable] = []
    for note in notes:
        try:
            checkpoint, signed = read_checkpoint(note)
        except NotANote:
            faults.append(NO_CHECKPOINT.filled(name=note[:40]))
            continue
        if signed.is_signed_by(trusted) is None:
            faults.append(CHECKPOINT_UNSIGNED.filled(covered=checkpoint.size))
        else:
            read.append(checkpoint)
    return sorted(read, key=lambda one: one.size), faults


def root_faults(lines: Sequence[hash_chain.Line], seals: Sequence[Checkpoint]) -> Iterator[Translatable]:
    leaves = [bytes.fromhex(line.digest) for line in lines]
    if not seals and lines:
        yield NO_ROOT
    for seal in seals:
        if seal.size > len(leaves):
            yield CUT_OFF.filled(covered=seal.size, lines=len(leaves))
        elif root_of(leaves[: seal.size]) != seal.root:
            yield REWRITTEN.filled(covered=seal.size)


def text_faults(bundle: Bundle, lines: Sequence[hash_chain.Line]) -> Iterator[Translatable]:
    """Yield each text that differs from its digest, or from a line that was written about it."""
    digests = {number: hashlib.sha256(text).hexdigest() for number, text in bundle.texts.items()}
    spoken_of = set()
    for line in lines:
        if not line.entry.what.startswith(AGREEMENT_LINES) or "sha256" not in line.entry.facts:
            continue
        number = number_of(line)
        spoken_of.add(number)
        if number not in digests:
            yield TEXT_MISSING.filled(line=line.number, agreement=number)
        elif digests[number] != line.entry.facts["sha256"]:
            yield TEXT_CHANGED.filled(agreement=number, line=line.number)
    for row in bundle.agreements:
        if digests[row.number] != row.sha256:
            yield TEXT_UNLIKE_ROW.filled(agreement=row.number)
        if row.number not in spoken_of and digests[row.number] != FIRST_AGREEMENT:
            yield TEXT_UNPROVED.filled(agreement=row.number)


def number_of(line: hash_chain.Line) -> int:
    """Return the number of the agreement that a line is about, 0 where it names none."""
    names = Subject.AGREEMENT.names_in(line.entry.about)
    return int(names[0]) if names and MOST_NUMBER.fullmatch(names[0]) else 0


def acceptance_faults(bundle: Bundle, lines: Sequence[hash_chain.Line]) -> Iterator[Translatable]:
    """Yield each acceptance that only the rows, or only the lines, tell of."""
    kept = {
        (row.number, one.body, one.sha256, one.mandate)
        for row in bundle.agreements
        for one in row.acceptances
    }
    told = {accepted_in(line): line.number for line in lines if line.entry.what == ACCEPTED}
    for number, body, _, _ in sorted(kept - told.keys()):
        yield ACCEPTANCE_UNPROVED.filled(agreement=number, body=body)
    for line in sorted(told[one] for one in told.keys() - kept):
        yield ACCEPTANCE_MISSING.filled(line=line)


def accepted_in(line: hash_chain.Line) -> tuple[int, str, object, object]:
    body = "".join(Subject.BODY.names_in(line.entry.about)[:1])
    return number_of(line), body, line.entry.facts.get("sha256"), line.entry.facts.get("mandate")


def edition_faults(
    bundle: Bundle, lines: Sequence[hash_chain.Line], trusted: Sequence[PublicKey]
) -> Iterator[Translatable]:
    published = {name: line for line in lines if line.entry.what == PUBLISHED for name in edition_in(line)}
    held = {edition.name: edition for edition in bundle.editions}
    for name in sorted(published.keys() - held.keys()):
        yield EDITION_MISSING.filled(name=name, line=published[name].number)
    for name, edition in sorted(held.items()):
        yield from faults_of(edition, published.get(name), trusted)


def edition_in(line: hash_chain.Line) -> tuple[str, ...]:
    return Subject.EDITION.names_in(line.entry.about)


def faults_of(
    edition: SealedEdition, line: hash_chain.Line | None, trusted: Sequence[PublicKey]
) -> Iterator[Translatable]:
    if line is None:
        yield EDITION_UNPROVED.filled(name=edition.name)
        return
    if hashlib.sha256(edition.manifest).hexdigest() != line.entry.facts.get("manifest"):
        yield EDITION_CHANGED.filled(name=edition.name, line=line.number)
    signature = check_signature(edition.manifest, edition.signature, trusted)
    # Editions of the first days bear none, and their lines name no key.
    if signature.is_refused and (edition.signature or "key" in line.entry.facts):
        yield EDITION_SIGNATURE.filled(name=edition.name, says=signature.says)


def summary(bundle: Bundle, lines: Sequence[hash_chain.Line], seals: Sequence[Checkpoint]) -> Translatable:
    return WHOLE.filled(
        lines=len(lines),
        sealed=max((seal.size for seal in seals), default=0),
        checkpoints=len(seals),
        draws=sum(map(lottery.is_a_draw, lines)),
        agreements=len(bundle.agreements),
        acceptances=sum(len(row.acceptances) for row in bundle.agreements),
        editions=len(bundle.editions),
    )
