"""Store the divisions of the country from the vendored data."""

from typing import Any

from django.core.management.base import BaseCommand

from regions.workflow import load_divisions


class Command(BaseCommand):
    help = "Load every division from province to street; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        rows, aliases = load_divisions()
        self.stdout.write(f"{rows} divisions, {aliases} retired or statistical codes")
