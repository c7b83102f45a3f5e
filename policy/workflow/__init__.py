"""Publishing the law: the only writes of this app. A published version is never changed, only followed by another."""

from policy.workflow.calendars import publish_calendar
from policy.workflow.packs import publish_pack

__all__ = ["publish_calendar", "publish_pack"]
