"""Who may do what, written by hand a second time: the table of the house must say the same.

Columns are roles in the order of `COLUMNS`; an x lets the role make the move, before any bar is looked at.
"""

from sanjeh.core.workflow.roles import Role

COLUMNS = (
    Role.SECRETARIAT,
    Role.MANAGER,
    Role.APPROVER,
    Role.HANDLER,
    Role.SECOND_READER,
    Role.AUDITOR,
    Role.OPERATOR,
    Role.ASSESSOR,
    Role.REPRESENTATIVE,
    Role.DEPUTY,
    Role.INTERNAL_APPROVER,
    Role.DEPARTMENT_EDITOR,
    Role.SENIOR_ASSESSOR,
    Role.PANEL_MEMBER,
    Role.MEMBER,
)
MATRIX = """
round.draft                       x . . . . . . . . . . . . . .
round.change_draft                x . . . . . . . . . . . . . .
round.announce                    x . . . . . . . . . . . . . .
round.appoint                     x . . . . . . . . . . . . . .
round.open_declaration            x . . . . . . . . . . . . . .
round.start_probing               x . . . . . . . . . . . . . .
round.assess                      x . . . . . . . . . . . . . .
round.reconcile                   x . . . . . . . . . . . . . .
round.give_preliminary            x . . . . . . . . . . . . . .
round.hear_objections             x . . . . . . . . . . . . . .
round.decide                      x . . . . . . . . . . . . . .
round.make_final                  x x . . . . . . . . . . . . .
round.publish                     . x x . . . . . . . . . . . .
round.publish_erratum             . x x . . . . . . . . . . . .
round.go_on                       x . . . . . x . . . . . . . .
round.review_unseen               x x x . . x . . . . . . . . .
round.show_disputed               x x . . . . . . . . . . . . .
round.ask_feedback                x . . . . . . . . . . . . . .
round.archive                     x . . . . . . . . . . . . . .
methodology.load                  x . . . . . . . . . . . . . .
methodology.put_in_force          . x x . . . . . . . . . . . .
notice.publish                    x x . . . . . . . . . . . . .
notice.tell                       . . . . . . . . . . . . . . .
provision.load                    x . . . . . . . . . . . . . .
provision.put_in_force            . x x . . . . . . . . . . . .
catalogue.load                    x . . . . . . . . . . . . . .
catalogue.pause                   x . . . . . x . . . . . . . .
catalogue.end_pause               x . . . . . x . . . . . . . .
measurement.declare_maintenance   x . . . . . x . . . . . . . .
complaint.admit                   x . . . . . . . . . . . . . .
complaint.refuse                  x . . . . . . . . . . . . . .
complaint.assign                  x . . . . . . . . . . . . . .
complaint.acknowledge             x . . . . . . . . . . . . . .
complaint.unseat                  . . . . . . . . . . . . . . .
complaint.hear                    x x x x x . x x . . . . x x .
complaint.propose                 . . . x . . . . . . . . . . .
complaint.send_back               . . . . x . . . . . . . . . .
complaint.decide                  . . . . x . . . . . . . . . .
complaint.withdraw                . . . . . . . . . . . . . . .
complaint.appeal                  . . . . . . . . . . . . . . .
complaint.challenge               . . . . . . . . . . . . . . .
complaint.decide_challenge        . x x . . . . . . . . . . . .
complaint.declare                 . . . x x . . . . . . . x x .
complaint.let_outsiders           . . x . . . . . . . . . . . .
complaint.recuse                  . . . x x . . . . . . . x x .
complaint.convene                 . . . . . . . . . . . . . . .
complaint.vote                    . . . . . . . . . . . . . x .
complaint.represent               . . . . . . . . . . . . . . .
complaint.follow_up               . . . . . . . . . . . . . . .
complaint.order                   . x x . . . . . . . . . . . .
complaint.liken                   x . . . . . . . . . . . . . .
complaint.plan_remedy             x x . . . . . . . . . . . . .
complaint.do_remedy               x x . . . . . . . . . . . . .
complaint.verify_remedy           . x x . . . . . . . . . . . .
complaint.correct                 . . . . . . . . . . . . x . .
complaint.uphold                  . . . . . . . . . . . . . . .
complaint.quash                   . . . . . . . . . . . . . . .
complaint.serve                   . . . . . . . . . . . . . . .
complaint.close                   . . . x . . . . . . . . . . .
complaint.erase                   . x . . . . . . . . . . . . .
complaint.hold                    x x . . . x . . . . . . . . .
complaint.lift_hold               x x . . . x . . . . . . . . .
clock.pause                       x . . . . . . . . . . . . . .
clock.resume                      x . . . . . . . . . . . . . .
clock.contest                     . . . . . . . . . . . . . . .
clock.overturn                    . x . . . . . . . . . . . . .
tie.declare                       x x x x x . x x . . . . x x .
tie.end                           . x . . . . . . . . . . . . .
read.ties                         x x x x x x x x . . . . x x .
outside.register                  . x . . . . . . . . . . . . .
outside.end                       . x . . . . . . . . . . . . .
read.outside                      x x x . . x . . . . . . . . .
message.chase                     x x . . . . . . . . . . . . .
message.try_again                 x x . . . . x . . . . . . . .
message.post_letter               x x . . . . . . . . . . . . .
people.register                   . x . . . . . . . . . . . . .
people.invite                     . x . . . . . . . . . . . . .
people.withdraw_invitation        . x . . . . . . . . . . . . .
people.give_mandate               . x . . . . . . . . . . . . .
people.confirm_mandate            . x . . . . . . . . . . . . .
people.end_mandate                . x . . . . . . . . . . . . .
people.hand_over                  . x . . . . . . . . . . . . .
people.delegate                   . x . . . . . . x x . . . . .
people.end_delegation             . x . . . . . . x x . . . . .
authority.change                  . x . . . . . . . . . . . . .
authority.empty_demo              . x . . . . x . . . . . . . .
authority.open                    . . . . . . . . . . . . . . .
agreement.load                    x . . . . . . . . . . . . . .
agreement.consult                 x . . . . . . . . . . . . . .
agreement.confirm                 . x x . . . . . . . . . . . .
agreement.put_in_force            . x x . . . . . . . . . . . .
agreement.withdraw                x x x . . . . . . . . . . . .
agreement.accept                  . . . . . . . . x x . . . . .
agreement.supersede               . . . . . . . . . . . . . . .
agreement.expire                  . . . . . . . . . . . . . . .
gap.register                      x x x . . . . . . . . . . . .
gap.propose                       x x x . . . . . . . . . . . .
consultation.comment              . . . . . . . . x x . . . . .
consultation.answer               x x x . . . . . . . . . . . .
archive.pack                      x . . . . . . . . . . . . . .
archive.receive                   . x x . . . . . . . . . . . .
channel.enter                     x . . . . . . . . . . . . . .
channel.authorise                 . x x . . . . . . . . . . . .
channel.end                       . x x . . . . . . . . . . . .
channel.report                    x x . . . . x . . . . . . . .
read.channels                     x x x . . x x . . . . . . . .
mail.try_again                    x x . . . . . . . . . . . . .
mail.settle                       x x . . . . . . . . . . . . .
mail.redirect                     x x x x x . x x . . . . x x .
read.mail                         x x . . . . . . . . . . . . .
read.redirects                    x x x x x x x x . . . . x x .
question.ask                      . . . . . . . . x x x x . . .
question.answer                   x . . . . . . x . . . . x . .
question.ask_back                 x . . . . . . x . . . . x . .
question.reply                    . . . . . . . . x x x x . . .
question.not_answered             . . . . . . . . x x x x . . .
question.close                    . . . . . . . . x x x x . . .
faq.draft                         x . . . . . . x . . . . x . .
faq.publish                       . x x . . . . . . . . . . . .
faq.withdraw                      . x x . . . . . . . . . . . .
faq.keep_template                 x . . . . . . . . . . . . . .
read.questions                    x x . . . x . x x x x x x . .
read.faq                          x x x . . x . x . . . . x . .
calendar.enter                    x . . . . . . . . . . . . . .
calendar.confirm                  . x x . . . . . . . . . . . .
feedback.settle                   x x . . . . x . . . . . . . .
read.rounds                       x x x x x x x . . . . . . . .
read.complaints                   x x x x x x . . . . . . x x .
read.notices                      x x x . . x . . . . . . . . .
read.pauses                       x x . . . x x . . . . . . . .
read.feedback                     x x . . . x x . . . . . . . .
read.inbox                        x x x x x x x x x x x x x x x
read.messages                     x x . . . x x . . . . . . . .
read.permissions                  x x x x x x x . . . . . . . .
read.authority                    x x . . . x . . . . . . . . .
read.people                       x x . . . x . . . . . . . . .
read.home                         x x x x x x x x x x x x x x x
read.start                        x x x . . x x . . . . . . . .
read.methods                      x x x . . x . . . . . . . . .
read.agreement                    x x x . . x . . . . . . . . .
read.offer                        . . . . . . . . x x . . . . .
read.archive                      x x x . . x . . . . . . . . .
read.journal                      . . . . . x . . . . . . . . .
read.calendar                     x x x x x x x . . . . . . . .
catalogue.prepare                 x . . . . . . . . . . . . . .
catalogue.apply                   x x x . . . . . . . . . . . .
catalogue.discard                 x x x . . . . . . . . . . . .
catalogue.edit                    x . . . . . . . . . . . . . .
read.catalogue                    x x x x x x x . . . . . . . .
breach.remedy                     x . . . . . . . . . . . . . .
breach.verify                     . x x . . . . . . . . . . . .
breach.return                     . x x . . . . . . . . . . . .
breach.ask_excuse                 . x x x x . . . . . . . . . .
breach.excuse                     . x x x x . . . . . . . . . .
breach.refuse_excuse              . x x x x . . . . . . . . . .
commitment.carry_over             x . . . . . . . . . . . . . .
commitment.set                    x . . . . . . . . . . . . . .
commitment.add                    x . . . . . . . . . . . . . .
courtesy.accept_rules             x x x x x x x x x x x x x x x
courtesy.erase_incident           . . . . . . . . . . . . . . .
incident.report                   x x x x x . x x x x . . . . .
incident.answer                   x x x x x . x x x x . . . . .
incident.confirm                  . . . x x . . . . . . . . . .
incident.dismiss                  . . . x x . . . . . . . . . .
read.breaches                     x x x x x x . . . . . . . . .
read.incidents                    x x x x x x x x x x . . . . .
read.rules                        x x x x x x x x x x x x x x x
"""


def expected() -> dict[str, frozenset[Role]]:
    """Return which roles the matrix lets make each move."""
    rows = (line.split() for line in MATRIX.strip().splitlines())
    return {
        key: frozenset(role for role, mark in zip(COLUMNS, marks, strict=True) if mark == "x")
        for key, *marks in rows
    }


EXPECTED = expected()
# Who has a right in rounds is walked through every state alone; all others as one person who holds all
# their roles: what is refused to that person is refused to each of them (see the laws of the table).
ALONE = frozenset().union(*(roles for key, roles in EXPECTED.items() if key.startswith("round.")))
OTHERS = frozenset(Role) - ALONE
