"""Every write to duties. The verbs of other apps call them inside their transaction."""

from obligations.workflow.calendar import recompute_due_dates
from obligations.workflow.duties import (
    about_facility,
    assign,
    assign_open,
    cancel,
    cancel_all,
    cancel_rows,
    hand_over,
    open_row,
    open_rows,
    settle,
    settle_all,
    supersede,
    supersede_all,
    urge,
)
from obligations.workflow.opening import Opening, open_all, open_obligation
from obligations.workflow.recounting import work_on_recounts
from obligations.workflow.sets import Common, miss_set, open_set

__all__ = [
    "Common",
    "Opening",
    "about_facility",
    "assign",
    "assign_open",
    "cancel",
    "cancel_all",
    "cancel_rows",
    "hand_over",
    "miss_set",
    "open_all",
    "open_obligation",
    "open_row",
    "open_rows",
    "open_set",
    "recompute_due_dates",
    "settle",
    "settle_all",
    "supersede",
    "supersede_all",
    "urge",
    "work_on_recounts",
]
