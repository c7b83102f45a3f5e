"""The shape of every page with one form and one act: show, check, do, or say beside the field what was refused."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import ActorRequest
from accounts.errors import DomainError, NotAllowed, Stale
from accounts.forms.fields import refuse

Trail = Sequence[tuple[object, str]]


def act(
    request: ActorRequest,
    form: forms.Form,
    *,
    title: object,
    trail: Trail,
    perform: Callable[[], str],
    done: object,
    button: object,
    template: str = "accounts/act.html",
    **more: Any,
) -> HttpResponse:
    """The form; or its act, then the page that `perform` names. What a verb refuses stands beside its field."""
    if request.method == "POST" and form.is_valid():
        try:
            address = perform()
        except (NotAllowed, Stale):
            raise
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, str(done))
            return redirect(address)
    context = {"form": form, "title": title, "trail": trail, "button": button, **more}
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def said(title: object, trail: Trail, button: object, done: object) -> dict[str, Any]:
    """The words of an act: of the page, of its button, and of what happened."""
    return {"title": title, "trail": trail, "button": button, "done": done}


def version_of(request: ActorRequest) -> int | None:
    """The version that the page was drawn with; None where the form says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
