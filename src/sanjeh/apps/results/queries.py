"""Reading results: the ranking, a body's card, a service's page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.methodology.queries import parsed_text
from sanjeh.apps.results import archive, card_view
from sanjeh.apps.results.cards import CardTree, CoverageGap, Made, StageTree
from sanjeh.apps.results.figures import Figures, Grades, axis_medians, categories, counts
from sanjeh.apps.results.models import ResultSet, ScorecardRecord
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import Round
from sanjeh.apps.scans import queries as scans
from sanjeh.core.methodology.methodology import Methodology, restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.results.model import CategoryPlace
from sanjeh.core.text.words import Translatable, Wording, Words, titled
from sanjeh.core.workflow.rounds import Scope

Column = Literal["rank", "title", "score", "stage", "coverage", "parent", "class"]
PRELIMINARY, FINAL = "preliminary", "final"
PAGE_SIZE = 100
BEFORE_THE_FIRST = Translatable("پیش از مرحله‌ی نخست")

COLUMNS: dict[str, tuple[str, ...]] = {
    "rank": ("rank",),
    "score": ("score",),
    "stage": ("stage", "readiness"),
    "coverage": ("coverage",),
    "class": ("score",),
    "title": ("title",),
    "parent": ("parent_title",),
}


class NoResults(LookupError):
    """This round has no such results (yet)."""


class NoSuchCard(LookupError):
    """These results hold no card of this body."""


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A line of the ranking; `place` is None for a body listed apart, and `lacks` says why.

    `caps` say what keeps the class below the one that the score alone would give. From `interval` (low,
    median, high) on stands how firm place and class are, as in `core.results.model.Firmness`: nothing
    where the round's method does not name what is varied.
    """

    code: str
    title: Words
    parent_code: str
    parent: Words | None
    categories: tuple[str, ...]
    place: CategoryPlace | None
    score: Decimal | None
    score_class: str
    class_title: Words | None
    caps: tuple[Words, ...]
    stage: int | None
    stage_title: Wording | None
    readiness: float | None
    coverage: float
    lacks: tuple[CoverageGap, ...]
    interval: tuple[int, int, int] | None
    group: int | None
    p_classes: tuple[tuple[str, float], ...]
    p_above_next: float | None
    is_borderline: bool
    axes: dict[str, float]


@dataclass(frozen=True, slots=True)
class RankingPage:
    """One page of a ranking. `apart` holds those without a place (on the first page only)."""

    round_code: str
    round_title: Words
    made: Made
    rows: tuple[RankingRow, ...]
    apart: tuple[RankingRow, ...]
    ranked_count: int
    apart_count: int
    page: int
    page_count: int
    categories: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class RankingAsk:
    """What a reader asked of the ranking; `page` 0 asks for all lines at once."""

    category: str = ""
    sort: Column = "rank"
    descending: bool = False
    language: str = "fa"
    page: int = 1


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body's card; `axis_medians` are the points of its first category (or of all), by axis code."""

    round_code: str
    round_title: Words
    made: Made
    row: RankingRow
    places: dict[str, CategoryPlace]
    tree: CardTree
    stages: StageTree
    compared_with: str
    axis_medians: dict[str, float]
    addresses: tuple[scans.AddressFindings, ...]


@dataclass(frozen=True, slots=True)
class ServicePage:
    service: catalogue.ServiceRow
    round_code: str
    round_title: Words
    addresses: tuple[scans.AddressFindings, ...]


def result(round_code: str, states: tuple[str, ...] = (FINAL,), *, version: int | None = None) -> ResultSet:
    """Return this version of a round's results, else the newest in one of these states; raise NoResults."""
    asked = {"state__in": states} if version is None else {"version": version}
    found = ResultSet.objects.select_related("round__methodology").filter(round__code=round_code, **asked)
    newest = found.order_by("-version").first()
    if newest is None:
        raise NoResults(round_code)
    return newest


def made(found: ResultSet) -> Made:
    return Made(
        version=found.version,
        state=found.state,
        made_at=found.made_at,
        methodology_hash=found.methodology_hash,
        seed=found.seed,
        replicates=found.replicates,
        share_of_whole=found.share_of_whole,
        # Results that were kept before methods could name more were drawn with other weights alone.
        varied=tuple(found.varied) or ("weights",),
    )


def title_of(found: Round) -> Words:
    return Words(found.title_fa, found.title_en)


def place_of(card: ScorecardRecord, category: str) -> CategoryPlace | None:
    found = card.places.get(category)
    return CategoryPlace.model_validate(found) if found else None


def method_of(found: Round) -> Methodology:
    """Return the method as this round asks it: an automatic round asks the probes alone."""
    whole = parsed_text(found.methodology.text, found.methodology.code)
    return restrict(whole, {Source.PROBE}) if found.scope == Scope.AUTOMATIC else whole


def grades_of(found: Round) -> Grades:
    """Return what the classes and stages of a round's method are called."""
    method = method_of(found)
    return Grades(
        classes={grade.code: grade.title for grade in method.classes},
        stages={stage.number: stage.title for stage in method.stages},
        caps={cap.indicator: cap.says for cap in method.caps},
        digits=method.digits.score,
    )


def ranking_row(card: ScorecardRecord, grades: Grades, category: str = "") -> RankingRow:
    return RankingRow(
        code=card.code,
        title=titled(card.title_fa, card.title_en),
        parent_code=card.parent_code,
        parent=titled(card.parent_title_fa, card.parent_title_en) if card.parent_title_fa else None,
        categories=tuple(card.categories),
        place=place_of(card, category),
        score=None if card.score is None else grades.printed(card.score),
        score_class=card.score_class,
        class_title=grades.classes.get(card.score_class),
        caps=tuple(grades.caps[indicator] for indicator in card.capped_by),
        stage=card.stage,
        stage_title=None if card.stage is None else grades.stages.get(card.stage, BEFORE_THE_FIRST),
        readiness=card.readiness,
        coverage=card.coverage,
        axes=card.axes,
        lacks=tuple(CoverageGap.model_validate(lack) for lack in card.lacks),
        interval=interval_of(card),
        group=card.rank_group,
        p_classes=tuple((code, share) for code, share in card.class_shares or ()),
        p_above_next=card.above_next,
        is_borderline=bool(card.is_borderline),
    )


def interval_of(card: ScorecardRecord) -> tuple[int, int, int] | None:
    low, median, high = card.rank_low, card.rank_median, card.rank_high
    return None if low is None or median is None or high is None else (low, median, high)


def order(ask: RankingAsk) -> list[OrderBy]:
    suffix = "_en" if ask.language.startswith("en") else "_fa"
    names = [f"{name}{suffix}" if name.endswith("title") else name for name in COLUMNS[ask.sort]]
    direction = "desc" if ask.descending else "asc"
    chosen = [getattr(F(name), direction)(nulls_last=True) for name in names]
    return [*chosen, F("rank").asc(nulls_last=True), F(f"title{suffix}").asc()]


def cards(found: ResultSet, category: str) -> QuerySet[ScorecardRecord]:
    listed = found.cards.defer("observations")
    return listed.filter(categories__contains=[category]) if category else listed


def one_page(listed: QuerySet[ScorecardRecord], page: int) -> QuerySet[ScorecardRecord]:
    return listed if page == 0 else listed[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def ranking(round_code: str, ask: RankingAsk, version: int | None = None) -> RankingPage:
    """Return one page of the ranking: five queries, whatever the number of bodies; raise NoResults."""
    found = result(round_code, version=version)
    listed = cards(found, ask.category).order_by(*order(ask))
    grades = grades_of(found.round)
    numbers = counts(listed.order_by(), grades)
    page_count = max(1, -(-numbers.ranked // PAGE_SIZE))
    page = min(max(ask.page, 0), page_count)
    rows = one_page(listed.filter(rank__isnull=False), page)
    apart = listed.filter(rank=None) if page <= 1 else listed.none()
    return RankingPage(
        round_code=round_code,
        round_title=title_of(found.round),
        made=made(found),
        rows=tuple(ranking_row(card, grades, ask.category) for card in rows),
        apart=tuple(ranking_row(card, grades, ask.category) for card in apart),
        ranked_count=numbers.ranked,
        apart_count=numbers.apart,
        page=page,
        page_count=page_count,
        categories=categories(found),
        figures=numbers.figures,
    )


def card_record(found: ResultSet, body: str) -> ScorecardRecord:
    card = found.cards.select_related("unit").filter(code=body).first()
    if card is None:
        raise NoSuchCard(body)
    return card


def body_card(round_code: str, body: str, version: int | None = None) -> BodyCard:
    """Return a body's whole card; raise NoResults or NoSuchCard."""
    found = result(round_code, version=version)
    card = card_record(found, body)
    compared_with = card.categories[0] if card.categories else ""
    methodology = method_of(found.round)
    explanation = archive.explanation(card, methodology)
    return BodyCard(
        round_code=round_code,
        round_title=title_of(found.round),
        made=made(found),
        row=ranking_row(card, grades_of(found.round)),
        places={name: CategoryPlace.model_validate(place) for name, place in card.places.items()},
        tree=card_view.card_tree(methodology, explanation),
        stages=card_view.stage_tree(methodology, explanation),
        compared_with=compared_with,
        axis_medians=axis_medians(cards(found, compared_with)),
        addresses=scans.findings(round_code, body=body),
    )


def service_page(round_code: str, code: str) -> ServicePage:
    """Return what a round saw of one service, under its body of then; raise NoSuchService or NoSuchRound."""
    found = rounds.get(round_code)
    seen = rounds.services_of(round_code, service_code=code)
    return ServicePage(
        service=seen[0] if seen else catalogue.service(code),
        round_code=round_code,
        round_title=title_of(found),
        addresses=scans.findings(round_code, service=code),
    )


def scores(round_code: str) -> dict[str, float]:
    """Return the score of each ranked body of a round; none where nothing is final."""
    cards = ScorecardRecord.objects.filter(result__round__code=round_code, result__state=FINAL)
    found = cards.order_by("result__version").values_list("code", "score")
    return {code: float(score) for code, score in found if score is not None}
