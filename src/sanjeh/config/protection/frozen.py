"""What is frozen, and from when on: one row a table; triggers and grants are made from it.

A new table that keeps a promise needs a row here and nothing else: it is protected at the next `migrate`.
"""

from sanjeh.config.protection.frozen_row import (
    ANNOUNCED,
    CARD_IS_FINAL,
    IMPORT_IS_OVER,
    IMPORT_OF_THE_ROW_IS_OVER,
    IS_OF_THE_FIRST,
    METHOD_IS_USED,
    NOT_A_DRAFT_OF_SOMEBODY,
    OFFERED,
    OFFERED_BY_SOMEBODY,
    RESULT_IS_FINAL,
    ROUND_MOVES,
    Frozen,
    at_address,
    moves_of,
    round_is,
)
from sanjeh.core.workflow.agreements import AGREEMENT
from sanjeh.core.workflow.breaches import BREACH
from sanjeh.core.workflow.complaints import COMPLAINT
from sanjeh.core.workflow.despatches import DESPATCH
from sanjeh.core.workflow.incidents import INCIDENT
from sanjeh.core.workflow.questions import QUESTION
from sanjeh.core.workflow.rounds import COUNTED

GROWS = "may only grow"

FROZEN: tuple[Frozen, ...] = (
    Frozen("journal_journalline", GROWS),
    Frozen("journal_journalcheckpoint", GROWS),
    Frozen("journal_keychange", GROWS),
    Frozen("fingerprints_fingerprint", GROWS),
    Frozen(
        "fingerprints_silentchange",
        "a change that nobody had announced stays one, but for the notice that told of it afterwards",
        once=("notice_id", "announced_at"),
        added="it.notice_id IS NOT NULL",
    ),
    Frozen(
        "notices_provision",
        "a version of a form, of documents or of a process stays as it was loaded, and is put in force once",
        once=("notice_id", "in_force_from", "put_by_id"),
        added="it.in_force_from IS NOT NULL",
    ),
    Frozen("notices_notice", GROWS, added="it.earliest_at IS NULL"),
    Frozen(
        "accounts_mandate",
        "a mandate stays as it was given, but for its one confirmation and its one end",
        once=("ended_at", "confirmed_at", "confirmed_by_id"),
    ),
    Frozen("catalogue_bodyspan", "how a body was called and stood is not rewritten", once=("until",)),
    Frozen(
        "catalogue_servicespan", "how a service was called and whose it was is not rewritten", once=("until",)
    ),
    Frozen(
        "agreements_agreementversion",
        "a version of the agreement stays as it was loaded, but for its one confirmation and its moves",
        free=("state",),
        once=("confirmed_at", "confirmed_by_id", "notice_id"),
        added=NOT_A_DRAFT_OF_SOMEBODY,
        moves=moves_of(AGREEMENT),
    ),
    Frozen("agreements_acceptance", GROWS),
    Frozen("agreements_endreminder", GROWS),
    Frozen("agreements_comment", GROWS),
    Frozen("agreements_commentanswer", GROWS),
    Frozen(
        "agreements_gap",
        "what was found missing in the agreement stays as it was registered",
        added=f"it.registered_by_id IS NULL AND NOT {IS_OF_THE_FIRST}",
    ),
    Frozen(
        "agreements_gapproposal",
        "what was proposed for a gap stays as it was proposed",
        added="it.by_id IS NULL AND NOT EXISTS (SELECT FROM agreements_gap gap WHERE gap.id = it.gap_id"
        " AND gap.registered_by_id IS NULL)",
    ),
    Frozen(
        "accounts_delegation", "what was handed on is not handed on otherwise afterwards", once=("ended_at",)
    ),
    Frozen(
        "accounts_invitation",
        "an invitation stays as it was sent, but for its one claim or withdrawal",
        once=("claimed_at", "claimed_by_id", "withdrawn_at"),
    ),
    Frozen(
        "catalogue_import",
        "what an import did, or was to do, is not rewritten",
        when=IMPORT_IS_OVER,
    ),
    Frozen(
        "catalogue_importrow",
        "what an import did, or was to do, is not rewritten",
        when=IMPORT_OF_THE_ROW_IS_OVER,
        added=IMPORT_OF_THE_ROW_IS_OVER,
    ),
    *(
        Frozen(
            f"calendars_{table}",
            "a change of the calendar stays as it was entered, but for its one confirmation",
            once=("confirmed_at", "confirmed_by_id", "notice_id"),
            added="it.made_by_id IS NULL OR it.confirmed_at IS NOT NULL",
        )
        for table in ("calendarversion", "holiday", "decree")
    ),
    Frozen(
        "channels_channel",
        "a channel stays as it was entered, but for its one opening and its one end",
        once=("notice_id", "authorised_from", "put_by_id", "end_notice_id", "ended_from", "ended_by_id"),
        added="it.made_by_id IS NULL OR it.authorised_from IS NOT NULL",
    ),
    Frozen("channels_channelcheck", GROWS),
    Frozen(
        "channels_outage",
        "an outage stays as it was noted, but for its one end",
        once=("ended_at", "closed_at", "working_seconds", "notice_id"),
        added="it.closed_at IS NOT NULL",
    ),
    Frozen(
        "channels_redirect",
        "what was led to a channel stays as it was kept, but for its words, which go, and its lodging",
        free=("locked",),
        once=("lodged_at",),
    ),
    Frozen("sanjeh_messages_message", "what went out keeps its words"),
    Frozen(
        "sanjeh_messages_despatch",
        "a despatch keeps its message and its way, and goes on by the moves of its table",
        free=("state", "address", "tries", "due_at", "changed_at", "provider_id", "problem"),
        once=("letter_number",),
        moves=moves_of(DESPATCH),
    ),
    Frozen(
        "methodology_methodologyversion",
        "a method that was announced, or that a round uses, keeps its words",
        when=METHOD_IS_USED,
        once=("frozen_at", "notice", "in_force_from"),
    ),
    Frozen(
        "rounds_round",
        "a round that was announced keeps its method and its days, and goes on by the moves of its table",
        when=f"it.state {ANNOUNCED}",
        free=("state",),
        moves=ROUND_MOVES,
    ),
    Frozen("rounds_roundstep", "the steps of a round that was announced only grow", when=round_is(ANNOUNCED)),
    Frozen(
        "rounds_roundbody",
        "the list of a round that was announced is frozen",
        when=round_is(ANNOUNCED),
        added=round_is(ANNOUNCED),
    ),
    Frozen(
        "rounds_roundaddress",
        "the list of a round that was announced is frozen",
        when=round_is(ANNOUNCED),
        added=round_is(ANNOUNCED),
    ),
    Frozen("scans_capturerecord", "what was seen is never edited", added=at_address(COUNTED)),
    Frozen(
        "scans_findingrecord",
        "the findings of a round that was counted are frozen",
        when=at_address(COUNTED),
        added=at_address(COUNTED),
    ),
    Frozen(
        "scans_lookjob",
        "how far the looking came in a round that was counted is not told otherwise",
        when=at_address(COUNTED),
        added=at_address(COUNTED),
    ),
    Frozen("scans_roundstop", "a stop of a round stays as it was, but for its one end", once=("ended_at",)),
    Frozen("uptime_uptimesample", "what was seen is never edited"),
    Frozen("uptime_maintenance", "what was declared is not declared otherwise afterwards"),
    Frozen("results_correction", GROWS),
    Frozen(
        "results_dispute",
        "a mark under review stays named, but for its one showing and its one settling",
        once=("shown_by_id", "shown_at", "settled_at"),
    ),
    Frozen("results_placemoved", GROWS),
    Frozen("results_resultset", "final results are frozen", when=RESULT_IS_FINAL),
    Frozen("results_scorecardrecord", "final results are frozen", when=CARD_IS_FINAL),
    Frozen("analyses_indexaudit", "what was worked out of published results is not rewritten"),
    Frozen("analyses_comparison", "what was worked out of published results is not rewritten"),
    Frozen("analyses_bodychange", "what was worked out of published results is not rewritten"),
    Frozen("publication_edition", "an edition is never changed: an erratum is a further one"),
    Frozen(
        "desk_complaint",
        "of a complaint only the state may change, by the moves of its table",
        free=("state",),
        moves=moves_of(COMPLAINT),
    ),
    Frozen("desk_legalhold", "a legal hold can only be lifted, once", once=("lifted_at", "lifted_by_id")),
    Frozen(
        "retention_handover",
        "what was handed over to an archive stays as it was, but for its one receipt or its loss",
        once=("receipt", "received_at", "received_by_id", "lost_at", "lost_by_id"),
    ),
    Frozen("desk_tie", "a tie can only end", once=("ended_at",)),
    Frozen("desk_allegation", GROWS),
    Frozen("desk_statement", GROWS),
    Frozen("desk_answerlink", "a link to answer is only used, once", once=("used_at",)),
    Frozen("desk_draw", GROWS),
    Frozen("desk_vote", GROWS),
    Frozen("desk_call", GROWS),
    Frozen("desk_likeness", GROWS),
    Frozen("desk_correctionorder", GROWS),
    Frozen(
        "desk_remedy",
        "a remedy stays as it was promised, but for its one doing and its one verifying",
        once=("done_by_id", "done_at", "verified_by_id", "verified_at"),
    ),
    Frozen("desk_representative", "a representation can only end", once=("ended_at",)),
    Frozen("desk_seat", GROWS),
    Frozen("desk_seatend", GROWS),
    Frozen(
        "desk_outsidemember",
        "who was registered from outside stays so, but for the one end",
        once=("ended_at", "ended_by_id"),
    ),
    Frozen("desk_necessity", GROWS),
    Frozen("desk_necessityapproval", GROWS),
    Frozen(
        "desk_declaration",
        "a declaration stays as it was signed; the file is opened for the first time once",
        once=("signed_at", "is_clear", "opened_at"),
    ),
    Frozen(
        "desk_challenge",
        "a challenge stays as it was made, but for its one decision",
        once=("decided_by_id", "decided_at", "is_upheld", "why"),
    ),
    Frozen("desk_ruling", GROWS),
    Frozen("desk_complaintclock", "the target of a clock stays as it was when it started"),
    Frozen("desk_clockevent", "what happened to a clock only grows"),
    Frozen("desk_timecredit", GROWS),
    Frozen(
        "commitments_commitment",
        "the sentences of a version that was offered are not measured otherwise afterwards",
        when=OFFERED,
        added=OFFERED_BY_SOMEBODY,
    ),
    Frozen("commitments_tariff", "the service is free of charge"),
    Frozen("commitments_checkrun", GROWS),
    Frozen("commitments_checkline", "what a check found is not found otherwise afterwards"),
    Frozen(
        "commitments_breach",
        "a breach stays as it was opened, and goes on by the moves of its table",
        free=("state",),
        moves=moves_of(BREACH),
    ),
    Frozen("commitments_breachstep", GROWS),
    Frozen(
        "questions_question",
        "a question keeps its words and its target, and goes on by the moves of its table",
        free=("state",),
        moves=moves_of(QUESTION),
    ),
    *(Frozen(f"questions_{table}", GROWS) for table in ("part", "partword", "note", "questionevent")),
    Frozen("questions_answertemplate", "a template stays as it was written, or goes", once=("retired_at",)),
    Frozen(
        "questions_faq",
        "an answer for everybody stays as it was written, but for its publishing and its end",
        once=("published_by_id", "published_at", "withdrawn_by_id", "withdrawn_at"),
        added="it.published_at IS NOT NULL OR it.withdrawn_at IS NOT NULL",
    ),
    Frozen("courtesy_batch", "a batch of answers is only released, once", once=("released_on",)),
    Frozen("courtesy_invite", "an invitation is only used", free=("is_used",)),
    Frozen("courtesy_tally", "a counter only grows", free=("given",)),
    Frozen("courtesy_asked", GROWS),
    Frozen("courtesy_caseasked", GROWS),
    Frozen("courtesy_rulesaccepted", GROWS),
    Frozen(
        "courtesy_incident",
        "an incident keeps its words, and goes on by the moves of its table",
        free=("state",),
        once=("answer", "answered_at", "reasons", "decided_by_id", "decided_at"),
        moves=moves_of(INCIDENT),
    ),
)
