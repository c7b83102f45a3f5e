"""What an administrator of the platform may do about its jobs."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.models import AuditEvent
from audit.workflow import record
from jobs import workflow as jobs
from jobs.queries import schedules
from messaging.enums import State
from messaging.workflow import send_again as free_messages


@dataclass(frozen=True)
class Platform:
    """What the administrator of the highest office of the installation looks after."""

    @property
    def region_id(self) -> int:
        return int(settings.PLATFORM_REGION)


PLATFORM = Platform()


def start(*, by: Actor, name: str) -> bool:
    """Ring for a job now; starting a failed one is how it is retried. False without a broker.

    Raises NotAllowed, and DomainError for an unknown name.
    """
    allow(by, Action.JOB_RUN, PLATFORM)
    _known(name)
    _note(by, "job.rung", {"job": name})
    return jobs.ring(name)


def stop(*, by: Actor, name: str) -> bool:
    """Ask a running job to end at its next pause; False when nobody is at it."""
    allow(by, Action.JOB_RUN, PLATFORM)
    _known(name)
    _note(by, "job.stopped", {"job": name})
    return jobs.ask_to_stop(name)


@transaction.atomic
def send_again(*, by: Actor, state: State) -> int:
    """Let failed or uncertain messages be sent once more; returns how many."""
    allow(by, Action.JOB_RUN, PLATFORM)
    freed = free_messages(by=by, state=state)
    _note(by, "messages.sent_again", {"state": state, "messages": freed})
    return freed


def _known(name: str) -> None:
    if name not in schedules():
        raise DomainError(_("There is no such job."))


def _note(by: Actor, event: str, data: dict[str, object]) -> AuditEvent:
    return record(by=by, event=event, region=by.region_id, data=data)
