"""Sessions in the database, read together with the person and the appointments they stand for: one statement a request.

A row's text begins with the id of its user, `42~…`; what follows is Django's signed text, which must name the same user.
"""

from functools import cache
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from accounts.actors import Post
from accounts.enums import DepartmentKind, Role
from accounts.models import User
from kernel import clock

_MARK = "~"
_POST = "a.id, a.role, d.id, d.name, d.kind, d.region_id, r.name, d.name_en, a.valid_to"
#: The conditions are those of accounts.queries.posts_of; a test holds them together.
_STATEMENT = f"""
SELECT s.session_data, {{person}}, {_POST}
  FROM django_session s
  LEFT JOIN accounts_user u ON u.id = substring(s.session_data FROM '^([0-9]+){_MARK}')::bigint
  LEFT JOIN (accounts_appointment a JOIN accounts_department d ON d.id = a.department_id
             JOIN regions_region r ON r.id = d.region_id)
    ON a.user_id = u.id AND a.valid_from <= $3::date AND (a.valid_to IS NULL OR a.valid_to >= $3::date)
   AND a.ended_at IS NULL AND (d.valid_to IS NULL OR d.valid_to >= $3::date)
 WHERE s.session_key = $1::varchar AND s.expire_date > $2::timestamptz
 ORDER BY a.id
"""


class SessionStore(db.SessionStore):
    """`person` and `posts`: whom the session named when it was read, as they are at this moment; None for nobody."""

    person: User | None = None
    posts: list[Post]

    def accessed_person(self) -> User | None:
        """Whom the session names, reading it if nobody has; None for nobody."""
        if self.session_key:
            self._get_session()  # type: ignore[attr-defined]
        return self.person

    def load(self) -> dict[str, Any]:
        """The session's own data; {} when it ended."""
        given = (self.session_key, timezone.now(), clock.today())
        rows = connection.ask_prepared(  # type: ignore[attr-defined]  # of regions.postgres
            "who_acts", _statement(), given
        )
        if not rows:
            self._session_key = None
            return {}
        found = self.decode(rows[0][0])
        columns = _columns()
        person = User.from_db(connection.alias, columns, rows[0][1 : 1 + len(columns)])
        if person.pk is not None and found.get(SESSION_KEY) == str(person.pk):
            self.person = person
            self.posts = [_post(row[1 + len(columns) :]) for row in rows if row[1 + len(columns)] is not None]
        return found

    def encode(self, session_dict: dict[str, Any]) -> str:
        user, text = session_dict.get(SESSION_KEY), super().encode(session_dict)
        return f"{int(user)}{_MARK}{text}" if user else text

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        session_data = str(session_data)
        return super().decode(session_data.partition(_MARK)[2] or session_data)


def _post(row: tuple[Any, ...]) -> Post:
    number, role, office, name, kind, region, place, name_en, until = row
    return Post(number, Role(role), office, name, DepartmentKind(kind), region, place, name_en, until)


@cache
def _columns() -> list[str]:
    return [field.attname for field in User._meta.concrete_fields]


@cache
def _statement() -> str:
    return _STATEMENT.format(person=", ".join(f'u."{field.column}"' for field in User._meta.concrete_fields))
