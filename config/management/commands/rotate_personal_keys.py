"""After a new key was put first in PERSONAL_DATA_KEYS: everything sealed under older ones is sealed anew."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actors import system_actor
from audit.personal.workflow import rotate_keys


class Command(BaseCommand):
    help = "Seals all personal data under the current key; can be stopped and begun again."

    def handle(self, *args: Any, **options: Any) -> None:
        for place, rows in rotate_keys(by=system_actor("rotate_personal_keys")):
            self.stdout.write(f"{place}: {rows}")
        self.stdout.write("Everything is sealed under the current key; older keys may go.")
