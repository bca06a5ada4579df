"""The database itself refuses to change or remove events and snapshots."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("review_event", "review_snapshot")

SQLITE = """
CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE FUNCTION review_refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION review_refuse_change()
"""


def statements_to_add(vendor: str) -> list[str]:
    """One trigger a table and verb."""
    template = POSTGRES if vendor == "postgresql" else SQLITE
    triggers = [template.format(table=table, verb=verb, name=verb.lower()) for table, verb in _refused(vendor)]
    return [POSTGRES_FUNCTION, *triggers] if vendor == "postgresql" else triggers


def statements_to_remove(vendor: str) -> list[str]:
    """Back to before."""
    if vendor != "postgresql":
        return [f"DROP TRIGGER {table}_no_{verb.lower()}" for table, verb in _refused(vendor)]
    triggers = [f"DROP TRIGGER {table}_no_{verb.lower()} ON {table}" for table, verb in _refused(vendor)]
    return [*triggers, "DROP FUNCTION review_refuse_change()"]


def _refused(vendor: str) -> list[tuple[str, str]]:
    """What is refused; SQLite knows no TRUNCATE."""
    verbs = ["UPDATE", "DELETE", *(["TRUNCATE"] if vendor == "postgresql" else [])]
    return [(table, verb) for table in TABLES for verb in verbs]


def add_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Run the statements that add them."""
    for statement in statements_to_add(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


def remove_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Run the statements that remove them."""
    for statement in statements_to_remove(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    """Triggers of SQLite and PostgreSQL."""

    dependencies = [("review", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
