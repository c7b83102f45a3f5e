"""Every write to duties. The verbs of other apps call them inside their transaction."""

from obligations.workflow.calendar import recompute_due_dates
from obligations.workflow.duties import (
    about_facility,
    assign,
    assign_open,
    cancel,
    cancel_all,
    hand_over,
    open_obligation,
    open_row,
    settle,
    supersede,
    urge,
)
from obligations.workflow.recounting import work_on_recounts

__all__ = [
    "about_facility",
    "assign",
    "assign_open",
    "cancel",
    "cancel_all",
    "hand_over",
    "open_obligation",
    "open_row",
    "recompute_due_dates",
    "settle",
    "supersede",
    "urge",
    "work_on_recounts",
]
