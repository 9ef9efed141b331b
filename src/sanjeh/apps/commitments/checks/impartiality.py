"""Invariants of impartial complaints: who sits, how they came to sit, and what a decision holds."""

from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.checks.draws import wrong_draws
from sanjeh.apps.commitments.kinds import Held
from sanjeh.apps.desk.kinds import IN_FAVOUR
from sanjeh.core.text.words import Translatable

SEATS = "SELECT count(*) AS whole FROM desk_seat"
DECIDED = "SELECT count(*) AS whole FROM desk_complaint WHERE state IN ('decided', 'served', 'closed')"
SEATED = "FROM desk_seat seat JOIN desk_complaint c ON c.id = seat.complaint_id"
BY_HIM = "line.by = 'person:' || seat.person_id"
ABOUT_IT = "line.about @> ARRAY['complaint:' || c.number]::varchar[]"
# What leads a complaint on names it first: this can be hashed, whatever the planner thinks of the rest.
OF_IT = "line.about[1] = 'complaint:' || c.number"

IN_ORDER = f"ARRAY[{', '.join(repr(one.value) for one in IN_FAVOUR)}]"

IMPARTIALITY = (
    Check(
        "I1",
        Translatable("کسی که در موضوع دست داشته یا از او شکایت شده است رسیدگی نمی‌کند."),
        (Held.GUARD, Held.TRIGGER, Held.NIGHTLY),
        counted=SEATS,
        violating=f"""
SELECT 'complaint:' || c.number AS ref {SEATED}
WHERE ('person:' || seat.person_id) = ANY (c.subject_refs)
UNION
SELECT 'complaint:' || c.number {SEATED}
WHERE EXISTS (
    SELECT FROM journal_journalline line
    WHERE {BY_HIM} AND line.number < seat.draw_line
    AND line.about && (c.subject_refs || ('complaint:' || c.number)::varchar)
)
UNION
SELECT 'complaint:' || c.number {SEATED}
JOIN journal_journalline line ON {OF_IT} AND line.what = 'complaint.admitted'
WHERE line.facts -> 'concerns' ? ('person:' || seat.person_id)""",
    ),
    Check(
        "I2",
        Translatable("کارمند دستگاه، اکنون یا در دو سال گذشته، به شکایت همان دستگاه رسیدگی نمی‌کند."),
        (Held.GUARD, Held.TRIGGER, Held.NIGHTLY),
        counted=SEATS,
        violating=f"""
SELECT DISTINCT 'complaint:' || c.number AS ref {SEATED}
JOIN accounts_mandate held ON held.person_id = seat.person_id
WHERE held.body <> '' AND ('body:' || held.body) = ANY (c.subject_refs)
AND held.since <= seat.at
AND LEAST(held.until, held.ended_at) > seat.at - interval '24 months'""",
    ),
    Check(
        "I3",
        Translatable("اگر رسیدگی‌کننده پس از قرعه در همان موضوع کاری کند، از رسیدگی کنار می‌رود."),
        (Held.NIGHTLY,),
        counted=SEATS,
        violating=f"""
SELECT 'complaint:' || c.number AS ref {SEATED}
WHERE c.state NOT IN ('refused', 'closed')
AND NOT EXISTS (SELECT FROM desk_seatend gone WHERE gone.seat_id = seat.id)
AND EXISTS (
    SELECT FROM journal_journalline line
    WHERE {BY_HIM} AND line.number > seat.draw_line
    AND line.about && c.subject_refs AND NOT {ABOUT_IT}
)""",
    ),
    Check(
        "I4",
        Translatable("پذیرنده، نویسنده‌ی پاسخ طرف دیگر و رسیدگی‌کننده‌ی یک شکایت سه نفرند."),
        (Held.GUARD, Held.TRIGGER, Held.NIGHTLY),
        counted=SEATS,
        violating=f"""
SELECT DISTINCT 'complaint:' || c.number AS ref {SEATED}
JOIN journal_journalline line ON {OF_IT} AND {BY_HIM}
WHERE line.what IN ('complaint.refused', 'complaint.heard')
UNION
SELECT 'complaint:' || c.number {SEATED}
JOIN desk_statement said ON said.complaint_id = c.id AND said.by_id = seat.person_id
WHERE said.kind NOT IN ('proposal', 'sent_back', 'order', 'recusal')""",
    ),
    Check(
        "I6",
        Translatable("هر رسیدگی‌کننده همان است که قرعه‌ی منتشرشده، حساب‌شده از دفتر، برمی‌گزیند."),
        (Held.TRIGGER, Held.NIGHTLY),
        count=wrong_draws,
    ),
    Check(
        "I7",
        Translatable("هیچ‌کس، هر نقشی که داشته باشد، کسی را با دست به رسیدگی نمی‌گمارد."),
        (Held.TRIGGER, Held.GUARD, Held.NIGHTLY),
        counted=SEATS,
        violating=f"""
SELECT 'complaint:' || c.number AS ref {SEATED}
WHERE NOT EXISTS (
    SELECT FROM journal_journalline line
    WHERE line.what IN ('complaint.seated', 'complaint.assigned') AND {OF_IT} AND line.by = 'system'
    AND (line.facts ->> 'handler' = 'person:' || seat.person_id
        OR line.facts -> 'persons' ? ('person:' || seat.person_id))
    AND (line.facts ->> 'drawn_in')::bigint = seat.draw_line
)
UNION
SELECT 'complaint:' || c.number {SEATED}
JOIN desk_outsidemember outsider ON outsider.person_id = seat.person_id
WHERE 2 > (
    SELECT count(DISTINCT approved.by_id) FROM desk_necessity lacking
    JOIN desk_necessityapproval approved ON approved.necessity_id = lacking.id
    WHERE lacking.complaint_id = c.id AND lacking.role = seat.role AND approved.at <= seat.at
)""",
    ),
    Check(
        "I9",
        Translatable("شاکی به هر رسیدگی‌کننده یک بار ایراد می‌گیرد، و از کسی که کنار رفت رأیی نمی‌ماند."),
        (Held.CONSTRAINT, Held.GUARD, Held.NIGHTLY),
        counted=SEATS,
        violating=f"""
SELECT DISTINCT 'complaint:' || c.number AS ref {SEATED}
JOIN desk_seatend gone ON gone.seat_id = seat.id
JOIN desk_allegation point ON point.complaint_id = c.id
JOIN desk_ruling found ON found.allegation_id = point.id AND found.at > gone.at
WHERE seat.person_id IN (found.by_id, found.read_by_id)""",
    ),
    Check(
        "I10",
        Translatable("پیش از رأی، طرف دیگر شنیده می‌شود، و نه از زبان رسیدگی‌کننده."),
        (Held.GUARD, Held.TRIGGER, Held.NIGHTLY),
        counted=DECIDED,
        violating="""
SELECT 'complaint:' || c.number AS ref FROM desk_complaint c
WHERE c.state IN ('decided', 'served', 'closed')
AND NOT EXISTS (
    SELECT FROM desk_statement said WHERE said.complaint_id = c.id AND said.kind IN ('answer', 'silence')
)""",
    ),
    Check(
        "I11",
        Translatable("هر بند شکایت یک رأی با دلیل دارد، نه بیشتر و نه کمتر."),
        (Held.CONSTRAINT, Held.GUARD, Held.NIGHTLY),
        counted=DECIDED,
        violating="""
SELECT DISTINCT 'complaint:' || c.number AS ref FROM desk_complaint c
JOIN desk_allegation point ON point.complaint_id = c.id
LEFT JOIN desk_ruling found ON found.allegation_id = point.id
WHERE (c.state IN ('decided', 'served', 'closed') AND found.id IS NULL) OR found.reasons = ''""",
    ),
    Check(
        "I12",
        Translatable("رأی همان می‌ماند که روز صدور در دفتر آمد."),
        (Held.TRIGGER, Held.NIGHTLY),
        counted=DECIDED,
        violating="""
SELECT 'complaint:' || c.number AS ref FROM desk_complaint c
JOIN desk_allegation point ON point.complaint_id = c.id
JOIN desk_ruling found ON found.allegation_id = point.id
JOIN (
    SELECT number, about, facts, row_number() OVER (PARTITION BY about[1] ORDER BY number) AS cycle
    FROM journal_journalline WHERE what = 'complaint.decided'
) line ON line.about[1] = 'complaint:' || c.number AND line.cycle = found.cycle
GROUP BY c.number, line.number, line.facts
HAVING count(*) = jsonb_array_length(line.facts -> 'verdicts')
AND jsonb_agg(found.verdict ORDER BY point.number) IS DISTINCT FROM line.facts -> 'verdicts'""",
    ),
    Check(
        "I13",
        Translatable("شکایت‌های یک دسته به ترتیب روز ثبت پذیرفته یا رد می‌شوند."),
        (Held.NIGHTLY,),
        counted="SELECT count(*) AS whole FROM desk_complaint",
        violating="""
SELECT 'complaint:' || number AS ref FROM (
    SELECT c.number, judged.number AS place, min(judged.number) OVER (
        PARTITION BY c.kind ORDER BY date_trunc('day', c.lodged_at)
        RANGE BETWEEN interval '1 day' FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS later
    FROM desk_complaint c LEFT JOIN (
        SELECT about[1] AS ref, min(number) AS number FROM journal_journalline
        WHERE what IN ('complaint.admitted', 'complaint.refused') GROUP BY about[1]
    ) judged ON judged.ref = 'complaint:' || c.number
) ordered WHERE later < COALESCE(place, 9223372036854775807)""",
    ),
    Check(
        "I15",
        Translatable("اعتراض به نمره را کسی دوباره می‌سنجد که نمره‌ی پیشین را ندیده است."),
        (Held.GUARD, Held.TRIGGER, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM desk_correctionorder",
        violating="""
SELECT DISTINCT 'complaint:' || c.number AS ref
FROM desk_correctionorder ordered JOIN desk_complaint c ON c.id = ordered.complaint_id
WHERE NOT EXISTS (
    SELECT FROM desk_seat seat
    WHERE seat.complaint_id = c.id AND seat.role = 'rescorer' AND seat.person_id = ordered.by_id
)""",
    ),
    Check(
        "I16",
        Translatable("نتیجه‌ی شاکی با شکایت خودش بدتر نمی‌شود."),
        (Held.TRIGGER, Held.GUARD, Held.NIGHTLY),
        counted=DECIDED,
        violating=f"""
SELECT DISTINCT 'complaint:' || c.number AS ref FROM desk_complaint c
JOIN desk_allegation point ON point.complaint_id = c.id
JOIN desk_ruling earlier ON earlier.allegation_id = point.id
JOIN desk_ruling later ON later.allegation_id = point.id AND later.cycle > earlier.cycle
WHERE array_position({IN_ORDER}, later.verdict::text) < array_position({IN_ORDER}, earlier.verdict::text)""",
    ),
)
