"""How is this date computed?"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import public_page
from accounts.errors import DomainError
from kernel import clock
from policy import queries
from policy.forms import DeadlineForm, Question
from policy.law import Deadline
from policy.presentation.steps import steps
from regions import queries as regions
from regions.codes import short


@public_page
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """How is this date computed? A form and, once it is asked, the strip of days."""
    rules = queries.rule_choices()
    asked = bool(request.GET)
    form = DeadlineForm(
        request.GET if asked else None, rules=rules, initial={"region": "360700", "rule": "filing"}
    )
    context: dict[str, object] = {"form": form}
    if asked and form.is_valid():
        question = form.cleaned_data["question"]
        try:
            answer = question.answer()
        except DomainError as error:
            form.add_error(error.field, str(error.message))
        else:
            context |= _told(question, answer)
    return render(request, "policy/deadline.html", context, status=400 if form.errors else 200)


def _told(question: Question, answer: Deadline) -> dict[str, object]:
    """The answer with its days, its steps, and the way to the rule on the page of effective rules."""
    why = queries.explain(answer, clock.today())
    query = {"region": short(question.region_id), "on": answer.trigger_on, "rule": f"deadlines.{answer.rule}"}
    return {
        "answer": answer,
        "why": why,
        "steps": steps(answer, why, clock.today()),
        "place": regions.full_name(question.region_id).replace("/", " › ") if question.region_id else "",
        "retired_from": question.retired_from,
        "rule_url": f"{reverse('policy:overview')}?{urlencode(query)}",
    }
