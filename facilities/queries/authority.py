"""Which authority a facility asks about what the platform may not tell it, as when somebody is registered elsewhere too."""

from collections.abc import Collection

from django.utils.translation import gettext

from accounts.enums import DepartmentKind
from accounts.queries import department_for


def authorities_of(region_ids: Collection[int]) -> list[str]:
    """The health authorities that serve places, by name, at least one; a query a place. Never which facility is meant."""
    offices = (department_for(place, (DepartmentKind.HEALTH,)) for place in sorted(set(region_ids)))
    names = sorted({office.name for office in offices if office is not None})
    return names or [gettext("the health authority")]
