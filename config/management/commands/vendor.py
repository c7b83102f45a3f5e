"""``manage.py vendor check`` compares the vendored files with the manifest; ``refresh`` fetches them again (npm)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import vendor


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["check", "refresh"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if act == "refresh":
            vendor.refresh()
        if found := vendor.problems():
            raise CommandError("\n".join(found))
        self.stdout.write("The vendored files are what the manifest says.")
