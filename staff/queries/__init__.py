"""Reading staff, one module per question. Everything runs inside the caller's scope, `matching` aside."""

from staff.queries.law import demands, valid_until
from staff.queries.standing import Standing, countable, standing_sql, standings

__all__ = ["Standing", "countable", "demands", "standing_sql", "standings", "valid_until"]
