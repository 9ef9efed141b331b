"""Invariants of what is read and what is said: declarations, openings of a file, the like decided alike."""

from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.kinds import Held
from sanjeh.core.text.words import Translatable

# Who wrote, read or voted from a seat that owes a declaration.
ACTED = """
    SELECT seat.id, seat.person_id, seat.complaint_id, found.at
    FROM desk_seat seat JOIN desk_allegation point ON point.complaint_id = seat.complaint_id
    JOIN desk_ruling found ON found.allegation_id = point.id
        AND seat.person_id IN (found.by_id, found.read_by_id)
    WHERE seat.owes_declaration
    UNION
    SELECT seat.id, seat.person_id, seat.complaint_id, vote.at
    FROM desk_seat seat JOIN desk_vote vote ON vote.seat_id = seat.id WHERE seat.owes_declaration"""
# Of who sits in the case I1, I2 and I3 say whether they may; here it is everybody else.
OPENED = """journal_journalline opened
    JOIN desk_complaint c ON opened.about[1] = 'file:' || c.number AND opened.what = 'file.opened'"""
# Each ruling once for all of its kind, and once for each indicator of which its complaint is.
ALIKE = """
    SELECT found.id, found.verdict, found.distinguishing, c.id AS matter, c.number, c.kind, '' AS indicator
    FROM desk_ruling found JOIN desk_allegation point ON point.id = found.allegation_id
    JOIN desk_complaint c ON c.id = point.complaint_id
    UNION ALL
    SELECT found.id, found.verdict, found.distinguishing, c.id, c.number, c.kind, indicator
    FROM desk_ruling found JOIN desk_allegation point ON point.id = found.allegation_id
    JOIN desk_complaint c ON c.id = point.complaint_id
    CROSS JOIN LATERAL unnest(desk_indicators(c.subject_refs)) indicator"""

FILES = (
    Check(
        "I5",
        Translatable(
            "هر برگزیده‌ی قرعه نام طرف‌ها را می‌خواند، بی‌طرفی خود را امضا می‌کند و آنگاه پرونده را می‌گشاید."
        ),
        (Held.CONSTRAINT, Held.TRIGGER, Held.GUARD, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM desk_seat WHERE owes_declaration",
        violating=f"""
SELECT 'complaint:' || c.number AS ref FROM ({ACTED}
) act JOIN desk_complaint c ON c.id = act.complaint_id
LEFT JOIN desk_declaration word ON word.seat_id = act.id
WHERE word.is_clear IS NOT TRUE OR word.signed_at > act.at
UNION
SELECT 'complaint:' || c.number FROM desk_declaration word
JOIN desk_seat seat ON seat.id = word.seat_id JOIN desk_complaint c ON c.id = seat.complaint_id
WHERE word.names_read_at < seat.at OR word.signed_at < word.names_read_at OR word.opened_at < word.signed_at
OR (word.opened_at IS NOT NULL AND word.is_clear IS NOT TRUE)
UNION
SELECT 'complaint:' || c.number FROM {OPENED}
JOIN desk_seat seat ON seat.complaint_id = c.id AND opened.by = 'person:' || seat.person_id
LEFT JOIN desk_declaration word ON word.seat_id = seat.id
WHERE seat.owes_declaration AND opened.at >= seat.at
AND (word.is_clear IS NOT TRUE OR word.signed_at > opened.at)""",
    ),
    Check(
        "I8",
        Translatable("هر بار گشودن پرونده سطری در دفتر دارد، و آن که در موضوع دست دارد آن را نمی‌گشاید."),
        (Held.GUARD, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM journal_journalline WHERE what = 'file.opened'",
        violating=f"""
SELECT 'complaint:' || c.number AS ref FROM {OPENED}
WHERE NOT EXISTS (
    SELECT FROM desk_seat seat WHERE seat.complaint_id = c.id AND opened.by = 'person:' || seat.person_id
) AND (opened.by = ANY (c.subject_refs) OR EXISTS (
    SELECT FROM journal_journalline line
    WHERE line.by = opened.by AND line.number < opened.number AND line.about && c.subject_refs
) OR EXISTS (
    SELECT FROM accounts_mandate held
    WHERE opened.by = 'person:' || held.person_id AND ('body:' || held.body) = ANY (c.subject_refs)
    AND held.body <> '' AND held.given_at < opened.at
))
UNION
SELECT 'complaint:' || c.number FROM ({ACTED}
) act JOIN desk_complaint c ON c.id = act.complaint_id
WHERE NOT EXISTS (
    SELECT FROM journal_journalline opened
    WHERE opened.what = 'file.opened' AND opened.about[1] = 'file:' || c.number
    AND opened.by = 'person:' || act.person_id AND opened.at <= act.at
)
UNION
SELECT 'complaint:' || c.number FROM desk_declaration word
JOIN desk_seat seat ON seat.id = word.seat_id JOIN desk_complaint c ON c.id = seat.complaint_id
WHERE word.opened_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM journal_journalline opened
    WHERE opened.what = 'file.opened' AND opened.about[1] = 'file:' || c.number
    AND opened.at = word.opened_at
)""",
    ),
    Check(
        "I14",
        Translatable("اگر رأی با دو رأی همانند پیشین فرق کند، دلیل فرق نوشته می‌شود."),
        (Held.TRIGGER, Held.GUARD, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM desk_ruling",
        violating=f"""
SELECT DISTINCT 'complaint:' || number AS ref FROM (
    SELECT number, distinguishing, indicator, bool_or(indicator <> '') OVER (PARTITION BY id) AS is_of_a_mark,
        count(*) OVER (PARTITION BY kind, indicator ORDER BY id)
        - count(*) OVER (PARTITION BY kind, indicator, verdict ORDER BY id)
        - count(*) OVER (PARTITION BY kind, indicator, matter ORDER BY id)
        + count(*) OVER (PARTITION BY kind, indicator, matter, verdict ORDER BY id) AS unlike
    FROM ({ALIKE}
    ) alike
) given
WHERE distinguishing = '' AND unlike > 1 AND (indicator <> '' OR NOT is_of_a_mark)""",
    ),
)
