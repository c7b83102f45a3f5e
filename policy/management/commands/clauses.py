"""Which clause of the five documents is served by which values of the law?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from policy.errors import LawNotLoaded
from policy.loader.clauses import FILES
from policy.presentation.clause_page import served_words
from policy.presentation.register import served
from policy.queries import packs_by_code


class Command(BaseCommand):
    help = "Every clause of the register with the values drawn from it, or why there are none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--document", choices=sorted(FILES), help="only the clauses of one document")
        parser.add_argument("--unserved", action="store_true", help="only the clauses without values")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            packs = packs_by_code()
        except LawNotLoaded as error:
            raise CommandError(str(error.message), returncode=1) from error
        rows = [
            (row, by)
            for row, by in served(packs)
            if options["document"] in (None, row["document"]) and not (options["unserved"] and by)
        ]
        for row, by in rows:
            self.stdout.write(f"{row['id']}\t{by or '–'}\t{'' if by else served_words(row['served_by'])}")
        counts = {"served": sum(bool(by) for _row, by in rows), "all": len(rows)}
        self.stdout.write(_("%(served)s of %(all)s clauses have values in the packs.") % counts)
