"""How much is it? The public calculator on the command line."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from kernel.money import plain_yuan
from policy.errors import LawNotLoaded
from regions.codes import short
from subsidies.presentation.steps import CHOICES, said
from subsidies.rules import Quote
from subsidies.serializers import as_json, facts_of, read_question


class Command(BaseCommand):
    help = "The amount of a subsidy programme for given facts: every line, its reason, who pays which share."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, help="6- or 12-digit division code")
        parser.add_argument("--programme", required=True, help="GZ-OPERATING, …: the id in the pack")
        parser.add_argument("--facts", required=True, help="a JSON file; - reads standard input")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            facts = facts_of(_content(options["facts"]))
            question = read_question({**{k: options[k] for k in ("region", "programme")}, "facts": facts})
            answer = question.answer()
        except (LawNotLoaded, ProgrammingError) as error:
            raise CommandError(
                _("The law is not loaded yet: run manage.py prepare first."), returncode=1
            ) from error
        except DomainError as error:
            raise CommandError(_one_line(error.message), returncode=2) from error
        if question.retired_from is not None:
            codes = {"old": short(question.retired_from), "new": short(question.region_id)}
            self.stderr.write(_("%(old)s is a retired code; the division is %(new)s today.") % codes)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(answer), ensure_ascii=False))
        else:
            self._tell(answer)

    def _tell(self, answer: Quote) -> None:
        programme = answer.programme
        amount = _("not computable") if answer.amount is None else plain_yuan(answer.amount)
        self.stdout.write(f"{programme.name}  {amount}  {answer.code.value}  {answer.code.label}")
        for party, part in answer.shares.items():
            self.stdout.write(f"  {CHOICES.get(party, party)}  {plain_yuan(part)}")
        if answer.simulated:
            self.stdout.write(_("Simulation only: %(status)s.") % {"status": programme.state})
        for line in answer.lines:
            figure = "—" if line.amount is None else plain_yuan(line.amount)
            self.stdout.write(f"{line.ref}  {figure}  {line.code.value}  {line.code.label}")
            for step in line.steps:
                self.stdout.write(f"    {said(step)}")
        self.stdout.write(f"{programme.source.short}  {programme.pack} {programme.version}")


def _content(name: str) -> bytes:
    """Raises CommandError for a file that cannot be read."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        text = _("The file %(name)s cannot be read: %(reason)s") % {"name": name, "reason": reason}
        raise CommandError(_one_line(text), returncode=2) from error


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
