"""How facilities look on a page: badges and words, the list, the page of one."""

from facilities.presentation.words import (
    STATES,
    care_modes,
    class_rows,
    kind_name,
    meals_name,
    state_badge,
)

__all__ = ["STATES", "care_modes", "class_rows", "kind_name", "meals_name", "state_badge"]
