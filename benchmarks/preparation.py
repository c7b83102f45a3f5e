"""An empty database with the divisions, the law and facilities of national size."""

import time

from django.core.management import call_command

from benchmarks.national import fill


def prepare() -> None:
    """Migrate, load the shared ground, fill; says how long each took."""
    for name, step in (
        ("migrate", lambda: call_command("migrate", verbosity=0)),
        ("divisions", lambda: call_command("load_divisions", verbosity=0)),
        ("packs", lambda: call_command("load_packs", verbosity=0)),
        ("calendar", lambda: call_command("load_calendar", verbosity=0)),
        ("facilities", fill),
    ):
        start = time.perf_counter()
        result = step()
        print(f"{name}: {time.perf_counter() - start:.1f} s{f', {result}' if result else ''}")
