"""Prove that no audit event was changed, removed or cut off."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.queries import breaks


class Command(BaseCommand):
    help = "Walk every audit chain; exit 1 and name the first fault of each broken one."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(breaks())
        for fault in faults:
            self.stderr.write(f"{fault.district}: event {fault.sequence} {fault.kind}")
        if faults:
            raise CommandError(f"{len(faults)} broken chain(s)")
        self.stdout.write("All audit chains are whole.")
