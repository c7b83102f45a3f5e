"""Papers that were handed in before their last day had a column of its own: the day is read from their facts."""

from typing import Any

from django.core.management.base import BaseCommand

from registration.workflow.ending import fill_ends


class Command(BaseCommand):
    help = "Fill the last day of papers handed in by an earlier version. Safe to repeat and to break off."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{fill_ends()} papers have their last day now")
