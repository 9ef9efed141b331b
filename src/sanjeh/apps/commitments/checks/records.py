"""Invariants of notices, the firewall around scores, money, the journal, and four eyes."""

from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.checks.draws import journal_whole
from sanjeh.apps.commitments.checks.retaliation import retaliation
from sanjeh.apps.commitments.kinds import Held
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.permissions import PERMISSIONS, permission

SCORING = "'^(results|publication|analyses|scans|rounds|methodology|catalogue|uptime|speed)_'"
COMPLAINING = r"\m(desk|courtesy|commitments)_"
FOUR_EYES = ",\n    ".join(
    f"('{row.event}', '{permission(bar).event}')" for row in PERMISSIONS for bar in row.apart_from
)
MONEY = "'(price|fee|tariff|cost|amount|rial|toman|penalty|fine|charge|payment)s?(_|$)'"

RECORDS = (
    Check(
        "I17",
        Translatable("هیچ راهی از شکایت و نظرسنجی به نمره نیست."),
        (Held.CONSTRAINT, Held.GUARD, Held.NIGHTLY),
        counted=f"""
SELECT count(*) AS whole FROM pg_tables WHERE schemaname = 'public' AND tablename ~ {SCORING}""",
        violating=f"""
SELECT 'constraint:' || conname AS ref FROM pg_constraint
WHERE contype = 'f' AND conrelid::regclass::text ~ {SCORING} AND confrelid::regclass::text ~ '{COMPLAINING}'
UNION
SELECT 'view:' || viewname FROM pg_views
WHERE schemaname = 'public' AND definition ~ '{COMPLAINING}'
AND definition ~ '\\m(results|publication|analyses)_'
UNION
SELECT 'trigger:' || tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE tgrelid::regclass::text ~ {SCORING} AND prosrc ~ '{COMPLAINING}'""",
    ),
    Check(
        "I18",
        Translatable("کسی که شکایت کرده است نتیجه‌ی بدتری نمی‌گیرد."),
        (Held.NIGHTLY,),
        count=retaliation,
    ),
    Check(
        "I26",
        Translatable("از هیچ پاسخ نظرسنجی راهی به کسی نیست و کمتر از پنج پاسخ نشان داده نمی‌شود."),
        (Held.CONSTRAINT, Held.TRIGGER, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM courtesy_batch",
        violating="""
SELECT 'constraint:' || conname AS ref FROM pg_constraint
WHERE contype = 'f' AND conrelid IN ('courtesy_tally'::regclass, 'courtesy_batch'::regclass)
AND confrelid <> 'courtesy_batch'::regclass
UNION
SELECT 'column:' || table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name IN ('courtesy_tally', 'courtesy_batch')
AND (column_name ~ '(person|member|expert|handler|complaint|token|address)' OR data_type LIKE 'timestamp%%')
UNION
SELECT 'batch:' || batch.id FROM courtesy_batch batch
JOIN courtesy_tally tally ON tally.batch_id = batch.id
WHERE batch.released_on IS NOT NULL
GROUP BY batch.id, tally.question HAVING sum(tally.given) < 5""",
    ),
    Check(
        "I27",
        Translatable("هیچ خانه‌ای برای پول جز صفر نمی‌پذیرد."),
        (Held.CONSTRAINT, Held.NIGHTLY),
        counted=f"""
SELECT count(*) AS whole FROM information_schema.columns
WHERE table_schema = 'public' AND column_name ~ {MONEY}
AND data_type IN ('integer', 'bigint', 'smallint', 'numeric', 'double precision', 'real', 'money')""",
        violating=f"""
SELECT 'column:' || kept.table_name || '.' || kept.column_name AS ref FROM information_schema.columns kept
WHERE kept.table_schema = 'public' AND kept.column_name ~ {MONEY}
AND kept.data_type IN ('integer', 'bigint', 'smallint', 'numeric', 'double precision', 'real', 'money')
AND NOT EXISTS (
    SELECT FROM pg_constraint
    WHERE contype = 'c' AND convalidated
    AND conrelid = (quote_ident(kept.table_schema) || '.' || quote_ident(kept.table_name))::regclass
    AND pg_get_constraintdef(oid) ~ ('^CHECK \\(\\(' || kept.column_name || ' = \\(?0')
)""",
    ),
    Check(
        "I29",
        Translatable("دفتر رویداد تنها بلندتر می‌شود: زنجیره و هر مهر امضاشده با سطرها می‌خواند."),
        (Held.TRIGGER, Held.NIGHTLY),
        count=journal_whole,
    ),
    Check(
        "I30",
        Translatable("کسی کار خودش را تأیید نمی‌کند: خواهنده و تأییدکننده، نویسنده و وارس دو نفرند."),
        (Held.CONSTRAINT, Held.GUARD, Held.NIGHTLY),
        counted="SELECT count(*) AS whole FROM journal_journalline WHERE by LIKE 'person:%%'",
        violating=f"""
SELECT later.about[1] AS ref FROM journal_journalline later
JOIN (VALUES
    {FOUR_EYES}
) four (event, bar) ON later.what = four.event
JOIN journal_journalline earlier ON earlier.what = four.bar AND earlier.by = later.by
    AND earlier.about[1] = later.about[1] AND earlier.number < later.number
WHERE later.by LIKE 'person:%%'
UNION
SELECT 'mandate:' || id FROM accounts_mandate
WHERE given_by_id = person_id OR confirmed_by_id IN (person_id, given_by_id)
UNION
SELECT 'agreement:' || number FROM agreements_agreementversion WHERE confirmed_by_id = loaded_by_id
UNION
SELECT 'calendar:' || number FROM calendars_decree WHERE confirmed_by_id = made_by_id
UNION
SELECT 'complaint:' || c.number FROM desk_legalhold held JOIN desk_complaint c ON c.id = held.complaint_id
WHERE held.lifted_by_id = held.placed_by_id
UNION
SELECT 'archive:' || name FROM retention_handover WHERE received_by_id = made_by_id""",
    ),
)
