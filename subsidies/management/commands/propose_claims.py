"""Propose the operating claims of a region for a month, here and now, or go on with a run that was left."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actors import system_actor
from accounts.errors import DomainError
from regions.codes import parse
from regions.scope import nation_scope
from subsidies.queries.runs import run_of
from subsidies.workflow.runs import start_system_run, work_on


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise ArgumentTypeError("write a month like 2025-02") from error


class Command(BaseCommand):
    help = (
        "Propose the claims of a region for a month from signed attendance. Again: nothing is proposed twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", default="CN", help="CN, or 2, 4, 6 or 12 digits")
        parser.add_argument("--month", type=_month, required=True, help="2025-02")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = start_system_run(
                by=system_actor("propose_claims"), region=parse(options["region"]), month=options["month"]
            )
        except (DomainError, ValueError) as refusal:
            raise CommandError(str(getattr(refusal, "message", refusal)), returncode=2) from refusal
        while work_on(run.pk):
            pass
        with nation_scope(reason="a command tells what its run did"):
            run = run_of(run.pk)
        claims, child_months, fen = run.totals
        told = {"run": run.pk, "state": run.state, "claims": claims, "child_months": child_months, "fen": fen}
        self.stdout.write(json.dumps(told) if options["json"] else f"{run.state}: {claims} claims, {fen} fen")
