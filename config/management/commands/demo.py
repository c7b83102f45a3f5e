"""Fill an empty installation with the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from config.demo.build import build

PASSWORD = "tuoyu-demo-2026"


class Command(BaseCommand):
    help = "Make the demo data with the real verbs, at dates relative to today. Refused outside a demo installation."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("this installation is not a demo: DEMO is off")
        if User.objects.filter(username="zhanggong-operator").exists():
            self.stdout.write("The demo is there already; make reset starts it afresh.")
            return
        shown = -1

        def progress(done: int, total: int) -> None:
            nonlocal shown
            percent = done * 100 // total
            if percent != shown:
                shown = percent
                self.stdout.write(f"\r  demo {percent:3d} %", ending="")
                self.stdout.flush()

        count = build(password=PASSWORD, progress=progress)
        self.stdout.write(f"\r  {count} demo facilities")
