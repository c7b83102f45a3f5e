"""Pages of the jobs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from messaging.enums import State
from reporting.jobs.presentation import jobs_context
from reporting.jobs.workflow import send_again, start, stop


@require_safe
@requires(Action.JOB_VIEW)
def jobs(request: ActorRequest) -> HttpResponse:
    """What runs in the background and how it stands; the table alone when the page asks again by itself."""
    name = "_jobs" if request.headers.get("HX-Request") else "jobs"
    return render(request, f"reporting/{name}.html", jobs_context(request.actor))


@require_POST
@requires(Action.JOB_RUN)
def run(request: ActorRequest) -> HttpResponse:
    """Start a job now."""
    if start(by=request.actor, name=request.POST.get("job", "")):
        messages.success(request, _("A worker was called for it."))
    else:
        messages.error(request, _("No worker can be reached now. The job starts by itself when one is back."))
    return redirect("jobs:list")


@require_POST
@requires(Action.JOB_RUN)
def cancel(request: ActorRequest) -> HttpResponse:
    """Ask a running job to stop."""
    if stop(by=request.actor, name=request.POST.get("job", "")):
        messages.success(request, _("It stops at its next pause; what is done stays."))
    else:
        messages.info(request, _("Nobody is at it."))
    return redirect("jobs:list")


@require_POST
@requires(Action.JOB_RUN)
def retry_messages(request: ActorRequest) -> HttpResponse:
    """Send failed or uncertain messages once more."""
    state = State.UNCERTAIN if request.POST.get("state") == State.UNCERTAIN else State.FAILED
    freed = send_again(by=request.actor, state=state)
    words = ngettext("%(n)s message will be sent again.", "%(n)s messages will be sent again.", freed)
    messages.success(request, words % {"n": freed})
    return redirect("jobs:list")
