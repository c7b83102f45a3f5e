"""Publish the pack files of this code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import system_actor
from policy.errors import PackRefused
from policy.loader.packs import read_packs
from policy.workflow import Shipped, ship_pack


class Command(BaseCommand):
    help = (
        "Check every policy pack of this code and publish what is new; running it again changes nothing. Where two "
        "persons of the place agreed on a version, a newer one of this code waits for their approval."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            packs = read_packs()
        except PackRefused as refused:
            raise CommandError(str(refused)) from refused
        actor = system_actor("load_packs")
        done = {code: ship_pack(by=actor, pack=pack) for code, pack in packs.items()}
        new = sum(outcome is Shipped.PUBLISHED for outcome in done.values())
        self.stdout.write(f"{len(packs)} packs, {new} new")
        for code, outcome in done.items():
            if outcome is Shipped.PROPOSED:
                self.stdout.write(
                    f"{code}: a version agreed on locally is in force; the version of this code waits for approval"
                )
