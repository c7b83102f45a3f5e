"""The registrar's first screen: how the office stands, one push by form, many by sheet."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel import clock
from obligations.presentation import clause_of
from policy.queries import deadline
from registration.enums import RegistrationState
from registration.forms.registrar import PushForm
from registration.models import Registration
from registration.presentation.registrar.checks import all_checks, kinds_in_words
from registration.presentation.registrar.sheets import page_context
from registration.queries.pushes import figures
from registration.queries.typed import typed_by
from registration.workflow.duties import health_office


def push_page(
    actor: Actor, form: PushForm | None = None, *, done: Registration | None = None
) -> dict[str, Any]:
    """Everything on the page. Without a form, the one this person left unfinished comes back."""
    typed = typed_by(actor) if form is None else None
    form = form or empty_form(actor, typed.data if typed else None)
    return {
        "form": form,
        "typed_at": typed.saved_at if typed else None,
        "done": done,
        "figures": figures(actor),
        "law": law_of(actor),
        "health": office_served(actor, form),
        "kinds": kinds_in_words(actor),
        **all_checks(actor, form.data or form.initial),
        **page_context(actor),
    }


def empty_form(actor: Actor, initial: dict[str, Any] | None = None) -> PushForm:
    return PushForm(division=actor.region_id, initial=initial or {})


def office_served(actor: Actor, form: PushForm) -> str:
    """The health authority that the push reaches: of the chosen place, else of the office's own division."""
    street = str((form.data or form.initial).get("street") or "")
    office = health_office(int(street) if street.isascii() and street.isdigit() else actor.region_id)
    return office.name if office else ""


def law_of(actor: Actor) -> dict[str, Any]:
    """The duty in one sentence, with its clause."""
    found = deadline(actor.region_id, "registration_push", clock.today())
    days = found.days
    sentence = (
        _(
            "Push a registration to the health authority of the same level within %(days)s working days of its approval."
        )
        % {"days": days}
        if days
        else _("Push a registration to the health authority of the same level promptly after its approval.")
    )
    return {
        "sentence": sentence,
        "clause": clause_of(found.source.as_json(), days=days, due_status=found.status),
    }


def next_url(row: Registration) -> str:
    """Where the page goes after an act on a registration."""
    if row.state == RegistrationState.WAITING:
        return reverse("registration:waiting")
    return f"{reverse('registration:push')}?pushed={row.pk}"
