"""``manage.py first_admin``: how an empty installation gets its first administrator, who then appoints the others."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.actors import system_actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError
from accounts.models import Department
from accounts.workflow import onboard, open_department
from regions.models import Region
from regions.queries import UnknownDivision, resolve


class Command(BaseCommand):
    help = "Open the health authority of a region and appoint its first administrator; prints a one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--region", required=True, help="division code, for example 360000; CN for the nation"
        )
        parser.add_argument("--department", required=True, help="name of the health authority")
        parser.add_argument("--username", required=True)
        parser.add_argument("--name", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        by = system_actor("first_admin")
        try:
            region = Region.objects.get(pk=resolve(options["region"]).code)
            office = Department.objects.filter(
                region=region, kind=DepartmentKind.HEALTH, name=options["department"]
            ).first() or open_department(
                by=by, region=region, kind=DepartmentKind.HEALTH, name=options["department"]
            )
            user, secret = onboard(
                by=by,
                username=options["username"],
                name=options["name"],
                department=office,
                role=Role.ADMIN,
            )
        except UnknownDivision as error:
            raise CommandError(f"no division has this code: {error}") from error
        except DomainError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(f"{user.username}: {secret}")
