"""The five scopes a list is measured at: a small and the biggest district, its city, its province, the nation."""

from django.db import connection

from regions.enums import Level
from regions.scope import Scope, nation_scope

Scopes = dict[str, Scope]


def scopes() -> Scopes:
    """Name → scope, narrowest first; chosen by size so that they say the same on every run."""
    with nation_scope(reason="choose the scopes of the benchmark"), connection.cursor() as cursor:
        cursor.execute("SELECT district, count(*) FROM facilities_facility GROUP BY district ORDER BY 2, 1")
        districts = cursor.fetchall()
    biggest = districts[-1][0]
    small = districts[len(districts) // 2][0]
    return {
        "street": Scope(Level.STREET, _street(biggest)),
        "small": Scope(Level.DISTRICT, small),
        "district": Scope(Level.DISTRICT, biggest),
        "city": Scope(Level.CITY, biggest - biggest % 10**8),
        "province": Scope(Level.PROVINCE, biggest - biggest % 10**10),
        "nation": Scope(Level.NATION),
    }


def _street(district: int) -> int:
    with nation_scope(reason="choose the scopes of the benchmark"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT region_id FROM facilities_facility WHERE district = %s GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
            [district],
        )
        return int(cursor.fetchone()[0])
