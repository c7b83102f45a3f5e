"""``manage.py demo_accounts [--json]``: who can sign in to the demo, and as what."""

import json
import unicodedata
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.demo import PASSWORD, accounts


class Command(BaseCommand):
    help = "The demo accounts, one for every role in every demo place. Refused outside a demo installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("this installation is not a demo: DEMO is off")
        found = accounts()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"密码 password: {PASSWORD}")
        for each in found:
            self.stdout.write(
                "  ".join(
                    (
                        _wide(each.username, 28),
                        _wide(each.place, 22),
                        f"{each.role}  {each.department}".rstrip(),
                    )
                )
            )


def _wide(text: str, width: int) -> str:
    """Padded by the cells it takes on a terminal: a Chinese character takes two."""
    cells = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(width - cells, 0)
