"""The story of a filing: what happened, from the trail, and what is still to come, from its clocks."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from audit.wording import timeline_event, told
from kernel import clock
from kernel.presentation import Event
from obligations.enums import Status
from obligations.models import Obligation
from obligations.presentation.dates import due_shown
from obligations.wording import words_of
from registration.enums import RegistrationState
from registration.models import Registration
from registration.queries.review import Review

#: A horizontal line holds six dots.
_ACROSS = 6


def happened(review: Review) -> list[Event]:
    """Everything that happened, the oldest first, beginning with the registration."""
    return [*_registered(review.registration), *(timeline_event(event) for event in told(review.events))]


def _registered(pushed: Registration | None) -> list[Event]:
    if pushed is None:
        return []
    office = pushed.registrar.name if pushed.registrar else ""
    events = [Event(_("Registration approved"), pushed.approved_on, office)]
    if pushed.state == RegistrationState.PUSHED:
        words = (
            _("Registration arrived, matched by credit code")
            if pushed.matched_at
            else _("Registration pushed")
        )
        events.append(Event(words, pushed.pushed_at, office))
    return events


def to_come(review: Review) -> list[Event]:
    """The open clocks as what lies ahead."""
    return [_ahead(duty) for duty in review.duties if duty.status == Status.OPEN]


def _ahead(duty: Obligation) -> Event:
    due = due_shown(duty, clock.today())
    said = _("%(n)s working days left") % {"n": due.count} if due.state in ("near", "normal") else ""
    return Event(words_of(duty.rule).do, duty.due_on, said, "to_come")


def across(review: Review) -> list[Event]:
    """The latest of the story and what is to come, as many as fit in one line."""
    ahead = to_come(review)
    past = happened(review)
    return [*past[-(_ACROSS - len(ahead)) :], *ahead]


def full(review: Review) -> list[Event]:
    """The whole record, the newest first, with the clocks that were started and superseded."""
    record: list[Any] = [*_registered(review.registration), *(timeline_event(e) for e in review.events)]
    for duty in review.duties:
        what = words_of(duty.rule).do
        started = _("Clock started: %(what)s, due %(day)s") % {
            "what": what,
            "day": duty.due_on or _("promptly"),
        }
        record.append(Event(started, duty.opened_at))
        if duty.status == Status.SUPERSEDED:
            record.append(
                Event(
                    _("Clock superseded: %(what)s, was due %(day)s") % {"what": what, "day": duty.due_on},
                    duty.settled_at,
                )
            )
    dated = [event for event in record if event.at is not None]
    return [*to_come(review)[::-1], *sorted(dated, key=_moment, reverse=True)]


def _moment(event: Event) -> Any:
    at = event.at
    assert at is not None
    return clock.local_date(at), at.timestamp() if isinstance(at, datetime) else 0.0
