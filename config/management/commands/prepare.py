"""Brings the database to where the first page can be shown: schema, law, calendar, demo."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser

from config.preparation import Done, outstanding
from config.services.state import State


class Command(BaseCommand):
    help = (
        "Migrates, loads divisions, policy packs and calendars, and makes the demo data; skips what is done."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--serving", action="store_true", help="what may run while pages are served")

    def handle(self, *args: Any, **options: Any) -> None:
        state = State.of_checkout()
        state.prepare()
        done = Done.of(state)
        commands = get_commands()
        for step in outstanding(done, present=commands, serving=options["serving"]):
            began = time.monotonic()
            self.stdout.write(f"• {step.title} …")
            call_command(*step.command, stdout=self.stdout)
            done.note(step)
            self.stdout.write(f"  {step.title}: {time.monotonic() - began:.1f} s")
        accounts = state.root / "accounts.txt"
        if "demo_accounts" in commands and settings.DEMO:
            with accounts.open("w", encoding="utf-8") as file:
                call_command("demo_accounts", stdout=file)
