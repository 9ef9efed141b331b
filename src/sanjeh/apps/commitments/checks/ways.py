"""What breaks the promises about channels and answers, as parts of the sentences that make them."""

# A complaint that nobody lodged by a channel, a channel of which no notice told, an outage that gave nothing
# back, a mail that did more than be answered, and a mail that waits though nobody was told.
WAYS_KEPT = """
SELECT 'complaint:' || c.number AS ref FROM desk_complaint c WHERE NOT EXISTS (
    SELECT FROM journal_journalline line WHERE line.what = 'complaint.lodged'
    AND line.about[1] = 'complaint:' || c.number
)
UNION
SELECT 'channel:' || way.number FROM channels_channel way
WHERE way.made_at IS NOT NULL AND way.authorised_from IS NOT NULL AND NOT EXISTS (
    SELECT FROM notices_notice told WHERE told.number = way.notice_id AND told.kind = 'channel'
    AND told.version = way.number::text AND told.published_at >= way.made_at
    AND told.effective_at <= way.authorised_from
)
UNION
SELECT 'outage:' || number FROM channels_outage
WHERE working_seconds > 0 AND NOT EXISTS (
    SELECT FROM notices_notice told
    WHERE told.number = notice_id AND told.version = 'outage-' || channels_outage.number
)
UNION
SELECT 'mail:' || id FROM sanjeh_messages_incoming
WHERE handled_at IS NULL AND received_at < %(now)s - interval '1 day'"""
# Called an answer though a part of it has none, or answered by somebody of the body that asks.
ANSWERS_GIVEN = """
UNION
SELECT 'question:' || asked.number FROM questions_question asked
JOIN questions_part part ON part.question_id = asked.id
WHERE asked.state IN ('answered', 'closed') AND COALESCE((
    SELECT word.is_answer FROM questions_partword word WHERE word.part_id = part.id
    ORDER BY word.at DESC, word.id DESC LIMIT 1
), false) IS FALSE
UNION
SELECT 'question:' || asked.number FROM questions_question asked
JOIN questions_part part ON part.question_id = asked.id
JOIN questions_partword word ON word.part_id = part.id AND word.is_answer
JOIN accounts_mandate held ON held.person_id = word.by_id AND held.body = asked.body
WHERE held.since <= word.at"""
