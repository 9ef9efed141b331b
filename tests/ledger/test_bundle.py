"""One file proves an installation; whatever somebody changes in it is named, and read without harm."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sanjeh.apps.agreements.shipped import shipped
from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.lottery import LISTED, SEATED, drawn_candidate
from sanjeh.core.integrity.sealed_votes import SEALED, TOLD, committed
from sanjeh.edition.sign import public_key_of, sign
from sanjeh.ledger import bundle_check as check
from sanjeh.ledger.bundle import AcceptedVersion, AgreementRow, Bundle, SealedEdition
from sanjeh.ledger.checkpoint import checkpoint_of, signed_checkpoint
from sanjeh.ledger.key_change import signed_change

OLD, NEW, STRANGER = (bytes([number]) * 32 for number in (1, 2, 3))
ORIGIN, AT = "sanjeh.example/journal", datetime(2026, 11, 2, 0, 30, tzinfo=UTC)
TEXT = "1) همه‌چیز سنجیده می‌شود.\n".encode()
AGREED = hashlib.sha256(TEXT).hexdigest()
MANIFEST = b'{"files": []}\n'
SIGNED = sign(MANIFEST, NEW).text().encode()
VERSION, BODY = "agreement:2", "body:NAZ"


def entry(what: str, *about: str, **facts: hash_chain.Fact) -> hash_chain.Entry:
    return hash_chain.Entry(AT, "person:7", what, about, facts)


def chain(*entries: hash_chain.Entry) -> tuple[hash_chain.Line, ...]:
    lines: list[hash_chain.Line] = []
    for one in entries:
        lines.append(hash_chain.follow(lines[-1] if lines else None, one))
    return tuple(lines)


def history() -> tuple[hash_chain.Entry, ...]:
    listing = entry(LISTED, "complaint:1", eligible=("person:4", "person:5"))
    listed = chain(listing)[0]
    seated = drawn_candidate(("person:4", "person:5"), digest=listed.digest, matter="complaint:1")
    published = hashlib.sha256(MANIFEST).hexdigest()
    return (
        listing,
        entry(SEATED, "complaint:1", handler=seated, drawn_in=1),
        entry("agreement.loaded", VERSION, "authority:default", sha256=AGREED),
        entry("agreement.accepted", VERSION, BODY, "authority:default", sha256=AGREED, mandate=9),
        entry("edition.published", "edition:1405-1/1", manifest=published, key=public_key_of(NEW).id),
    )


def sealed(lines: tuple[hash_chain.Line, ...], size: int, seed: bytes) -> str:
    return signed_checkpoint(
        checkpoint_of(ORIGIN, [bytes.fromhex(line.digest) for line in lines[:size]], AT), seed
    )


def bundle_of(*entries: hash_chain.Entry) -> Bundle:
    lines = chain(*entries)
    return Bundle(
        lines=lines,
        checkpoints=(sealed(lines, 2, OLD), sealed(lines, len(lines), NEW)),
        changes=(signed_change(ORIGIN, OLD, NEW, AT),),
        agreements=(
            AgreementRow(authority="default", number=1, sha256=shipped().sha256),
            AgreementRow(
                authority="default",
                number=2,
                sha256=AGREED,
                acceptances=(AcceptedVersion(body="NAZ", mandate=9, sha256=AGREED),),
            ),
        ),
        texts={1: shipped().exact, 2: TEXT},
        editions=(SealedEdition("1405-1/1", MANIFEST, SIGNED),),
    )


BUNDLE = bundle_of(*history())
SAYS = check.WHOLE.filled(lines=5, sealed=5, checkpoints=2, draws=1, agreements=2, acceptances=1, editions=1)


def faults(bundle: Bundle, seed: bytes = OLD) -> list[str]:
    return [str(one) for one in check.check_bundle(bundle, [public_key_of(seed)]).faults]


@pytest.mark.parametrize("trusted", [OLD, NEW])
def test_a_whole_bundle_is_whole_by_the_first_key_and_by_the_last(trusted: bytes) -> None:
    assert check.check_bundle(BUNDLE, [public_key_of(trusted)]) == check.BundleReport((), SAYS)
    assert str(check.check_bundle(BUNDLE, [public_key_of(trusted)]).says) == str(SAYS)


def test_the_text_that_came_with_the_program_is_known_without_a_line() -> None:
    assert shipped().sha256 == check.FIRST_AGREEMENT


def touched(number: int) -> Bundle:
    lines = list(BUNDLE.lines)
    line = lines[number - 1]
    lines[number - 1] = replace(line, entry=replace(line.entry, by="person:8"))
    return replace(BUNDLE, lines=tuple(lines))


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_touched_line_is_named(number: int) -> None:
    assert faults(touched(number)) == [str(check.BROKEN.filled(number=number))]


def test_a_journal_that_was_written_anew_is_named_by_every_root_over_it() -> None:
    anew = tuple(replace(one, by="person:8") for one in history())
    forged = replace(BUNDLE, lines=chain(*anew))

    assert {str(check.REWRITTEN.filled(covered=size)) for size in (2, 5)} <= set(faults(forged))


def test_a_cut_end_is_named_and_what_it_held() -> None:
    lines = tuple(BUNDLE.lines)[:4]

    assert faults(replace(BUNDLE, lines=lines)) == [
        str(check.CUT_OFF.filled(covered=5, lines=4)),
        str(check.EDITION_UNPROVED.filled(name="1405-1/1")),
    ]


def other_seat() -> Bundle:
    listing, seat, *others = history()
    other = {"person:4": "person:5", "person:5": "person:4"}[str(seat.facts["handler"])]
    return bundle_of(listing, replace(seat, facts={**seat.facts, "handler": other}), *others)


def votes_told_otherwise() -> Bundle:
    sealed_vote = entry(SEALED, "complaint:1", commitment=committed("n", "quash"), cycle=1)
    told = entry(TOLD, "complaint:1", votes=("stands",), nonces=("n",), cycle=1)
    return bundle_of(*history(), sealed_vote, told)


def with_text(text: bytes) -> Bundle:
    return replace(BUNDLE, texts={**BUNDLE.texts, 2: text})


def with_acceptances(*accepted: AcceptedVersion) -> Bundle:
    first, second = BUNDLE.agreements
    return replace(BUNDLE, agreements=(first, second.model_copy(update={"acceptances": accepted})))


def with_agreement(row: AgreementRow, text: bytes) -> Bundle:
    return replace(BUNDLE, agreements=(*BUNDLE.agreements, row), texts={**BUNDLE.texts, row.number: text})


def with_edition(edition: SealedEdition) -> Bundle:
    return replace(BUNDLE, editions=(edition,))


UNLIKE = [
    str(check.TEXT_CHANGED.filled(agreement=2, line=3)),
    str(check.TEXT_CHANGED.filled(agreement=2, line=4)),
    str(check.TEXT_UNLIKE_ROW.filled(agreement=2)),
]
MISSING_ACCEPTANCE = str(check.ACCEPTANCE_MISSING.filled(line=4))
PLANTED = AcceptedVersion(body="KIS", mandate=3, sha256=AGREED)
KEPT = AcceptedVersion(body="NAZ", mandate=9, sha256=AGREED)


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (other_seat, [str(check.WRONG_DRAW.filled(line=2))]),
        (votes_told_otherwise, [str(check.FORGED_VOTE.filled(line=7))]),
        (lambda: with_text(TEXT.replace(b")", b".")), UNLIKE),
        (with_acceptances, [MISSING_ACCEPTANCE]),
        (
            lambda: with_acceptances(KEPT, PLANTED),
            [str(check.ACCEPTANCE_UNPROVED.filled(agreement=2, body="KIS"))],
        ),
        (
            lambda: with_acceptances(KEPT.model_copy(update={"mandate": 8})),
            [str(check.ACCEPTANCE_UNPROVED.filled(agreement=2, body="NAZ")), MISSING_ACCEPTANCE],
        ),
        (
            lambda: with_agreement(AgreementRow(authority="x", number=3, sha256=AGREED), TEXT),
            [str(check.TEXT_UNPROVED.filled(agreement=3))],
        ),
        (
            lambda: replace(BUNDLE, agreements=BUNDLE.agreements[:1], texts={1: shipped().exact}),
            [
                str(check.TEXT_MISSING.filled(line=3, agreement=2)),
                str(check.TEXT_MISSING.filled(line=4, agreement=2)),
                MISSING_ACCEPTANCE,
            ],
        ),
        (
            lambda: replace(BUNDLE, editions=()),
            [str(check.EDITION_MISSING.filled(name="1405-1/1", line=5))],
        ),
        (
            lambda: with_edition(SealedEdition("1405-1/1", b"{}\n", sign(b"{}\n", NEW).text().encode())),
            [str(check.EDITION_CHANGED.filled(name="1405-1/1", line=5))],
        ),
        (lambda: replace(BUNDLE, checkpoints=()), [str(check.NO_ROOT)]),
        (
            lambda: replace(BUNDLE, checkpoints=(sealed(tuple(BUNDLE.lines), 5, STRANGER),)),
            [str(check.CHECKPOINT_UNSIGNED.filled(covered=5)), str(check.NO_ROOT)],
        ),
        (
            lambda: replace(BUNDLE, checkpoints=(*BUNDLE.checkpoints, "no note")),
            [str(check.NO_CHECKPOINT.filled(name="no note"))],
        ),
    ],
)
def test_each_change_is_named_and_nothing_else(made: Callable[[], Bundle], named: list[str]) -> None:
    assert faults(made()) == named


@pytest.mark.parametrize("signature", [None, sign(MANIFEST, STRANGER).text().encode(), b"{}"])
def test_an_edition_without_the_signature_that_its_line_tells_of_is_named(signature: bytes | None) -> None:
    (named,) = faults(with_edition(SealedEdition("1405-1/1", MANIFEST, signature)))

    assert named.startswith("ویراست 1405-1/1: ")


def test_a_change_of_keys_that_is_none_breaks_the_way_to_the_new_key() -> None:
    found = faults(replace(BUNDLE, changes=("no note",)))

    assert found[:2] == [
        str(check.NO_CHANGE.filled(change=1)),
        str(check.CHECKPOINT_UNSIGNED.filled(covered=5)),
    ]


def test_of_two_changes_from_one_key_the_second_leads_nowhere() -> None:
    stolen = signed_change(ORIGIN, OLD, STRANGER, AT)
    seal = sealed(tuple(BUNDLE.lines), 5, STRANGER)
    bundle = replace(BUNDLE, changes=(*BUNDLE.changes, stolen), checkpoints=(*BUNDLE.checkpoints, seal))

    assert faults(bundle) == [
        str(check.TWO_CHANGES.filled(key=public_key_of(OLD).id)),
        str(check.CHECKPOINT_UNSIGNED.filled(covered=5)),
    ]


def test_a_stranger_s_key_vouches_for_nothing() -> None:
    assert set(faults(BUNDLE, STRANGER)) >= {
        str(check.CHECKPOINT_UNSIGNED.filled(covered=2)),
        str(check.CHECKPOINT_UNSIGNED.filled(covered=5)),
        str(check.NO_ROOT),
    }
