"""Fill an empty installation with the demo."""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.demo import PASSWORD, create_people
from config.demo.build import build, parts
from config.demo.figures import figures_entered
from config.demo.law import propose_extension
from config.demo.people import SETUP
from config.demo.reporting import reports_written
from facilities.workflow.standards import check_all


class Command(BaseCommand):
    help = (
        "Make the demo data with the real verbs, at dates relative to today; what was begun before stays as it is. "
        "Refused outside a demo installation."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--part", type=int, help="one of the parts that processes build side by side")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("this installation is not a demo: DEMO is off")
        processes = min(os.cpu_count() or 1, 4)
        if options["part"] is not None:
            places = parts(processes)[options["part"]]
            build(places=places, password=PASSWORD, progress=self._say)
        else:
            create_people(by=SETUP)
            self._side_by_side(processes)

    def _say(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} {total}")
        self.stdout.flush()

    def _side_by_side(self, processes: int) -> None:
        """Everybody is appointed first; then one process a part; each reports its steps, shown as one percentage."""
        create_people(by=SETUP)
        propose_extension()
        command = [sys.executable, sys.argv[0], "demo", "--part"]
        children = [
            subprocess.Popen([*command, str(n)], stdout=subprocess.PIPE, text=True) for n in range(processes)
        ]
        self._show(children)
        if failed := [child.returncode for child in children if child.wait()]:
            raise CommandError(f"the demo could not be built ({len(failed)} of {processes} parts failed)")
        check_all()
        figures_entered()
        reports_written()
        self.stdout.write("\r  demo 100 %")

    def _show(self, children: Sequence["subprocess.Popen[str]"]) -> None:
        known, shown = {child.pid: (0, 1) for child in children}, -1
        open_pipes = list(children)
        while open_pipes:
            for child in list(open_pipes):
                line = child.stdout.readline() if child.stdout else ""
                if not line:
                    open_pipes.remove(child)
                    continue
                done, total = line.split()
                known[child.pid] = (int(done), int(total))
            percent = 100 * sum(d for d, _t in known.values()) // sum(t for _d, t in known.values())
            if percent != shown:
                shown = percent
                self.stdout.write(f"\r  demo {percent:3d} %", ending="")
                self.stdout.flush()
