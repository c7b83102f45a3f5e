"""The bodies of dashboards that this process has drawn: whoever asks for the same figures again gets the same text.

A body follows from the address, from the rows that were read, from what the reader may do, from the law, the day and the
language. It names no person. The rows are read for every request, so nothing old is ever shown.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from markupsafe import Markup

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.workflow.rights import Place
from kernel import clock
from policy.queries.loaded import Law, current
from reporting.enums import Measure
from reporting.figures.presentation.asking import Asked
from reporting.figures.queries.behind import needed

#: Stands in a body where the page says how fresh its sums are.
AS_OF_MARK = "⟦as-of⟧"
#: A body has about 150 kB.
_MOST = 48


@dataclass(frozen=True)
class _Drawn:
    mark: bytes
    law: Law
    text: Markup


_kept: OrderedDict[Hashable, _Drawn] = OrderedDict()


def drawn_once(actor: Actor, asked: Asked, mark: bytes, context: Callable[[], dict[str, Any]]) -> Markup:
    """The body of a dashboard. `mark` says what was read; `context` is asked only where that is new."""
    key = (asked, translation.get_language(), clock.today(), _rights(actor, asked.place))
    law, found = current(), _kept.pop(key, None)
    if found is None or found.mark != mark or found.law is not law:
        found = _Drawn(mark, law, Markup(render_to_string("reporting/figures/_body.html", context())))
    _kept[key] = found
    while len(_kept) > _MOST:
        _kept.popitem(last=False)
    return found.text


def forget() -> None:
    """Draw everything anew."""
    _kept.clear()


def may_enter(actor: Actor, place: int) -> bool:
    return bool(decide(actor, Action.FIGURES_ENTER, Place(place)))


def _rights(actor: Actor, place: int) -> tuple[bool, ...]:
    """Everything that a body asks of a reader: may the rows be seen, may figures be entered."""
    return (*(bool(decide(actor, action)) for action in _asked_of_readers()), may_enter(actor, place))


@cache
def _asked_of_readers() -> tuple[Action, ...]:
    return tuple(sorted({needed(measure) for measure in Measure}))
