"""Publishing the law: the only writes of this app. A published version is never changed, only followed by another."""

from policy.workflow.arrangements import draft_calendar, draft_calendar_file
from policy.workflow.calendars import publish_calendar
from policy.workflow.figures import draft_figures
from policy.workflow.packs import note_effects, publish_pack
from policy.workflow.proposals import approve, send_back, submit, withdraw
from policy.workflow.shipping import Shipped, ship_pack
from policy.workflow.versions import draft_again, draft_pack

__all__ = [
    "Shipped",
    "approve",
    "draft_again",
    "draft_calendar",
    "draft_calendar_file",
    "draft_figures",
    "draft_pack",
    "note_effects",
    "publish_calendar",
    "publish_pack",
    "send_back",
    "ship_pack",
    "submit",
    "withdraw",
]
