"""Count the open due dates anew after a calendar was loaded."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actors import system_actor
from obligations.workflow import recompute_due_dates, work_on_recounts
from obligations.workflow.recounting import Outcome
from regions.scope import nation_scope


class Command(BaseCommand):
    help = "Count the open due dates anew under the calendar in effect. Safe to repeat: a second run moves nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        with nation_scope(reason="a calendar holds for the whole country"):
            moved = recompute_due_dates(by=system_actor("calendar"), reason="calendar loaded")
        while work_on_recounts(settles_after=0) is Outcome.MORE:
            pass
        self.stdout.write(f"{moved} due dates moved or became firm")
