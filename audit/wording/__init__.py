"""What an event of the trail is called, and whether it is good news, bad news or neither."""

from audit.models import AuditEvent
from audit.wording import accounts, care, facilities, inspections, money, reports, staff
from audit.wording.actors import who
from audit.wording.words import EventWords
from kernel.presentation import Event

#: Event → its words, in the order in which the filter of the trail names them.
EVENTS: dict[str, EventWords] = {
    **facilities.EVENTS,
    **care.EVENTS,
    **staff.EVENTS,
    **inspections.EVENTS,
    **money.EVENTS,
    **reports.EVENTS,
    **accounts.EVENTS,
}


def words_of(event: str) -> EventWords:
    """The words of an event; one that nobody worded yet is called by its code and kept off timelines."""
    return EVENTS.get(event) or EventWords(event, told=False)


def timeline_event(event: AuditEvent, url: str = "") -> Event:
    """An event of the trail as a timeline shows it: what, when, who, and why where somebody had to say so."""
    words = words_of(event.event)
    meta = " · ".join(part for part in (who(event), event.reason) if part)
    return Event(words.title, event.at, meta, "adverse" if words.adverse else "done", url)


#: The events that stand on a timeline; the full record shows all.
TOLD = frozenset(name for name, words in EVENTS.items() if words.told)


def told(events: list[AuditEvent]) -> list[AuditEvent]:
    return [event for event in events if event.event in TOLD]
