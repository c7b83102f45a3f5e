"""For which facilities somebody acts, as the app to the right registered it."""

from datetime import date

from django.db import connection

from messaging.recipients import operators_sql


def facilities_of(user_id: int, today: date) -> set[int]:
    """The facilities this person acts for on a day. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT facility_id FROM ({operators_sql()}) o WHERE o.user_id = %(user)s",
            {"today": today, "user": user_id},
        )
        return {facility for (facility,) in cursor.fetchall()}


def operators_of(facility_id: int, today: date) -> set[int]:
    """Who acts for a facility on a day, as user ids. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT user_id FROM ({operators_sql()}) o WHERE o.facility_id = %(facility)s",
            {"today": today, "facility": facility_id},
        )
        return {user for (user,) in cursor.fetchall()}
