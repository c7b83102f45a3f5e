"""What the tests of the operator's pages share: a filing being filled in, its manager's browser, faults beside fields."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from accounts.actors import Actor
from facilities.models import Facility
from regions.scope import nation_scope
from registration.models import Filing
from registration.workflow import drafting, starting
from tests.cast import Cast, as_actor
from tests.filing import FORM, hand_in_everything
from tests.pages import signed_in
from tests.registration.officer_filings import push


@dataclass(frozen=True)
class Desk:
    """An operator at work: who, for which facility, on which filing, in which browser."""

    operator: Actor
    facility: Facility
    filing: Filing
    browser: Client

    def step(self, step: str, /, **typed: Any) -> Any:
        """Post one step as its page would."""
        return self.browser.post(f"/operator/filings/{self.filing.pk}/{step}/", typed)

    def page(self, name: str) -> str:
        answer = self.browser.get(f"/operator/filings/{self.filing.pk}/{name}/?check=1")
        assert answer.status_code == 200
        return str(answer.content.decode())

    def now(self) -> Filing:
        with nation_scope(reason="a test looks"):
            return Filing.objects.select_related("facility").get(pk=self.filing.pk)


def desk(cast: Cast, *, complete: bool = False, form: dict[str, Any] | None = None, **facts: Any) -> Desk:
    """A pushed facility whose operator began the first filing; `complete` with every answer and file."""
    cast.officer  # noqa: B018  the office that receives filings must exist
    facility = push(cast, **facts)
    operator = cast.operator(facility, name=f"operator-{facility.pk}")
    with as_actor(operator):
        filing = starting.start_filing(by=operator, facility_id=facility.pk)
        if complete:
            given = {**FORM, "name": facility.name, "entity_kind": facility.entity_kind, **(form or {})}
            drafting.save_draft(by=operator, filing_id=filing.pk, form=given)
            hand_in_everything(operator, filing)
    return Desk(operator, facility, filing, signed_in(operator))


def beside(source: str, field: str) -> str:
    """What stands as the fault beside a field, '' when nothing does. The field must point at it."""
    found = re.search(rf'id="id_{re.escape(field)}-error"[^>]*>(.*?)</p>', source, re.S)
    if found is None:
        return ""
    assert f'aria-describedby="id_{field}-error' in source, f"{field} does not point at its fault"
    return html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip()


def value(source: str, field: str) -> str:
    """What an input or a text box shows."""
    tag = re.search(rf'<(input|textarea)\b[^>]*\bid="id_{re.escape(field)}"[^>]*>', source)
    assert tag is not None, field
    if tag.group(1) == "textarea":
        inner = source[tag.end() :]
        return html.unescape(inner[: inner.index("</textarea>")]).strip("\n")
    shown = re.search(r'\bvalue="([^"]*)"', tag.group(0))
    return html.unescape(shown.group(1)) if shown else ""
