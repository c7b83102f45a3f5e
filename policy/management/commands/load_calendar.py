"""Publish the calendar files of this code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import system_actor
from policy.errors import PackRefused
from policy.loader.calendar import arrangement_entries
from policy.workflow import publish_calendar


class Command(BaseCommand):
    help = "Publish every arrangement of days off; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = arrangement_entries()
        except PackRefused as refused:
            raise CommandError(str(refused)) from refused
        fresh = publish_calendar(by=system_actor("load_calendar"), entries=entries)
        self.stdout.write(f"{len(entries)} arrangements, {len(fresh)} new")
