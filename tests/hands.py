"""As whom a test speaks with the database: as the application, unless it takes another hand for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connection, transaction

from sanjeh.config.protection import roles

AS_APPLICATION = f"-c role={roles.APP}"
WITHOUT_TRIGGERS = ("SET ROLE NONE", "SET session_replication_role = replica")
WITH_TRIGGERS = ("SET session_replication_role = DEFAULT", f"SET ROLE {roles.APP}")


def tell(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def thawed() -> Iterator[None]:
    """Do what nobody could: for a test that wants to know what is said of rows that were tampered with."""
    tell(*WITHOUT_TRIGGERS)
    yield
    tell(*WITH_TRIGGERS)


@contextmanager
def owning() -> Iterator[None]:
    """Be the owner of the tables, of whom triggers ask the same as of everybody."""
    tell(f"SET ROLE {roles.OWNER}")
    yield
    tell(f"SET ROLE {roles.APP}")


def refusal(statement: str) -> str:
    """Return what the database says to a statement of the application, nothing where it does it; undo it."""
    try:
        with transaction.atomic():
            tell(statement)
            transaction.set_rollback(True)
    except Error as refused:
        return str(refused).splitlines()[0]
    return ""
