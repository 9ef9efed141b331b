"""The triggers that keep what is frozen, made from its table; they refuse everybody, the owner too.

Only a migration passes: the tables' owner, in a session that says so (`MIGRATING`). Somebody else may say
so in vain, and only the owner can switch a trigger off.
"""

from collections.abc import Iterator

from sanjeh.config.protection.frozen_row import Frozen

MIGRATING = "sanjeh.migrating"
# A function of ours finds our own tables, whatever a session has put before them.
PATH = "SET search_path = public, pg_temp"
PASSES = f"""
    IF current_setting('{MIGRATING}', true) = 'yes' AND pg_has_role(current_user,
        (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;"""  # noqa: S608 -- our own words
KINDS = {
    "kept": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
    "listed": "BEFORE INSERT ON {table} FOR EACH ROW",
    "whole": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}


def statements(frozen: Frozen) -> Iterator[tuple[str, str, str]]:
    """Yield (trigger, its function, its making) of a table."""
    bodies = {"kept": kept_body(frozen), "listed": listed_body(frozen), "whole": refusal(frozen)}
    for kind, body in bodies.items():
        if body:
            trigger = (
                f"z_frozen_{kind}"  # the last of a table's: whoever has a sentence of its own says it first
            )
            named = f"{frozen.table}_{kind}"
            when = KINDS[kind].format(table=frozen.table)
            making = f"CREATE OR REPLACE TRIGGER {trigger} {when} EXECUTE FUNCTION {named}()"
            yield trigger, function(named, body), making


def function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$\n"
        f"DECLARE it record;\nBEGIN{body}\n    RETURN NULL;\nEND\n$$"
    )


def refusal(frozen: Frozen) -> str:
    says = frozen.says.replace("'", "''")
    return f"""
    RAISE EXCEPTION '%: {says} (% refused)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';"""


def kept_body(frozen: Frozen) -> str:
    """Return what is done before a row is changed or removed."""
    return f"""{PASSES}
    it := OLD;
    IF TG_OP = 'DELETE' THEN
        IF {frozen.when} THEN{refusal(frozen)}
        END IF;
        RETURN OLD;
    END IF;
    IF ({frozen.when}) AND {other_columns_differ(frozen)} THEN{refusal(frozen)}
    END IF;{filled_once(frozen)}{moves_alone(frozen)}
    RETURN NEW;"""


def other_columns_differ(frozen: Frozen) -> str:
    free = ", ".join(f"'{name}'" for name in (*frozen.free, *frozen.once))
    but = f" - ARRAY[{free}]::text[]"
    return f"to_jsonb(NEW){but} IS DISTINCT FROM to_jsonb(OLD){but}"


def filled_once(frozen: Frozen) -> str:
    return "".join(
        f"""
    IF OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name} THEN{refusal(frozen)}
    END IF;"""
        for name in frozen.once
    )


def moves_alone(frozen: Frozen) -> str:
    if not frozen.moves:
        return ""
    scope = "OLD.scope" if any(scope for scope, _, _ in frozen.moves) else "''"
    known = ", ".join(f"('{scope}', '{source}', '{target}')" for scope, source, target in frozen.moves)
    return f"""
    IF NEW.state <> OLD.state AND ({scope}, OLD.state, NEW.state) NOT IN ({known}) THEN{refusal(frozen)}
    END IF;"""


def listed_body(frozen: Frozen) -> str:
    """Return what is done before a row is added, nothing where any may be."""
    if not frozen.added:
        return ""
    return f"""{PASSES}
    it := NEW;
    IF {frozen.added} THEN{refusal(frozen)}
    END IF;
    RETURN NEW;"""
