"""Which authority is asked about what the platform may not tell, as when somebody is registered elsewhere too."""

from collections.abc import Collection

from django.utils.translation import gettext

from accounts.enums import DepartmentKind
from accounts.queries import departments_for


def authorities_of(region_ids: Collection[int]) -> list[str]:
    """The health authorities that serve places, by name, at least one. One query. Never which facility is meant."""
    offices = departments_for(region_ids, (DepartmentKind.HEALTH,)).values()
    return sorted({office.name for office in offices}) or [unnamed()]


def unnamed() -> str:
    """What is said where no office of a place is on record."""
    return gettext("the health authority")
