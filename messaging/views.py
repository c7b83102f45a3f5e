"""Pages of messages: what I was told, how I want to be told, and in development what would have left."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, signed_in
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from messaging.models import Message
from messaging.presentation import channel_forms, mailbox_context, notices_context
from messaging.queries import unread_of
from messaging.wording import told
from messaging.workflow import choose, mark_all_read, mark_read


@require_safe
@signed_in
def notices(request: ActorRequest) -> HttpResponse:
    """What I was told, the latest first."""
    return render(request, "messaging/notices.html", notices_context(request.actor, request.GET))


@require_safe
@signed_in
def unread(request: ActorRequest) -> HttpResponse:
    """The bell with the number of notices not read; asked again every minute by every page."""
    return render(request, "messaging/_bell.html", {"unread_notices": unread_of(request.actor)[:100].count()})


@require_safe
@signed_in
def open_notice(request: ActorRequest, message_id: int) -> HttpResponse:
    """Go to the matter of a notice, which is read from now on."""
    try:
        row = mark_read(by=request.actor, message_id=message_id)
    except Message.DoesNotExist as error:
        raise Http404 from error
    words = told([row]).get(row.pk)
    if words is None or not words.path:
        messages.info(request, _("This is done already, or its date has changed."))
        return redirect("messaging:notices")
    return redirect(words.path)


@require_POST
@signed_in
def read_all(request: ActorRequest) -> HttpResponse:
    """All my notices are read."""
    mark_all_read(by=request.actor)
    return redirect("messaging:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def channels(request: ActorRequest) -> HttpResponse:
    """How I want to be told, channel by channel."""
    named = request.POST.get("channel", "")
    forms = channel_forms(request.actor.user_id or 0, named, request.POST or None)
    form = next((each for each in forms if each.channel == named), None)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            choose(
                by=request.actor,
                channel=form.channel,
                mode=form.chosen,
                language=form.spoken,
                address=form.typed_address,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("You will be told this way from now on."))
            return redirect("messaging:channels")
    return render(request, "messaging/channels.html", {"forms": forms})


@require_safe
@signed_in
def mailbox(request: ActorRequest) -> HttpResponse:
    """What would have left by mail, text message and robot. Does not exist on a server."""
    if not settings.SHOW_MAILBOX:
        raise Http404
    return render(request, "messaging/mailbox.html", mailbox_context())
