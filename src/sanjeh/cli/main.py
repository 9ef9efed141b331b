"""`sanjeh …`: the table of all commands, each with its first sentence."""

import click

import sanjeh
from sanjeh.cli.lazy import Command, Group, LazyGroup

EVIDENCE = Group(
    "Export the evidence of a round, count a folder of it again, or free the room of what nobody needs.",
    {
        "export": Command(
            "Write all that was seen in a round into a new folder DIR, for `sanjeh judge` and "
            "`sanjeh export`.",
            needs_installation=True,
        ),
        "prune": Command(
            "Forget bytes that nothing needs: of this installation, or of one folder DIR of evidence."
        ),
        "verify": Command(
            "Count every digest of the evidence in DIR again, and name what is damaged, missing or extra."
        ),
    },
)
LEDGER = Group(
    "Check or export the journal, the hash-chained record of who did what.",
    {
        "bundle": Command(
            "Write all that proves this installation into a new FILE, for `sanjeh ledger check`.",
            needs_installation=True,
        ),
        "check": Command(
            "Hold journal, roots, agreements, acceptances, draws and editions of a BUNDLE to one another."
        ),
        "export": Command(
            "Write the whole journal to TARGET (default: standard output), one JSON object a line.",
            needs_installation=True,
        ),
        "proof": Command("Say whether the line in FILE stood in the journal when its checkpoint was signed."),
        "rotate": Command(
            "Let a new key sign from now on; the former key and the new one vouch for each other.",
            needs_installation=True,
        ),
        "verify": Command(
            "Say whether every line follows from those before it, and every handler from a draw."
        ),
    },
)
MAIL = Group(
    "Take in mail that a mail server hands over.",
    {
        "receive": Command(
            "Keep the mail that comes on standard input, and lead a report of delivery to what was sent.",
            needs_installation=True,
        ),
    },
)
MEASURE = Group(
    "Measure what one visit cannot tell: speed in several runs, and availability through a round.",
    {
        "maintenance": Command(
            "Note that URL will be at work from BEGINS to ENDS (UTC): its samples will not count meanwhile.",
            needs_installation=True,
        ),
        "speed": Command("Load a page several times, with the machine to itself, and show every run."),
        "uptime": Command(
            "Sample every address of a round now, and judge all its samples so far.", needs_installation=True
        ),
    },
)
METHODOLOGY = Group(
    "Check, show and compare the methods by which bodies are scored.",
    {
        "answers": Command(
            "Fold single answers (unit, service, address, indicator, question, there, state) into "
            "observations.",
        ),
        "audit": Command(
            "Audit a methodology by the answers bodies gave: what it counts twice, what decides, what is "
            "idle.",
        ),
        "check": Command("Say whether a methodology can be used, and everything that is wrong with it."),
        "compare": Command(
            "Compare two rounds on what both asked alike, and take every change of a score apart."
        ),
        "diff": Command("Label every indicator: anchor, re-weighted, redefined, new or dropped."),
        "schema": Command("Print the JSON Schema of a methodology file, for editors."),
        "show": Command(
            "Draw the tree with each weight in percent of the whole; a star marks what probes measure."
        ),
    },
)
ARCHIVE = Group(
    "Hand ended rounds and closed complaints over to an archive, or check such a package.",
    {
        "complaints": Command(
            "Write the complaints that ended in a period into a new folder DIR, without complainants.",
            needs_installation=True,
        ),
        "round": Command(
            "Write all about the round CODE into a new folder DIR (BagIt): editions, evidence, journal.",
            needs_installation=True,
        ),
        "verify": Command("Name every file of the package in DIR that is missing, added or changed."),
    },
)
BOARD = Group(
    "What was promised, and whether it is kept.",
    {
        "check": Command(
            "Measure every promise and every invariant now, and name what violates it; nothing is written.",
            needs_installation=True,
        ),
        "journal": Command(
            "Check what the journal in FILE (of `sanjeh ledger export`) shows of the promises; needs no "
            "database."
        ),
    },
)
COMMANDS: dict[str, Command | Group] = {
    "archive": ARCHIVE,
    "backup": Command(
        "Write database, evidence and editions of one moment into a new FILE, while pages and workers go on.",
        needs_installation=True,
    ),
    "board": BOARD,
    "browser": Command("Say which browser the visits use."),
    "database": Group(
        "The database of an installation that has a server of its own.",
        {
            "prepare": Command(
                "Make the database and its two roles, as DATABASE_URL and DATABASE_OWNER_URL name them."
            )
        },
    ),
    "demo": Group(
        "A fictional country whose sites carry planted defects.",
        {
            "begin": Command(
                "Let the first officer in who was named when the demo was emptied; `sanjeh run` calls this.",
                needs_installation=True,
            ),
            "empty": Command(
                "Remove everything of the demo, so that a real installation can begin in this folder."
            ),
            "serve": Command("Serve every site of the country until stopped."),
        },
    ),
    "doctor": Command(
        "Say of clock, mail, disk, browser, database and keys whether they are as they should be.",
        needs_django=True,
    ),
    "evaluate": Command("Look at addresses, judge and score what is seen, and print a report card."),
    "evidence": EVIDENCE,
    "export": Command(
        "Write the evidence in DIR for other tools. Values of cookies and of queries are never in it."
    ),
    "judge": Command(
        "Judge stored evidence again; the same evidence gives the same findings, byte for byte."
    ),
    "keys": Command(
        "Print the public keys of this installation, the present one first, for `sanjeh verify --key`.",
        needs_installation=True,
    ),
    "ledger": LEDGER,
    "mail": MAIL,
    "manage": Command("Run one of Django's management commands (migrate, createsuperuser, shell …)."),
    "measure": MEASURE,
    "methodology": METHODOLOGY,
    "office": Group(
        "Open the office of a new installation.",
        {
            "authority": Command(
                "Open another authority under CODE; `office create --authority CODE` invites its officer.",
                needs_installation=True,
            ),
            "create": Command(
                "Print a link, good once, with which the first officer sets a password and a second factor.",
                needs_installation=True,
            ),
        },
    ),
    "restore": Command(
        "Bring an installation back from FILE, into an empty data folder and an empty database."
    ),
    "run": Command("Run a whole round on the demo country, live, publish it and serve it."),
    "score": Command("Score OBSERVATIONS (CSV or Parquet) by METHODOLOGY (a shipped code or a file)."),
    "serve": Command("Serve the pages and take the looks, until Ctrl-C."),
    "verify": Command(
        "Check every file of an EDITION (its folder, or its zip file) and recompute every published digit."
    ),
    "worker": Command(
        "Take looks from the queue, until ended; any number of machines may do so.", needs_installation=True
    ),
}


@click.group(
    cls=LazyGroup,
    package="sanjeh.cli",
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(sanjeh.__version__, prog_name="sanjeh")
def main() -> None:
    """Evaluate electronic services of government bodies: look, score, rank, publish."""
