"""The tenant walls as constraints that makemigrations tracks: row-level security and composite foreign keys.

`version` is always written into the migration: when the SQL text changes, raise it, and Django removes the old
constraint and adds the new one.
"""

from typing import Any

from django.db.models import BaseConstraint

_LEVELS = " ".join(
    f"WHEN '{level}' THEN {column} = (SELECT nullif(current_setting('tuoyu.code', true), '')::bigint)"
    for level, column in (
        ("province", "province"),
        ("city", "city"),
        ("district", "district"),
        ("street", "region_id"),
    )
)
_REGION = (
    "CASE (SELECT nullif(current_setting('tuoyu.level', true), '')) WHEN 'nation' THEN true "
    f"{_LEVELS} ELSE false END"
)
_GRANTED = "coalesce({column} = ANY ((SELECT nullif(current_setting('tuoyu.extra', true), '')::bigint[])::bigint[]), false)"


class _Tracked(BaseConstraint):
    """What both walls share: they are compared by their own arguments and never validated in Python."""

    def __init__(self, *, name: str, version: int, **options: Any) -> None:
        super().__init__(name=name)
        self.version, self.options = version, options

    def constraint_sql(self, model: Any, editor: Any) -> None:  # type: ignore[override]
        # Django folds constraints into CREATE TABLE; ours need the finished table.
        editor.deferred_sql.append(self.create_sql(model, editor))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        return None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Tracked) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "version": self.version, **self.options}


class RowWall(_Tracked):
    """Row-level security, FORCEd, with one policy on the level columns.

    `facility` names the column that holds the facility ("id" on the facility itself), so that granted
    facilities open; None where a row belongs to a region only.
    """

    def __init__(self, *, name: str, version: int, facility: str | None = None) -> None:
        super().__init__(name=name, version=version, facility=facility)

    def policy(self) -> str:
        column = self.options["facility"]
        granted = _GRANTED.format(column=column) if column else "false"
        return f"CASE WHEN {_REGION} THEN true ELSE {granted} END"

    def create_sql(self, model: Any, editor: Any) -> str:
        table, name, text = (
            editor.quote_name(model._meta.db_table),
            editor.quote_name(self.name),
            self.policy(),
        )
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
            f"CREATE POLICY {name} ON {table} USING ({text}) WITH CHECK ({text})"
        )

    def remove_sql(self, model: Any, editor: Any) -> str:
        # Row-level security stays on: a table without its policy is closed, not open.
        return f"DROP POLICY {editor.quote_name(self.name)} ON {editor.quote_name(model._meta.db_table)}"


class SameTenant(_Tracked):
    """A composite foreign key (fk, region): a row cannot hang on another tenant's parent, and moves with it."""

    def __init__(self, *, name: str, version: int, fk: str) -> None:
        super().__init__(name=name, version=version, fk=fk)

    def create_sql(self, model: Any, editor: Any) -> str:
        field = model._meta.get_field(self.options["fk"])
        parent = field.remote_field.model._meta.db_table
        q = editor.quote_name
        return (
            f"ALTER TABLE {q(model._meta.db_table)} ADD CONSTRAINT {q(self.name)} "
            f"FOREIGN KEY ({q(field.column)}, region_id) REFERENCES {q(parent)} (id, region_id) "
            "ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE"
        )

    def remove_sql(self, model: Any, editor: Any) -> str:
        return (
            f"ALTER TABLE {editor.quote_name(model._meta.db_table)} "
            f"DROP CONSTRAINT {editor.quote_name(self.name)}"
        )


class NarrowedTo(_Tracked):
    """A second, restrictive policy: reading shows only rows whose integer array holds all that a setting names.

    It can only take rows away from those the row wall shows. It is there for the index: under row-level security a
    condition of a query may use none unless its operator is leakproof, a condition of a policy may. An unset setting
    asks for nothing, so then the wall alone decides.
    """

    def __init__(self, *, name: str, version: int, column: str, setting: str) -> None:
        super().__init__(name=name, version=version, column=column, setting=setting)

    def create_sql(self, model: Any, editor: Any) -> str:
        asked = f"nullif(current_setting('{self.options['setting']}', true), '')"
        return (
            f"CREATE POLICY {editor.quote_name(self.name)} ON {editor.quote_name(model._meta.db_table)} "
            f"AS RESTRICTIVE FOR SELECT USING ({editor.quote_name(self.options['column'])} "
            f"@> (SELECT coalesce({asked}, '{{}}')::integer[]))"
        )

    def remove_sql(self, model: Any, editor: Any) -> str:
        return f"DROP POLICY {editor.quote_name(self.name)} ON {editor.quote_name(model._meta.db_table)}"
