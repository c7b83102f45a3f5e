"""``manage.py messages check | compile | extract``: the Chinese translations of the English source texts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import messages


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["check", "compile", "extract"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if act == "compile":
            self.stdout.write(f"{messages.compile_all()} catalogues compiled.")
        elif act == "extract":
            for area, count in messages.add_missing().items():
                self.stdout.write(f"locale/{area}: {count} texts wait for their translation.")
        else:
            report = messages.check()
            for line in report.unused:
                self.stderr.write(f"no longer used: {line}")
            if report.faults:
                raise CommandError("\n".join(report.faults))
            self.stdout.write("Every text has its Chinese translation.")
