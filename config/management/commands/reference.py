"""Print the reference pages that follow from the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.reference import stale, write


class Command(BaseCommand):
    help = "Write docs/reference/*.md that are printed from the code; with --check, fail when they are out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if old := stale():
                raise CommandError(f"out of date, run manage.py reference: {', '.join(p.name for p in old)}")
            return
        for path in write():
            self.stdout.write(f"wrote {path.name}")
