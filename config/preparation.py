"""What a database needs before the first page: declared as a list of commands, each run when its inputs changed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.services.state import CHECKOUT, State


@dataclass(frozen=True)
class Step:
    """One management command. `inputs` are what it reads, as globs in the checkout.

    It runs again when one of them changed; without inputs it runs always. `once`: never again in one database.
    `serving`: it may run while the first pages are already served.
    """

    title: str
    command: tuple[str, ...]
    inputs: tuple[str, ...] = ()
    once: bool = False
    serving: bool = False

    def fingerprint(self) -> str:
        """Names the inputs as they are now."""
        if self.once:
            return "once"
        digest = hashlib.sha256()
        patterns = (*self.inputs, f"*/management/commands/{self.command[0]}.py")
        for path in sorted({path for pattern in patterns for path in CHECKOUT.glob(pattern)}):
            if path.is_file():
                digest.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
        return digest.hexdigest()


STEPS = (
    Step(
        "schema",
        ("migrate", "--noinput", "--verbosity=0"),
        inputs=("*/migrations/*.py", "requirements/base.lock"),
    ),
    Step("translations", ("messages", "compile"), inputs=("locale/**/*.[mp]o",)),
    Step("divisions", ("load_divisions",), inputs=("regions/divisions/*",)),
    Step(
        "policy packs", ("load_packs",), inputs=("policy/packs/*", "policy/loader/**/*", "policy/clauses/*")
    ),
    Step("working calendar", ("load_calendar",), inputs=("policy/calendars/*", "policy/loader/*")),
    Step("due dates", ("recompute_due_dates",), inputs=("policy/calendars/*",)),
    Step(
        "last days of papers",
        ("fill_material_ends",),
        inputs=("registration/facts/evidence.py", "registration/migrations/0007_material_ends_on.py"),
    ),
    Step("demo data", ("demo",), once=True, serving=True),
)


@dataclass
class Done:
    """Which steps are done, noted in the state folder for one database."""

    path: Path
    steps: dict[str, str]

    @classmethod
    def of(cls, state: State) -> "Done":
        path = state.root / "prepared.json"
        noted = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        same = noted.get("database") == database_identity()
        return cls(path, noted.get("steps", {}) if same else {})

    def holds(self, step: Step) -> bool:
        return bool(step.inputs or step.once) and self.steps.get(step.title) == step.fingerprint()

    def note(self, step: Step) -> None:
        self.steps[step.title] = step.fingerprint()
        noted = {"database": database_identity(), "steps": self.steps}
        self.path.write_text(json.dumps(noted, indent=1), encoding="utf-8")


def database_identity() -> str:
    """Tells one database from another that was made later under the same name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()), oid FROM pg_database"
            " WHERE datname = current_database()"
        )
        return "-".join(str(part) for part in cursor.fetchone())


def outstanding(done: Done, *, present: Iterable[str], serving: bool) -> list[Step]:
    """The steps to run now, in order, before the pages are served or while; a command nobody provides is left out."""
    known = set(present)
    if not settings.DEMO:
        known.discard("demo")
    wanted = [step for step in STEPS if step.serving == serving and step.command[0] in known]
    return [step for step in wanted if not done.holds(step)]
