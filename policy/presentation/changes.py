"""What is different in the law of a place between two days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kernel.presentation import Badge
from policy.presentation.rows import Row, rows_of
from policy.presentation.topics import SIMULATED, TOPICS

_NEW = Badge(_("New"), "plus", "ok")
_CHANGED = Badge(_("Changed"), "edit", "accent")
_ENDED = Badge(_("Ended"), "minus", "mute")
#: States in which a row counts.
_COUNTS = ("IN_FORCE", "TRIAL")


@dataclass(frozen=True)
class Change:
    topic: object
    title: str
    rule: str
    before: Row | None
    after: Row | None
    badge: Badge


def changes(region_id: int, first: date, last: date) -> list[Change]:
    """What began, changed or ended from the first day to the last; what only a draft says is left out."""
    before, after = _in_force(region_id, first), _in_force(region_id, last)
    labels = {topic.code: topic.label for topic in TOPICS}
    found = []
    for rule in dict.fromkeys((*after, *before)):
        old, new = before.get(rule), after.get(rule)
        badge = _badge(old, new)
        if badge is not None:
            row = new or old
            assert row is not None
            found.append((row.topic, Change(labels[row.topic], row.words.title, rule, old, new, badge)))
    order = [topic.code for topic in TOPICS]
    return [change for _topic, change in sorted(found, key=lambda each: order.index(each[0]))]


def _in_force(region_id: int, on: date) -> dict[str, Row]:
    rows = rows_of(region_id, on)
    return {row.rule: row for row in rows if row.state in _COUNTS and row.topic != SIMULATED}


def _badge(old: Row | None, new: Row | None) -> Badge | None:
    if old is None or new is None:
        return _NEW if new is not None else _ENDED
    same = (old.words, old.clause.short, old.state) == (new.words, new.clause.short, new.state)
    return None if same else _CHANGED


def grouped_changes(found: list[Change]) -> Iterator[tuple[object, list[Change]]]:
    """The changes by topic, in the order they come."""
    held: dict[object, list[Change]] = {}
    for each in found:
        held.setdefault(each.topic, []).append(each)
    yield from held.items()
