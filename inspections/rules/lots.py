"""Choosing by lot so that anybody can repeat it (双随机): the order is that of the digest of seed and number."""

import hashlib
from collections.abc import Collection, Iterable, Sequence


def mark(seed: str, what: str, number: int) -> str:
    """The lot of one facility or inspector: MD5 of "seed:what:number", as PostgreSQL's md5() writes it too."""
    return hashlib.md5(f"{seed}:{what}:{number}".encode(), usedforsecurity=False).hexdigest()


def drawn(seed: str, what: str, numbers: Iterable[int]) -> list[int]:
    """Everybody in the order of the lot."""
    return sorted(numbers, key=lambda number: (mark(seed, what, number), number))


def pool_digest(numbers: Iterable[int]) -> str:
    """What tells one pool from another: SHA-256 over the sorted numbers."""
    text = ",".join(map(str, sorted(numbers)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def teams(inspectors: Sequence[int], visits: Collection[int], size: int) -> list[tuple[int, ...]]:
    """Inspectors dealt out in their order, `size` a visit, so that nobody has two more than another."""
    dealt, at = [], 0
    for _visit in visits:
        team = tuple(inspectors[(at + n) % len(inspectors)] for n in range(min(size, len(inspectors))))
        dealt.append(team)
        at = (at + len(team)) % len(inspectors) if inspectors else 0
    return dealt
