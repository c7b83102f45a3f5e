"""The public calculator, the clauses behind every date, and the overview of the law in use."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import ActorRequest, public_page, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.listing import place_of, place_options
from accounts.permissions import decide
from kernel import clock
from policy import queries
from policy.forms import DeadlineForm, region_asked
from policy.queries.offices import roles_in
from policy.queries.overview import law_of
from regions import queries as regions
from regions.codes import NATION


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


@requires(Action.POLICY_VIEW)
def overview(request: ActorRequest) -> HttpResponse:
    """The texts, duties, registrars and the calendar that hold where the visitor works, or in the place asked for."""
    region_id = request.actor.post.region_id if request.actor.post else NATION
    if asked := request.GET.get("region", ""):
        region_id = region_asked(asked)
    return render(request, "policy/overview.html", law_of(region_id, clock.today()))


@requires(Action.POLICY_VIEW)
def offices(request: ActorRequest) -> HttpResponse:
    """Which real office plays which role of the law, in the visitor's region or one inside it."""
    place = place_of(request)
    context = {
        "lines": roles_in(place.pk, clock.today()),
        "place": place,
        "place_options": place_options(request, place),
        "may_manage": bool(decide(request.actor, Action.DEPARTMENT_MANAGE)),
    }
    return render(request, "policy/offices.html", context)


@public_page
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """One clause with the words of its document around it."""
    found = queries.clause(clause_id)
    if found is None:
        raise Http404(clause_id)
    passage = queries.passage(found)
    return render(request, "policy/clause.html", {"clause": found, "passage": passage})


@public_page
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The whole text of a local document."""
    text = queries.document_text(code)
    if not text:
        raise Http404(code)
    return render(request, "policy/document.html", {"document": queries.document(code), "paragraphs": text})
