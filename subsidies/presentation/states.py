"""How the states of programmes and lines look: one map each."""

from django.utils.translation import gettext_lazy as _

from kernel.presentation import Badge
from policy.law import Programme
from subsidies.enums import Code

_PROGRAMME = {
    "IN_FORCE": Badge(_("In force now"), "circle-check", "ok"),
    "TRIAL": Badge(_("Trial · pays inside its window"), "flask", "accent"),
    "EXPIRED": Badge(_("Ended · pays inside its window"), "clock", "mute"),
    "REPEALED": Badge(_("Repealed · pays inside its window"), "ban", "mute"),
    "DRAFT": Badge(_("Draft · simulation only"), "circle-dashed", "dashed"),
    "NOT_ACTIVATED": Badge(_("Not activated · simulation only"), "circle-dashed", "dashed"),
    "EXPLORATORY": Badge(_("To be explored · simulation only"), "circle-dashed", "dashed"),
}
_LINE = {
    Code.OK: ("circle-check", "ok"),
    Code.CAP_APPLIED: ("scale", "ok"),
    Code.POLICY_DRAFT: ("circle-dashed", "dashed"),
    Code.MANUAL_REVIEW: ("users", "warn"),
    Code.PARAM_MISSING: ("help-circle", "warn"),
    Code.DUPLICATE_CHILD: ("copy", "plain"),
    Code.DUPLICATE_PLACE: ("copy", "plain"),
    Code.UNDER_HALF: ("calendar-off", "plain"),
    Code.POLICY_EXPIRED: ("clock", "plain"),
    Code.POLICY_NOT_STARTED: ("hourglass", "plain"),
}


def badge_of(programme: Programme) -> Badge:
    return _PROGRAMME[programme.state]


def empty_badge(programme: Programme) -> Badge | None:
    """Said of a programme whose text gives no amounts, while nobody has entered any."""
    return badge_of_code(Code.PARAM_MISSING) if not programme.parameters else None


def badge_of_code(code: Code) -> Badge:
    """Cuts are normal work and look neutral; amber only where somebody must decide or enter something."""
    icon, tone = _LINE.get(code, ("minus", "plain"))
    return Badge(code.label, icon, tone)  # type: ignore[arg-type]
