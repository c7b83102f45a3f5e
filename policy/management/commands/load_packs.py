"""Publish the pack files of this code."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import system_actor
from policy.errors import PackRefused
from policy.loader.packs import read_packs
from policy.workflow import publish_pack


class Command(BaseCommand):
    help = "Check and publish every policy pack; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            packs = read_packs()
        except PackRefused as refused:
            raise CommandError(str(refused)) from refused
        actor = system_actor("load_packs")
        new = [
            publish_pack(
                by=actor,
                code=pack.code,
                content=pack.content,
                version=pack.version,
                digest=pack.digest,
                status=pack.status,
                valid_from=date.fromisoformat(pack.valid_from),
            )
            for pack in packs.values()
        ]
        self.stdout.write(f"{len(packs)} packs, {sum(row is not None for row in new)} new")
