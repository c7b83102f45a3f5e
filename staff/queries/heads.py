"""The head that a filing names, as a person of the facility's list.

The filing form (N25 art. 8) asks the name of the head and no number of a document, so a name is all that a filing can say.
It is compared inside one facility's own list only, among those employed there as its head, and nothing follows from it: a ban
is met by the number and the name of the row on that list (CN-S6), and a name that is not on it meets nobody.
"""

from datetime import date

from django.db.models import Q

from staff.enums import StaffRole
from staff.identity import digest_of_name
from staff.models import StaffMember
from staff.queries.people import people_of


def heads_named(facility_id: int, name: str, on: date) -> list[StaffMember]:
    """Who is or will be head of a facility of the scope under a name: nobody, one, or namesakes. One query."""
    if not name.strip():
        return []
    rows = people_of(facility_id, on).filter(
        Q(employments__ends_on__isnull=True) | Q(employments__ends_on__gte=on),
        employments__role=StaffRole.FACILITY_HEAD,
        name_digest=digest_of_name(name),
    )
    return list(rows.distinct().order_by("id"))
