"""Invariants of clocks and of how a complaint goes on."""

from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.kinds import Held
from sanjeh.core.text.words import Translatable
from sanjeh.core.working_time.events import PAUSE_REASONS

REASONS = ", ".join(f"'{reason.value}'" for reason in PAUSE_REASONS)
CLOCKS_KEPT = "SELECT count(*) AS whole FROM desk_complaintclock"

CLOCKS = (
    Check(
        "I19",
        Translatable("شکایت تنها پس از رسیدن رأی به شاکی بسته می‌شود، هیچ‌گاه با خاموشی."),
        (Held.GUARD, Held.TRIGGER, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM desk_complaint WHERE state = 'closed'",
        violating="""
SELECT 'complaint:' || c.number AS ref FROM desk_complaint c
WHERE c.state = 'closed' AND NOT EXISTS (
    SELECT FROM journal_journalline line
    WHERE line.what = 'complaint.served' AND line.about[1] = 'complaint:' || c.number
)""",
    ),
    Check(
        "I20",
        Translatable("از لحظه‌ی ثبت شکایت، هر ثانیه نزد کسی است و ساعت آن می‌رود."),
        (Held.GUARD, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM desk_complaint",
        violating="""
SELECT 'complaint:' || c.number AS ref FROM desk_complaint c
WHERE NOT EXISTS (
    SELECT FROM desk_complaintclock clock
    JOIN desk_clockevent event ON event.clock_id = clock.id AND event.kind = 'started'
    WHERE clock.complaint_id = c.id AND event.at <= c.lodged_at + interval '1 second'
)""",
    ),
    Check(
        "I21",
        Translatable("هر ساعت یک بار آغاز می‌شود و هر رویداد آن پس از آغاز است و یک بار شمرده می‌شود."),
        (Held.CONSTRAINT, Held.TRIGGER, Held.NIGHTLY),
        counted=CLOCKS_KEPT,
        violating="""
SELECT 'complaint:' || c.number || '/' || clock.stage AS ref
FROM desk_complaintclock clock JOIN desk_complaint c ON c.id = clock.complaint_id
LEFT JOIN desk_clockevent event ON event.clock_id = clock.id
GROUP BY c.number, clock.stage, clock.id
HAVING count(*) FILTER (WHERE event.kind = 'started') <> 1
OR min(event.at) < min(event.at) FILTER (WHERE event.kind = 'started')
OR count(*) FILTER (WHERE event.kind = 'stopped') > 1 + count(*) FILTER (WHERE event.kind = 'reopened')
OR count(*) FILTER (WHERE event.kind = 'resumed') > count(*) FILTER (WHERE event.kind = 'paused')""",
    ),
    Check(
        "I22",
        Translatable("هر درنگ دلیلی از فهرست دارد و همان دم در دفتر آمده است؛ شاکی آن را می‌بیند."),
        (Held.CONSTRAINT, Held.GUARD, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM desk_clockevent WHERE kind = 'paused'",
        violating=f"""
SELECT DISTINCT 'complaint:' || c.number AS ref FROM desk_clockevent event
JOIN desk_complaintclock clock ON clock.id = event.clock_id
JOIN desk_complaint c ON c.id = clock.complaint_id
WHERE event.kind = 'paused' AND (event.reason NOT IN ({REASONS}) OR NOT EXISTS (
    SELECT FROM journal_journalline line
    WHERE line.what = 'clock.paused' AND line.about @> ARRAY['complaint:' || c.number]::varchar[]
    AND line.at = event.at
))""",
    ),
    Check(
        "I28",
        Translatable("شکایتی که زیر یک نسخه‌ی توافق‌نامه آغاز شد تا پایان با همان نسخه سنجیده می‌شود."),
        (Held.TRIGGER, Held.NIGHTLY),
        counted=CLOCKS_KEPT,
        violating="""
SELECT 'complaint:' || c.number || '/' || clock.stage AS ref
FROM desk_complaintclock clock JOIN desk_complaint c ON c.id = clock.complaint_id
WHERE clock.agreement <> c.agreement
UNION
SELECT 'complaint:' || c.number FROM desk_complaint c
WHERE c.agreement <> 0
AND NOT EXISTS (SELECT FROM agreements_agreementversion held WHERE held.number = c.agreement)""",
    ),
)
