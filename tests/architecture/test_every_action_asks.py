"""Every action of every app asks the table of permissions, or is listed here with the reason why not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import sanjeh

APPS = Path(sanjeh.__file__).parent / "apps"
ASK = {"permit", "permit_about"}
# Actions without an actor. Whoever adds one says who calls it and why nobody has to be asked.
NOBODY_IS_ASKED = {
    "journal/actions.py:write": "the record itself; below all people",
    "journal/actions.py:change_key": "who holds the shell, and with it the key itself",
    "journal/actions.py:sign_checkpoint": "the nightly task",
    "channels/outage_actions.py:keep_looks": "the worker's own work: what it has seen of the channels",
    "channels/outage_actions.py:note_outages": "a part of keeping looks and of report_channel, which asks",
    "commitments/actions.py:check_all": "the nightly task",
    "courtesy/actions.py:ask_sampled": "the nightly task",
    "courtesy/actions.py:ask_complainant": "whoever holds the receipt; the secret is the permission",
    "courtesy/actions.py:answer": "whoever holds the invitation; the secret is the permission",
    "courtesy/actions.py:release_batches": "the nightly task",
    "desk/actions.py:lodge_complaint": "anyone may complain",
    "desk/actions.py:withdraw_complaint": "whoever holds the receipt; the secret is the permission",
    "desk/challenge_actions.py:challenge_seat": "whoever holds the receipt; the secret is the permission",
    "desk/appeal_actions.py:appeal": "whoever holds the receipt; the secret is the permission",
    "desk/receipt_actions.py:name_representative": "whoever holds the receipt; the secret is the permission",
    "desk/receipt_actions.py:follow_up": "whoever holds the receipt; the secret is the permission",
    "desk/hearing_actions.py:answer_by_link": "whoever holds the link; the secret is the permission",
    "desk/credit_actions.py:credit_lateness": "a part of remedy_breach, which asks",
    "desk/escalation_actions.py:go_on": "the worker's own work: what time alone makes due",
    "desk/escalation_actions.py:list_missing": "the worker's own work: a list chooses nobody",
    "desk/escalation_actions.py:list_rescorers": "the worker's own work: a list chooses nobody",
    "desk/escalation_actions.py:admit_unjudged": "the worker's own work; the admission asks",
    "desk/escalation_actions.py:close_unappealed": "the worker's own work; the closing asks",
    "desk/escalation_actions.py:call_duties": "the worker's own work: looks at the clocks",
    "desk/pause_actions.py:end_long_pauses": "the worker's own work: looks at the clocks",
    "results/actions.py:take_correction": "a part of order_correction, which asks",
    "results/dispute_actions.py:dispute_marks": "a part of an appeal, by the receipt",
    "results/dispute_actions.py:settle_disputes": "a part of what ends a case",
    "results/recount_actions.py:recount_corrected": "the worker's own work: a decided case asks for it",
    "desk/draw_actions.py:seat_drawn": "the worker's own work: no choice is made, the signed root decides",
    "desk/draw_actions.py:end_conflicts": "the worker's own work: what the journal says ends a seat",
    "desk/attempt_actions.py:forget_attempts": "the nightly task, by the table of what is kept how long",
    "desk/erasure_actions.py:erase_old": "the nightly task; each complaint asks",
    "feedback/actions.py:give_feedback": "anyone may say what is wrong with a page",
    "feedback/actions.py:forget_old": "the nightly task, by the table of what is kept how long",
    "retention/actions.py:carry_out": "the nightly task itself",
    "retention/actions.py:prune_evidence": "who holds the shell; nothing goes that no archive has",
    "retention/worker_actions.py:note_failure": "the worker's own work: what was asked for failed",
    "messages/actions.py:send": "the action that has something to tell has asked",
    "messages/actions.py:write": "a part of send and of chase",
    "messages/actions.py:remind": "a part of chase, which asks",
    "messages/actions.py:acknowledge": "each reader for the own messages alone",
    "messages/actions.py:forget_addresses": "the nightly task, by the table of what is kept how long",
    "messages/incoming_actions.py:forget_mails": "the nightly task, by the table of what is kept how long",
    "questions/actions.py:word": "a part of answer and not_answered, which ask",
    "questions/mail_actions.py:take_words": "the worker's own work: each mail is handled once",
    "channels/mail_actions.py:take_words": "the worker's own work: each mail is handled once",
    "channels/redirect_actions.py:kept": "a part of record_redirect, which asks, and of handling a mail",
    "channels/redirect_actions.py:note_lodged": "whoever holds the link; the secret is the permission",
    "channels/redirect_actions.py:forget_redirects": "the nightly task, by the table of retention",
    "messages/incoming_actions.py:receive_mail": "the mail server hands over what came in",
    "messages/worker_actions.py:despatch_due": "the worker's own work",
    "desk/pause_actions.py:contest_pauses": "whoever holds the receipt; the secret is the permission",
    "desk/actions.py:open_with_receipt": "whoever holds the receipt; the secret is the permission",
    "accounts/invitation_actions.py:claim": "whoever holds the link; its sender was asked",
    "accounts/invitation_actions.py:claim_waiting": "whoever proves the address; the sender was asked",
    "accounts/invitation_actions.py:open_account": "whoever holds the link; its sender was asked",
    "accounts/mandate_actions.py:note_reminders": "the worker's own work: looks at the calendar",
    "accounts/mandate_actions.py:note_told": "the worker's own work: the message is on its way",
    "messages/actions.py:allowed": "a part of sending: which ways are open to somebody",
    "messages/mandate_actions.py:tell_of_mandates": "the worker's own work: looks at the calendar",
    "messages/mandate_actions.py:remind_of_ends": "the worker's own work: looks at the calendar",
    "agreements/settling_actions.py:remind_of_ends": "the worker's own work: looks at the calendar",
    "analyses/actions.py:keep_audit": "the worker's own work: works out what published results say",
    "analyses/actions.py:keep_comparison": "the worker's own work",
    "analyses/actions.py:keep_missing": "the worker's own work",
    "messages/reminder_actions.py:chase_due": "the worker's own work: looks at the calendar",
    "notices/delivery_actions.py:chase_unseen": "the worker's own work: looks at the calendar",
    "notices/delivery_actions.py:tell_newcomers": "the worker's own work: looks at the calendar",
    "messages/address_actions.py:send_to_address": "whoever subscribed has asked; so was whoever invites",
    "notices/subscription_actions.py:ask": "anyone may subscribe an address",
    "notices/subscription_actions.py:confirm": "whoever holds the link; the secret is the permission",
    "notices/subscription_actions.py:end": "whoever holds the link; the secret is the permission",
    "notices/subscription_actions.py:tell_subscribers": "the worker's own work",
    "notices/subscription_actions.py:forget_unconfirmed": "the nightly task, by the table of retention",
    "fingerprints/actions.py:compare": "the hourly task, and each start: what runs is seen, nobody decides",
    "scans/actions.py:enqueue": "queues again what starting the round has queued",
    "scans/actions.py:begin": "the worker's own work",
    "scans/actions.py:put_off": "the worker's own work",
    "scans/actions.py:keep_seen": "the worker's own work",
    "scans/actions.py:give_up_rest": "part of give_preliminary, which asks",
    "scans/actions.py:keep_of_lane": "the worker's own work",
    "scans/actions.py:note_broken": "the worker's own work",
    "scans/worker_actions.py:tell_of_worker": "the worker's own work",
    "scans/worker_actions.py:put_back": "the worker's own work",
    "scans/worker_actions.py:look_again": "the worker's own work",
    "scans/worker_actions.py:stop_at_rise": "the worker's own work",
    "scans/actions.py:defer": "puts into the queue what an action has decided",
    "scans/actions.py:prune": "who holds the shell of the installation; nothing that a round needs goes",
    "uptime/actions.py:keep_judged": "the worker's own work",
    "methodology/actions.py:freeze": "a part of announcing a round",
}


def actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield every function with named arguments alone, that is an action or takes an actor."""
    for path in sorted(APPS.rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and is_action(path, node):
                yield f"{path.relative_to(APPS)}:{node.name}", node


def is_action(path: Path, node: ast.FunctionDef) -> bool:
    named = {argument.arg for argument in node.args.kwonlyargs}
    is_permission = path.name == "permissions.py"  # what is asked, not who asks
    return not is_permission and ("by" in named or (path.name.endswith("actions.py") and bool(named)))


def asks(node: ast.FunctionDef) -> bool:
    """Say whether the function asks itself, or hands the actor on to an action, which does."""
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return any(name_of(call) in ASK or hands_on(call) for call in calls if name_of(call) != "write")


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def hands_on(call: ast.Call) -> bool:
    named = {word.arg: word.value for word in call.keywords}
    actor = named.get("by")
    is_handed = isinstance(actor, ast.Name) and actor.id == "by"
    return is_handed and name_of(call) in ACTIONS


FOUND = dict(actions())
ACTIONS = {place.rpartition(":")[2] for place in FOUND}


def test_every_action_asks_or_says_why_nobody_is_asked() -> None:
    assert sorted(place for place, node in FOUND.items() if not asks(node)) == sorted(NOBODY_IS_ASKED)


def test_the_actor_of_an_action_is_a_person_or_the_system() -> None:
    actors = {
        place: ast.unparse(argument.annotation)
        for place, node in FOUND.items()
        for argument in node.args.kwonlyargs
        if argument.arg == "by" and argument.annotation
    }
    del actors["journal/actions.py:write"]

    assert set(actors.values()) == {"Person", "Person | None"}


# What others call though it asks nobody, because it is no action: it counts, holds or queues.
HELPERS = {
    "accounts/actions.py:one_at_a_time": "holds a name, changes none",
    "agreements/actions.py:about": "a name",
    "agreements/actions.py:authority_of": "a read",
    "agreements/actions.py:locked": "holds a row, changes none",
    "agreements/actions.py:moved": "a part of the actions on a version",
    "agreements/actions.py:note": "a part of the actions on a version",
    "agreements/actions.py:speaks_for": "a read",
    "desk/actions.py:list_for_case": "a list chooses nobody",
    "desk/actions.py:own": "a read",
    "desk/actions.py:seated": "raises where somebody does not sit",
    "desk/actions.py:stated": "a part of the actions of a case",
    "desk/actions.py:written": "raises where nothing was written",
    "messages/actions.py:despatch": "a part of sending",
    "messages/actions.py:moved": "a part of the actions on a despatch",
    "messages/actions.py:rendered": "the words of a message",
    "messages/actions.py:waiting": "a read",
    "notices/actions.py:told_by": "the words of a message",
    "politeness/actions.py:leave": "the worker's own work",
    "politeness/actions.py:renew": "the worker's own work",
    "politeness/actions.py:take": "the worker's own work",
    "results/actions.py:counted": "a part of counting, asked for by an action or a decided case",
    "questions/actions.py:tell_experts": "a part of the actions on a question, and of noting a mail",
    "retention/actions.py:numbers_of": "a read",
    "retention/actions.py:period_name": "a name",
    "retention/actions.py:refuse_unready": "a read",
    "retention/actions.py:round_name": "a name",
    "rounds/actions.py:about": "a read",
    "rounds/actions.py:locked": "holds a row, changes none",
    "scans/actions.py:held": "holds a row, changes none",
    "scans/actions.py:enqueue_running": "queues again what starting the round has queued",
    "uptime/actions.py:keep_sample": "the worker's own work",
}


def called(path: Path) -> Iterator[str]:
    """Yield every function of an `actions.py` that a module of ours takes from there."""
    tree, modules = ast.parse(path.read_text()), dict[str, str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sanjeh.apps."):
            app, _, file = (node.module or "").removeprefix("sanjeh.apps.").partition(".")
            for one in node.names:
                if file == "actions":
                    yield f"{app}/actions.py:{one.name}"
                elif one.name == "actions":
                    modules[one.asname or one.name] = app
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}/actions.py:{node.attr}"


def functions() -> set[str]:
    return {
        f"{path.relative_to(APPS)}:{node.name}"
        for path in APPS.rglob("*actions.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }


def test_whoever_calls_a_function_of_an_action_module_calls_one_that_asks_or_is_listed() -> None:
    taken = {one for path in APPS.parent.rglob("*.py") for one in called(path)} & functions()

    assert sorted(taken - set(FOUND)) == sorted(HELPERS)


def test_what_a_command_changes_is_asked_of_the_table_or_is_of_the_installation_alone() -> None:
    commands = {one for path in (APPS.parent / "cli").rglob("*.py") for one in called(path)} & functions()

    assert commands == {
        "authorities/actions.py:open_authority",
        "journal/actions.py:change_key",  # the secret lies where the command runs
        "journal/actions.py:write",  # the first line of an installation that was a demo
        "retention/actions.py:prune_evidence",
        "uptime/actions.py:declare_maintenance",
    }
