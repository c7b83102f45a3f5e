"""The help. It shows no data of anybody: everybody may read every page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, public_page
from config.help import examples
from config.help.topics import AUDIENCES, COMMON, LISTS, TOPICS, topic_for
from kernel.due import NEAR
from registration.presentation.states import FILING


@public_page
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The table of contents, the visitor's own page first."""
    return render(request, "help/index.html", {**_contents(), "mine": topic_for(request.actor)})


@public_page
@require_safe
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """One page of the help. Raises Http404 for a page that does not exist."""
    if name not in TOPICS:
        raise Http404(name)
    context = {**_contents(), "topic": TOPICS[name], **_SHOWN.get(name, dict)()}
    return render(request, f"help/{name}.html", context)


def _contents() -> dict[str, object]:
    return {"audiences": AUDIENCES, "common": COMMON, "lists": LISTS}


def _due_dates() -> dict[str, object]:
    return {"counted": examples.counted(), "provisional": examples.provisional()}


def _marks() -> dict[str, object]:
    return {"marks": examples.marks(_("no term in the text")), "states": FILING, "near": NEAR}


_SHOWN = {"due-dates": _due_dates, "marks": _marks}
