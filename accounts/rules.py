"""Pure rules of accounts: how a name is spelled, which roles exclude each other, how long a session lives."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from accounts.enums import Role
from accounts.roles import EXCLUSIVE_ROLES

#: A password that somebody else chose opens the account for this long.
ONE_TIME_LIFE = timedelta(days=7)


def normal_username(text: str) -> str:
    """One spelling per account: full-width letters and capitals are the same name to the person who types them."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def session_over(*, began: float, seen: float, now: float, idle: int, absolute: int) -> bool:
    """Whether a session has been idle, or has lasted, too long. All in seconds, of one clock."""
    return now - seen > idle or now - began > absolute


def one_time_over(*, set_at: datetime | None, now: datetime) -> bool:
    """Whether a password that was handed out may no longer be used."""
    return set_at is None or now - set_at > ONE_TIME_LIFE


def clashing_role(role: Role, held: Iterable[Role]) -> Role | None:
    """A role already held that may not meet `role` in one person, if any."""
    taken = set(held)
    for pair in EXCLUSIVE_ROLES:
        if role in pair and (others := (pair - {role}) & taken):
            return min(others)
    return None
