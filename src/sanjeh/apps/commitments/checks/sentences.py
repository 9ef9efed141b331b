"""How each sentence of the agreement is measured: what is counted of what, and what violates it."""

from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.checks.counted import (
    agenda_in_time,
    clauses_and_digests,
    days_without,
    editions_as_published,
    guided_indicators,
)
from sanjeh.apps.commitments.checks.ways import ANSWERS_GIVEN, WAYS_KEPT
from sanjeh.core.text.words import Translatable

NO_AGREEMENT = Translatable("سنجیده نمی‌شود: اکنون توافق‌نامه‌ای در حال اجرا نیست.")
NO_ROUND = Translatable("سنجیده نمی‌شود: هنوز دوره‌ای به این مرحله نرسیده است.")
IN_FORCE = """
SELECT count(*) AS hits, 1 AS whole FROM agreements_agreementversion
WHERE state = 'in_force' AND valid_until > %(now)s AND (valid_from IS NULL OR valid_from <= %(now)s)"""
PUBLISHED = "('published', 'feedback', 'archived')"

ROUNDS = (
    Check(
        "S3",
        Translatable("دوره‌هایی که در روز اعلام‌شده آغاز شدند، از دوره‌هایی که روزشان رسیده است"),
        ready="""
SELECT count(*) AS hits, 1 AS whole FROM rounds_round WHERE state <> 'draft' AND opens_at <= %(now)s""",
        unready=NO_ROUND,
        counted="""
SELECT count(*) FILTER (WHERE state <> 'announced') AS hits, count(*) AS whole
FROM rounds_round WHERE state <> 'draft' AND opens_at <= %(now)s""",
        violating="""
SELECT 'round:' || code AS ref FROM rounds_round
WHERE state = 'announced' AND opens_at < %(now)s - interval '2 days'""",
    ),
    Check(
        "S4",
        Translatable("دوره‌های منتشرشده‌ای که ویراستی امضاشده و قابل دریافت دارند"),
        ready=f"SELECT count(*) AS hits, 1 AS whole FROM rounds_round WHERE state IN {PUBLISHED}",
        unready=NO_ROUND,
        counted=f"""
SELECT count(*) FILTER (
    WHERE EXISTS (SELECT FROM publication_edition edition WHERE edition.round_id = held.id)
) AS hits, count(*) AS whole FROM rounds_round held WHERE state IN {PUBLISHED}""",
        violating=f"""
SELECT 'round:' || code AS ref FROM rounds_round held WHERE state IN {PUBLISHED}
AND NOT EXISTS (SELECT FROM publication_edition edition WHERE edition.round_id = held.id)""",
    ),
    Check(
        "S6",
        Translatable("دوره‌هایی که در این سامانه ثبت است، در برابر شماری که متن توافق‌نامه می‌گوید"),
        counted="""
SELECT count(*) AS hits, (
    SELECT max(substring(convert_from(exact, 'UTF8') FROM '([0-9]+) دوره انجام شده')::bigint)
    FROM agreements_agreementversion
) AS whole FROM rounds_round WHERE state <> 'draft'""",
        is_figure=True,
    ),
    Check(
        "S7",
        Translatable("شاخص‌هایی از روش در حال اجرا که راهنما، نمونه‌ی خوب و راه اصلاح دارند"),
        count=guided_indicators,
        is_figure=True,
    ),
    Check(
        "S8",
        Translatable("دوره‌هایی که روش آن‌ها پیش از گشایش دوره اعلام شد"),
        ready="SELECT count(*) AS hits, 1 AS whole FROM rounds_round WHERE state <> 'draft'",
        unready=NO_ROUND,
        counted="""
SELECT count(*) FILTER (WHERE told.at <= held.opens_at) AS hits, count(*) AS whole
FROM rounds_round held JOIN methodology_methodologyversion method ON method.id = held.methodology_id
LEFT JOIN LATERAL (
    SELECT min(published_at) AS at FROM notices_notice WHERE kind = 'methodology' AND version = method.code
) told ON true WHERE held.state <> 'draft'""",
        violating="""
SELECT 'round:' || held.code AS ref
FROM rounds_round held JOIN methodology_methodologyversion method ON method.id = held.methodology_id
LEFT JOIN LATERAL (
    SELECT min(published_at) AS at FROM notices_notice WHERE kind = 'methodology' AND version = method.code
) told ON true WHERE held.state <> 'draft' AND told.at > held.opens_at""",
    ),
    Check(
        "S9",
        Translatable("دستگاه‌هایی از نتایج نهایی که مرحله‌ی بلوغ و آمادگی آن‌ها برای مرحله‌ی بعد گفته شد"),
        ready="SELECT count(*) AS hits, 1 AS whole FROM results_resultset WHERE state = 'final'",
        unready=NO_ROUND,
        counted="""
SELECT count(*) FILTER (WHERE card.stage IS NOT NULL) AS hits, count(*) AS whole
FROM results_scorecardrecord card JOIN results_resultset counted ON counted.id = card.result_id
WHERE counted.state = 'final'""",
        is_figure=True,
    ),
    Check(
        "S10",
        Translatable("ویراست‌هایی که فهرست امضاشده‌ی آن‌ها هنوز همان است که منتشر شد"),
        count=editions_as_published,
        rests_on=("I17", "I29"),
    ),
)
SENTENCES = (
    Check(
        "S1",
        Translatable("دستگاه‌های نماینده‌داری که نسخه‌ی در حال اجرا را پذیرفته‌اند"),
        ready=IN_FORCE,
        unready=NO_AGREEMENT,
        counted="""
SELECT count(DISTINCT accepted.body) AS hits, count(DISTINCT held.body) AS whole
FROM accounts_mandate held LEFT JOIN agreements_acceptance accepted ON accepted.body = held.body
AND accepted.version_id IN (SELECT id FROM agreements_agreementversion WHERE state = 'in_force')
WHERE held.role IN ('representative', 'deputy') AND held.since <= %(now)s
AND LEAST(held.until, held.ended_at) > %(now)s""",
        violating="""
SELECT 'acceptance:' || agreed.number || '/' || accepted.body AS ref
FROM agreements_acceptance accepted JOIN agreements_agreementversion agreed ON agreed.id = accepted.version_id
WHERE accepted.shown_sha256 <> agreed.sha256""",
    ),
    Check(
        "S2",
        Translatable("تعهدهایی که نسخه‌ی آن‌ها اندازه‌ای برایشان نوشته است"),
        counted="""
SELECT count(target) AS hits, count(*) AS whole FROM commitments_commitment
WHERE version_id = (SELECT max(version_id) FROM commitments_commitment)""",
        violating="""
SELECT 'breach:' || number AS ref FROM commitments_breach
WHERE state IN ('open', 'excuse_asked') AND due_at < %(now)s""",
        is_figure=True,
    ),
    *ROUNDS[:2],
    Check(
        "S5",
        Translatable("تعهدهایی که روش سنجش آن‌ها در دوره‌ی خود اجرا شد"),
        ready="SELECT count(*) AS hits, 1 AS whole FROM commitments_checkrun",
        unready=Translatable("سنجیده نمی‌شود: نخستین وارسی شبانه هنوز انجام نشده است."),
        counted="""
SELECT count(*) FILTER (WHERE line.verdict <> 'not_measured') AS hits, count(*) AS whole
FROM commitments_checkline line
WHERE line.run_id = (SELECT max(id) FROM commitments_checkrun) AND line.code LIKE 'S%%'""",
        violating="""
SELECT 'run:' || id AS ref FROM commitments_checkrun
WHERE id = (SELECT max(id) FROM commitments_checkrun) AND at < %(now)s - interval '2 days'""",
    ),
    *ROUNDS[2:],
    Check(
        "S11",
        Translatable("شکایت‌هایی که در مهلت پیشنهادی ما در دستور کار آمدند"),
        count=agenda_in_time,
        rests_on=(
            "I1",
            "I2",
            "I3",
            "I4",
            "I5",
            "I6",
            "I7",
            "I8",
            "I10",
            "I11",
            "I12",
            "I13",
            "I14",
            "I18",
            "I19",
            "I20",
            "I21",
            "I22",
        ),
        is_figure=True,
    ),
    Check(
        "S12",
        Translatable("گیرندگان اطلاعیه‌های اجراشده که اطلاعیه پیش از اجرا به آن‌ها رسید"),
        ready="SELECT count(*) AS hits, 1 AS whole FROM notices_notice WHERE effective_at <= %(now)s",
        unready=Translatable("سنجیده نمی‌شود: هنوز زمان اجرای هیچ اطلاعیه‌ای نرسیده است."),
        counted="""
SELECT count(*) FILTER (WHERE EXISTS (
    SELECT FROM sanjeh_messages_despatch way WHERE way.message_id = sent.id
    AND way.state IN ('delivered', 'acknowledged')
)) AS hits, count(*) AS whole
FROM sanjeh_messages_message sent JOIN notices_notice told ON sent.about = 'notice:' || told.number
WHERE told.effective_at <= %(now)s AND sent.reminds_of_id IS NULL""",
        rests_on=("I23", "I24", "I25"),
        is_figure=True,
    ),
    Check(
        "S13",
        Translatable("پاسخ‌های موافق به چهار پرسش ادب، از همه‌ی پاسخ‌های منتشرشده"),
        ready="SELECT count(*) AS hits, 1 AS whole FROM courtesy_batch WHERE released_on IS NOT NULL",
        unready=Translatable("سنجیده نمی‌شود: هنوز در هیچ دسته‌ای پنج پاسخ گرد نیامده است."),
        counted="""
SELECT COALESCE(sum(tally.given) FILTER (WHERE tally.score >= 4), 0) AS hits,
    COALESCE(sum(tally.given), 0) AS whole
FROM courtesy_tally tally JOIN courtesy_batch batch ON batch.id = tally.batch_id
WHERE batch.released_on IS NOT NULL""",
        violating="""
SELECT 'courtesy:' || batch.contact || '/' || tally.question AS ref FROM courtesy_batch batch
JOIN courtesy_tally tally ON tally.batch_id = batch.id
GROUP BY batch.contact, tally.question
HAVING sum(tally.given) <> (
    SELECT count(*) FROM courtesy_invite invite WHERE invite.contact = batch.contact AND invite.is_used
)"""
        + ANSWERS_GIVEN,
        rests_on=("I26",),
        is_figure=True,
    ),
    Check(
        "S14",
        Translatable("شکایت‌هایی که از کانالی منتشرشده آمدند"),
        counted="""
SELECT count(line.number) AS hits, count(*) AS whole FROM desk_complaint c
LEFT JOIN journal_journalline line ON line.what = 'complaint.lodged' AND line.by = 'public'
AND line.about[1] = 'complaint:' || c.number""",
        violating=WAYS_KEPT,
    ),
    Check(
        "S15",
        Translatable("مدارکی که بار نخست درست تکمیل شدند"),
        lacking=Translatable("سنجیده نمی‌شود: مدارک دستگاه‌ها هنوز در این سامانه گرفته نمی‌شود."),
    ),
    Check(
        "S16",
        Translatable("رویدادهای رفتار متقاضیان که پس از شنیدن او تأیید شدند، از همه‌ی رویدادهای رسیدگی‌شده"),
        counted="""
SELECT count(*) FILTER (WHERE state = 'confirmed') AS hits, count(*) AS whole
FROM courtesy_incident WHERE against = 'applicant' AND state IN ('confirmed', 'not_confirmed')""",
        violating="""
SELECT 'incident:' || number AS ref FROM courtesy_incident
WHERE state IN ('confirmed', 'not_confirmed') AND answered_at IS NULL AND answer_due_at > decided_at""",
        is_figure=True,
    ),
    Check(
        "S17",
        Translatable("نسخه‌هایی از توافق‌نامه که بهای خدمت در آن‌ها صفر است"),
        counted="SELECT count(*) FILTER (WHERE rials = 0) AS hits, count(*) AS whole FROM commitments_tariff",
        violating="""
SELECT 'agreement:' || agreed.number AS ref FROM commitments_tariff tariff
JOIN agreements_agreementversion agreed ON agreed.id = tariff.version_id WHERE tariff.rials <> 0""",
        rests_on=("I27",),
    ),
    Check(
        "S18",
        Translatable("روزهایی که بی توافق‌نامه‌ی در حال اجرا گذشته است"),
        count=days_without,
        rests_on=("I28",),
        is_figure=True,
    ),
    Check(
        "S19",
        Translatable("نسخه‌هایی که شمار بندها و اثر انگشت متن آن‌ها همان است که باید"),
        count=clauses_and_digests,
    ),
)
