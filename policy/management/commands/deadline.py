"""When is a duty due? The public calculator on the command line."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from kernel import clock
from policy.errors import LawNotLoaded
from policy.forms import read_question
from policy.presentation.steps import steps
from policy.queries import Deadline, explain
from regions.codes import short


class Command(BaseCommand):
    help = "The due date of a duty: which days counted, by which text, on which calendar."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, help="6- or 12-digit division code, or CN")
        parser.add_argument("--rule", required=True, help="filing, filing_receipt, …: the name in the pack")
        parser.add_argument("--trigger", required=True, help="a date, or an instant with its offset")
        parser.add_argument("--known-on", default="", help="use the calendar versions known on this date")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            question = read_question(options)
            answer = question.answer()
        except (LawNotLoaded, ProgrammingError) as error:
            raise CommandError(
                _("The law is not loaded yet: run manage.py prepare first."), returncode=1
            ) from error
        except DomainError as error:
            raise CommandError(str(error.message), returncode=2) from error
        if question.retired_from is not None:
            codes = {"old": short(question.retired_from), "new": answer.region}
            self.stderr.write(_("%(old)s is a retired code; the division is %(new)s today.") % codes)
        if options["json"]:
            self.stdout.write(json.dumps(answer.as_json(), ensure_ascii=False))
        else:
            self._tell(answer)

    def _tell(self, answer: Deadline) -> None:
        why = explain(answer, clock.today())
        self.stdout.write(f"{answer.due_on or answer.status.label}  {answer.status.value}")
        for number, step in enumerate(steps(answer, why, clock.today()), 1):
            self.stdout.write(f"{number}. {step}")
        self.stdout.write(f"{answer.source.short}  {why.rule_version}  {answer.calendar_version}")
