"""The online form as the reviewer reads it: every answer, and what a change changes."""

from typing import Any

from registration.models import Filing
from registration.presentation.operator.answers import Answer, answers_of
from registration.workflow.drafting import WITH_MATERIALS
from registration.workflow.starting import initial_form


def form_of(filing: Filing) -> list[tuple[str, Any, list[Answer]]]:
    """(step, its title, answers). A change shows beside each new answer what stands with the facility now."""
    if filing.kind == "FIRST" or filing.kind not in WITH_MATERIALS or filing.decided_at is not None:
        return answers_of(filing)
    return answers_of(filing, before=initial_form(filing.facility))
