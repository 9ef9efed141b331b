"""Invariants of announced changes."""

from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.kinds import Held
from sanjeh.apps.notices.kinds import MANDATORY
from sanjeh.core.text.words import Translatable

TOLD_TO_ALL = ", ".join(f"'{kind.value}'" for kind in sorted(MANDATORY))
CALENDARS = ("calendarversion", "holiday", "decree")
TOLD_OF_CALENDAR = "\nUNION\n".join(
    f"SELECT 'calendar:' || number FROM calendars_{table}"
    " WHERE confirmed_at IS NOT NULL AND notice_id IS NULL"
    for table in CALENDARS
)

ANNOUNCEMENTS = (
    Check(
        "I23",
        Translatable("هیچ نسخه‌ای از روش، دوره، توافق‌نامه یا تقویم بی اطلاعیه‌ی به‌هنگام اجرا نمی‌شود."),
        (Held.CONSTRAINT, Held.TRIGGER, Held.GUARD, Held.NIGHTLY),
        counted="""
SELECT (SELECT count(*) FROM methodology_methodologyversion WHERE in_force_from IS NOT NULL)
    + (SELECT count(*) FROM rounds_round WHERE state <> 'draft')
    + (SELECT count(*) FROM agreements_agreementversion WHERE loaded_by_id IS NOT NULL AND state = 'in_force')
    AS whole""",
        violating=f"""
SELECT 'methodology:' || used.code AS ref FROM methodology_methodologyversion used
WHERE used.in_force_from IS NOT NULL AND NOT EXISTS (
    SELECT FROM notices_notice told WHERE told.kind = 'methodology' AND told.version = used.code
)
UNION
SELECT 'round:' || held.code FROM rounds_round held
WHERE held.state <> 'draft'
AND NOT EXISTS (SELECT FROM notices_notice told WHERE told.number = held.notice)
UNION
SELECT 'agreement:' || number FROM agreements_agreementversion
WHERE loaded_by_id IS NOT NULL AND state = 'in_force' AND notice_id IS NULL
UNION
{TOLD_OF_CALENDAR}
UNION
SELECT 'notice:' || told.number FROM notices_notice told
WHERE told.effective_at < told.earliest_at AND told.short_notice_reason = ''""",
    ),
    Check(
        "I24",
        Translatable("سامانه‌ای که کار می‌کند همان است که اعلام شده است."),
        (Held.NIGHTLY,),
        counted="SELECT count(*) AS whole FROM fingerprints_fingerprint",
        ready="SELECT EXISTS (SELECT FROM fingerprints_fingerprint) AS ready",
        unready=Translatable("سنجیده نمی‌شود: هنوز یک بار هم آنچه کار می‌کند نگاه نشده است."),
        violating="""
SELECT 'change:' || id AS ref FROM fingerprints_silentchange WHERE notice_id IS NULL""",
    ),
    Check(
        "I25",
        Translatable("هر اطلاعیه برای هر کسی که حکم دارد فرستاده شده است، و بازگشته راه دیگری رفته است."),
        (Held.GUARD, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM notices_notice",
        violating=f"""
SELECT 'notice:' || told.number AS ref FROM notices_notice told
WHERE told.kind IN ({TOLD_TO_ALL}) AND EXISTS (
    SELECT FROM accounts_mandate held JOIN accounts_person person ON person.id = held.person_id
    WHERE person.is_active AND held.since <= told.published_at AND held.until > told.published_at
    AND (held.ended_at IS NULL OR held.ended_at > told.published_at)
    AND NOT (held.needs_two AND (held.confirmed_at IS NULL OR held.confirmed_at > told.published_at))
    AND NOT EXISTS (
        SELECT FROM sanjeh_messages_message sent
        WHERE sent.person_id = held.person_id AND sent.about = 'notice:' || told.number
    )
) OR EXISTS (
    SELECT FROM sanjeh_messages_message sent
    WHERE sent.about = 'notice:' || told.number AND NOT EXISTS (
        SELECT FROM sanjeh_messages_despatch way
        WHERE way.message_id = sent.id AND way.state NOT IN ('bounced', 'failed')
    )
)""",
    ),
)
