"""How is this date computed?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import public_page
from accounts.errors import DomainError
from kernel import clock
from policy import queries
from policy.forms import DeadlineForm
from regions import queries as regions


@public_page
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
            context |= {
                "answer": answer,
                "why": queries.explain(answer, clock.today()),
                "place": regions.full_name(question.region_id) if question.region_id else "",
                "retired_from": question.retired_from,
            }
    return render(request, "policy/deadline.html", context, status=400 if form.errors else 200)
