"""Says what was found in one language: from the document to the card."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.probing.contracts import UNSEEN, Finding, Outcome
from sanjeh.core.text.legible import legible
from sanjeh.core.text.numerals import in_digits, percent
from sanjeh.engine.texts import advice, failure_words, finding_words, title
from sanjeh.locale.catalogues import listed, said
from sanjeh.report.scorecard.card import Bar, Card, FindingLine, ProbeFindings, Report, Unseen
from sanjeh.report.scorecard.document import AxisMark, Document, FailedLook, IndicatorMark, TargetReport
from sanjeh.report.scorecard.judged_document import sentence
from sanjeh.report.words import moment, say

NOTHING_SEEN = "none"
FIRST = 5
FULL_MARKS = 100.0
# A card shows what was observed at a glance; the JSON document has the whole of it.
FACT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, by which method and when; `pictures` are JPEG screenshots by address."""

    document: Document
    methodology: Methodology
    at: datetime
    pictures: Mapping[str, bytes]


def report(result: Result, language: str) -> Report:
    """Say everything that was found in one language."""
    made_by = say(
        "made_by",
        language,
        version=result.document.sanjeh,
        methodology=result.document.methodology,
        at=moment(result.at, language),
    )
    own = result.methodology.stated_as_our_own
    writer = _Writer(result.methodology, language)
    return Report(
        language=language,
        note=own.in_language(language) if own else "",
        made_by=made_by,
        cards=tuple(writer.card(t, result.pictures.get(t.url, b"")) for t in result.document.targets),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Says one target in one language."""

    methodology: Methodology
    language: str

    def card(self, target: TargetReport, picture: bytes) -> Card:
        by_id = {finding.id: finding for finding in target.findings}
        return Card(
            url=legible(target.url),
            judged=sentence(target.document, self.language),
            mark=target.outcome,
            outcome=self._say(target.outcome),
            score=self._points(target.score),
            share=target.score,
            coverage=percent(target.coverage, self.language),
            coverage_says=self._coverage(target),
            stage=self._stage(target.stage),
            stage_says=self._say("stage_unknown_why" if target.stage is None else "stage_observed"),
            first=self._first(target.indicators, by_id),
            axes=tuple(self._axis(axis) for axis in target.axes),
            indicators=tuple(self._indicator(mark, by_id) for mark in target.indicators),
            mend=self._lines(target.findings, Outcome.FAIL),
            improve=self._lines(target.findings, Outcome.WARN),
            unseen=self._unseen(target),
            groups=tuple(self._groups(target.findings)),
            picture=picture,
        )

    def _say(self, key: str, **facts: str) -> str:
        return say(key, self.language, **facts)

    def _points(self, points: float | None) -> str:
        return "" if points is None else in_digits(f"{points:.1f}", self.language)

    def _coverage(self, target: TargetReport) -> str:
        reach = percent(float(self.methodology.share_of_whole), self.language)
        told = self._say("coverage_says", reach=reach)
        return told if target.sufficient or target.score is None else f"{told} {self._say('thin')}"

    def _stage(self, reached: int | None) -> str:
        if reached is None:
            return self._say("stage_unknown")
        titles = {stage.number: stage.title.in_language(self.language) for stage in self.methodology.stages}
        if reached not in titles:
            return self._say("stage_zero")
        return f"{in_digits(reached, self.language)} · {titles[reached]}"

    def _first(self, marks: Sequence[IndicatorMark], by_id: Mapping[str, Finding]) -> tuple[Bar, ...]:
        """Return the indicators whose mending adds most, the greatest gain first."""
        open_ones = sorted((mark for mark in marks if mark.gain), key=lambda mark: -(mark.gain or 0))
        return tuple(self._gain(mark, by_id) for mark in open_ones[:FIRST])

    def _gain(self, mark: IndicatorMark, by_id: Mapping[str, Finding]) -> Bar:
        indicator = self.methodology.indicator(mark.code)
        found = (by_id[code] for code in mark.evidence if code in by_id)
        points = in_digits(f"{mark.gain:.1f}", self.language)
        return Bar(
            code=mark.code,
            title=indicator.title.in_language(self.language),
            mark=mark.state,
            points=self._say("gain", points=points),
            share=mark.points,
            weight="",
            says=" ".join(said(one, self.language) for one in advice(found, indicator.guide.mend)),
        )

    def _axis(self, axis: AxisMark) -> Bar:
        titles = {part.code: part.title for part in self.methodology.axes}
        return Bar(
            code=axis.code,
            title=titles[axis.code].in_language(self.language),
            mark="value" if axis.points is not None else NOTHING_SEEN,
            points=self._points(axis.points) or "—",
            share=axis.points,
            weight="",
            says=self._axis_says(axis),
        )

    def _axis_says(self, axis: AxisMark) -> str:
        if not axis.applicable:
            return self._say("axis_not_applicable")
        return self._say("axis_seen", seen=percent(axis.coverage, self.language))

    def _indicator(self, mark: IndicatorMark, findings: Mapping[str, Finding]) -> Bar:
        return Bar(
            code=mark.code,
            title=self.methodology.indicator(mark.code).title.in_language(self.language),
            mark=mark.state,
            points=self._points(mark.points) or self._say(mark.state),
            share=mark.points,
            weight=in_digits(f"{mark.weight:g}%", self.language),
            says=self._why(mark, findings),
        )

    def _why(self, mark: IndicatorMark, findings: Mapping[str, Finding]) -> str:
        """Turn `http.hsts: missing; …` into the sentences of those findings."""
        codes = [part.partition(":")[0] for part in mark.reason.split("; ") if part]
        told = [finding_words(findings[code]).says for code in codes if code in findings]
        if told:
            return " ".join(dict.fromkeys(said(words, self.language) for words in told))
        if mark.state != "value":
            return self._say("not_looked_at")
        return self._say("all_passed" if mark.points == FULL_MARKS else "all_passed_by_value")

    def _lines(self, findings: Iterable[Finding], outcome: Outcome) -> tuple[FindingLine, ...]:
        return tuple(self._line(finding) for finding in findings if finding.outcome is outcome)

    def _line(self, finding: Finding) -> FindingLine:
        words = finding_words(finding)
        return FindingLine(
            id=finding.id,
            mark=str(finding.outcome),
            outcome=self._say(str(finding.outcome)),
            title=said(words.title, self.language),
            says=said(words.says, self.language),
            remedy=said(words.remedy, self.language) if words.remedy else "",
            observed=tuple(_facts(finding)),
            standard=finding.standard,
        )

    def _groups(self, findings: Sequence[Finding]) -> Iterable[ProbeFindings]:
        """Yield the findings by probe, without those of looks that saw nothing: these are told as unseen."""
        for probe in dict.fromkeys(finding.probe for finding in findings if finding.outcome not in UNSEEN):
            mine = [finding for finding in findings if finding.probe == probe]
            yield ProbeFindings(
                said(title(probe), self.language), tuple(self._line(finding) for finding in mine)
            )

    def _unseen(self, target: TargetReport) -> tuple[Unseen, ...]:
        """Tell each reason once, with everything that was not looked at because of it."""
        causes = dict.fromkeys(failed.reason for failed in target.failures)
        whole = (
            self._cause(target, [failed for failed in target.failures if failed.reason is cause])
            for cause in causes
        )
        return (*whole, *self._unseen_checks(target))

    def _cause(self, target: TargetReport, failed: Sequence[FailedLook]) -> Unseen:
        words = failure_words(failed[0].reason, urlsplit(target.url).hostname or target.url)
        return Unseen(
            looks=self._listed(said(title(one.look), self.language) for one in failed),
            happened=said(words.happened, self.language),
            owner=said(words.owner, self.language),
            ours=said(words.ours, self.language),
            detail=legible(failed[0].detail),
        )

    def _unseen_checks(self, target: TargetReport) -> Iterable[Unseen]:
        """Yield single checks that stayed unseen although their look came home."""
        told = {str(failed.reason) for failed in target.failures}
        left = [f for f in target.findings if f.outcome in UNSEEN and f.reason not in told]
        lines = [self._line(finding) for finding in left]
        for says, remedy in dict.fromkeys((line.says, line.remedy) for line in lines):
            titles = (line.title for line in lines if (line.says, line.remedy) == (says, remedy))
            yield Unseen(self._listed(titles), says, remedy, "", "")

    def _listed(self, names: Iterable[str]) -> str:
        return listed(tuple(names), self.language)


def _facts(finding: Finding) -> Iterable[str]:
    """Yield what was observed as `key: value`, in the letters of machines."""
    for key, value in finding.observed.items():
        if value not in (None, "", [], {}):
            told = legible(f"{key}: {_fact(value)}")
            yield told if len(told) <= FACT_LENGTH else f"{told[: FACT_LENGTH - 1]}…"


def _fact(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_fact(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={_fact(item)}" for key, item in value.items())
    return str(value)
