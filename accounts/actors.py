"""Who acts: the person, in the appointment chosen for this session, or for the facilities granted to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from accounts.enums import DepartmentKind, FacilityRole, Role
from regions.codes import NATION
from regions.enums import Level
from regions.scope import Scope


@dataclass(frozen=True)
class Post:
    """An appointment in force, flattened so that deciding needs no query."""

    id: int
    role: Role
    department_id: int
    department: str
    kind: DepartmentKind
    region_id: int
    region: str
    department_en: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Actor:
    """One of: an official (post), an operator (facilities), the system (neither, `system` says why), nobody.

    `opened`: facilities opened to an official of another department for a joint inspection. `token_id`: acts through a key. `password_due`: must choose a password of their own before anything else.
    """

    user_id: int | None = None
    name: str = ""
    username: str = ""
    post: Post | None = None
    facilities: Mapping[int, frozenset[FacilityRole]] = field(default_factory=dict)
    opened: frozenset[int] = frozenset()
    system: str = ""
    token_id: int | None = None
    password_due: bool = False

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def department_id(self) -> int | None:
        return self.post.department_id if self.post else None

    @property
    def region_id(self) -> int:
        """Where refusals of this actor are recorded."""
        return self.post.region_id if self.post else NATION

    @property
    def is_operator(self) -> bool:
        return self.signed_in and self.post is None

    def scope(self) -> Scope | None:
        """The rows this actor may meet at all; None for nobody. An operator without a facility meets none."""
        if self.post:
            return Scope.of_region(self.post.region_id, tuple(sorted(self.opened)))
        if self.signed_in:
            return Scope(Level.FACILITY, NATION, tuple(sorted(self.facilities)))
        return None


ANONYMOUS = Actor()


def system_actor(why: str) -> Actor:
    """The platform itself, for work no person asked for. `why` is the name that the audit trail shows."""
    return Actor(name=why, system=why)
