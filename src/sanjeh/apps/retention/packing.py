"""What a package for an archive holds, and how each part is written: a round, or complaints of a period.

Who complained, and of whose conduct, is never handed over; the words of a case are, while they can be read.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import sanjeh
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.desk import queries as desk
from sanjeh.apps.desk.draws import DrawRow
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.rounds.models import Round
from sanjeh.apps.scans.evidence import export_into
from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.edition.bag import OpenBag

README = """# {name}

Handed over by {house} with Sanjeh {version}, in the form of BagIt 1.0 (RFC 8493).
`sanjeh archive verify FOLDER` names every file that is missing, added or changed; so does any BagIt tool.

* `editions/N/` the N-th edition of the results, as it was published: `sanjeh verify` counts it again.
* `evidence/` what was seen of each address, addressed by SHA-256: `sanjeh judge` judges it again.
* `method.toml` the method; `notices/` what was announced; `agreement/` the agreement at that time.
* `round.json` the round: its days, its states, the list of bodies and addresses that was frozen.
* `complaints/N.json` a complaint: what was complained of, answered and decided. Who complained, and of whose
  conduct, is not here; `erased_at` says that the words were erased before.
* `journal/lines.ndjson` every line of the journal about this, `journal/chain.txt` the digests of all lines of
  the journal in their order: each line here names its own digest and that of the line before it.

Moments are in UTC, texts in UTF-8. What a package does not hold it has no folder for.

این بسته با قالب BagIt 1.0 سپرده شده است؛ هر بخش آن در سطرهای بالا شرح داده شده است.
"""


class EditionDamaged(Exception):
    """A file of a published edition is not, byte for byte, what was published."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def pack_round(found: Round, name: str, bag: OpenBag) -> None:
    """Write everything about a round; raise EditionDamaged, or EvidenceLost for what is no longer kept."""
    bag.write("README.md", readme(name, str(found.authority_id)))
    bag.write("round.json", document(of_round(found)))
    bag.write("method.toml", found.methodology.text)
    pack_editions(found.code, bag)
    export_into(found.code, bag.payload / "evidence")
    pack_notices(found, bag)
    pack_agreement(found, bag)
    pack_journal([Subject.ROUND.named(found.code)], bag)


def pack_complaints(numbers: Iterable[int], name: str, bag: OpenBag, now: datetime) -> None:
    """Write these complaints, without those who complained or were complained of."""
    listed = list(numbers)
    bag.write("README.md", readme(name, None))
    for number in listed:
        bag.write(f"complaints/{number}.json", document(of_complaint(number, now)))
    pack_journal([Subject.COMPLAINT.named(number) for number in listed], bag)


def readme(name: str, authority: str | None) -> str:
    house = authorities.card(authority).title.en
    return README.format(name=name, house=house, version=sanjeh.__version__)


def of_round(found: Round) -> dict[str, object]:
    return {
        "code": found.code,
        "authority": found.authority_id,
        "title": {"fa": found.title_fa, "en": found.title_en},
        "methodology": found.methodology.code,
        "methodology_hash": found.methodology.hash,
        "code_rule": found.code_rule,
        "opens_at": moment(found.opens_at),
        "closes_at": moment(found.closes_at),
        "states": [{"state": one.state, "at": moment(one.entered_at)} for one in found.steps.all()],
        "bodies": [
            {
                "code": one.code,
                "title": one.title_fa,
                "parent": one.parent_code,
                "services": one.service_codes,
            }
            for one in found.bodies.order_by("code")
        ],
        "addresses": [
            {"url": one.url, "body": one.unit.code, "service": one.service_code}
            for one in found.addresses.select_related("unit").order_by("id")
        ],
    }


def of_complaint(number: int, now: datetime) -> dict[str, object]:
    """Return a complaint as an archive may have it: no complainant, no name of whom it is about."""
    stored = desk.complaint(number)
    page = desk.page_of(stored, now)
    return {
        "number": number,
        "kind": stored.kind,
        "body": stored.body,
        "round": stored.round,
        "agreement": stored.agreement,
        "lodged_at": moment(stored.lodged_at),
        "state": stored.state,
        "steps": [{"state": one.state.value, "at": moment(one.at)} for one in page.steps],
        "allegations": [
            {
                "number": one.number,
                "text": one.text,
                "verdict": str(one.verdict) if one.verdict else "",
                "reasons": one.reasons,
            }
            for one in page.allegations
        ],
        "refusal": page.refusal,
        "answer": page.answer,
        "draw": of_draw(page.draw) if page.draw else None,
        "draws": [of_draw(row) for row in page.draws],
        "erased_at": moment(page.erased_at) if page.erased_at else None,
    }


def of_draw(row: DrawRow) -> dict[str, object]:
    """Return a draw with all that is needed to repeat it; without a root it was the older one."""
    return {
        "role": row.role,
        "line": row.line,
        "digest": row.digest,
        "root": row.root,
        "nonce": row.nonce,
        "eligible": list(row.eligible),
        "barred_count": row.barred_count,
        "handler": row.handler,
    }


def pack_editions(round_code: str, bag: OpenBag) -> None:
    """Copy each edition, file by file, after its digest was counted again."""
    for edition in publication.editions(round_code):
        for file in edition.files:
            path = publication.edition_file(round_code, edition.number, file.name)
            content = as_published(path, file.sha256)
            bag.write(f"editions/{edition.number}/{file.name}", content)


def as_published(path: Path, sha256: str) -> bytes:
    """Return the bytes that were published; raise EditionDamaged where they are gone or others."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise EditionDamaged(path.name) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EditionDamaged(path.name)
    return content


def pack_notices(found: Round, bag: OpenBag) -> None:
    about = {(Kind.ROUND, found.code), (Kind.METHODOLOGY, found.methodology.code)}
    for one in notices.notices():
        if (one.kind, one.version) in about:
            row = asdict(one) | {
                "published_at": moment(one.published_at),
                "effective_at": moment(one.effective_at),
                "earliest_at": moment(one.earliest_at) if one.earliest_at else "",
            }
            bag.write(f"notices/{one.number}.json", document(row))


def pack_agreement(found: Round, bag: OpenBag) -> None:
    """Write the agreement that was in force when the round was announced, or the last one before that."""
    announced = found.steps.filter(state=RoundState.ANNOUNCED).first()
    state = agreements.state(announced.entered_at if announced else found.opens_at, str(found.authority_id))
    if state.version:
        version = agreements.version(state.number)
        bag.write(f"agreement/{state.number}.fa.txt", version.exact)


def pack_journal(matters: list[str], bag: OpenBag) -> None:
    """Write every line about these matters, and the digests of the whole chain to find its place by."""
    lines = sorted({line for matter in matters for line in numbered(matter)})
    bag.write("journal/lines.ndjson", "".join(f"{text}\n" for _, text in lines))
    bag.write("journal/chain.txt", "".join(f"{digest}\n" for digest in journal.digests()))


def numbered(matter: str) -> Iterable[tuple[int, str]]:
    return ((line.number, hash_chain.written(line)) for line in journal.lines_about(matter))


def document(content: Mapping[str, object]) -> str:
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n"


def moment(at: datetime) -> str:
    return hash_chain.instant(at)
