"""The material list as its operator fills it in: one slot an item, with its questions, files and faults."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel import clock
from policy.law import MaterialRule
from policy.queries import materials
from policy.rules import applicable
from registration.facts import FORM_CODE, Gap, facts_asked, material_facts
from registration.facts.asks import CONFIRM
from registration.facts.evidence import LEASED
from registration.forms.answers import AnswerForm, starting_point
from registration.models import Filing, FilingFile, FilingMaterial
from registration.queries import operator as read
from registration.queries.gaps import form_gaps_of, material_gaps

_LEASE = frozenset({"lease_from", "lease_to"})


@dataclass(frozen=True)
class HandedIn:
    """One file of a slot, as the upload component draws it."""

    id: int
    name: str
    size: int
    pages: int | None
    url: str


@dataclass(frozen=True)
class Slot:
    """One item that is asked for. `state`: ready, refused or empty; `word` says it; `asked_for` is the officer's text."""

    code: str
    number: int
    name: str
    hint: str
    because: str
    state: str
    word: str
    form: AnswerForm | None
    seen: str
    files: list[HandedIn]
    faults: list[Gap]
    notes: list[Gap]
    open: bool
    asked_for: str = ""
    per_person: bool = False

    @property
    def id(self) -> str:
        return f"material-{self.code}"


@dataclass(frozen=True)
class Slots:
    """The whole list: what is asked for, and what is not with the reason."""

    asked: list[Slot]
    folded: list[tuple[str, str]] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(slot.state == "ready" for slot in self.asked)

    @property
    def faulty(self) -> list[Slot]:
        return [slot for slot in self.asked if slot.state != "ready"]


def slots_of(filing: Filing, *, all_faults: bool = True) -> Slots:
    """The material list of a filing today. Without `all_faults` what was not given yet is open, not faulty."""
    now = clock.now()
    rules = {rule.code: rule for rule in materials(filing.region_id, clock.local_date(now))}
    gaps: dict[str, list[Gap]] = defaultdict(list)
    for gap in material_gaps(filing, now):
        gaps[gap.code].append(gap)
    asked: list[Slot] = []
    folded: list[tuple[str, str]] = []
    for row in read.materials_of(filing):
        rule = rules.get(row.code)
        if rule is None:
            continue
        if row.applicable:
            asked.append(_slot(filing, row, rule, gaps[row.code], len(asked) + 1, all_faults))
        else:
            folded.append(
                (str(rule.name), str(applicable(rule, material_facts(filing.form, row.facts)).reason))
            )
    return Slots(asked, folded)


def _slot(
    filing: Filing, row: FilingMaterial, rule: MaterialRule, gaps: list[Gap], number: int, all_faults: bool
) -> Slot:
    reason = applicable(rule, material_facts(filing.form, row.facts))
    if row.code == FORM_CODE:
        gaps = gaps + [gap for gap in form_gaps_of(filing) if gap.step != CONFIRM]
    files = [_file(filing, each) for each in row.handed_in]  # type: ignore[attr-defined]
    faults = [gap for gap in gaps if gap.blocks]
    shown = [gap for gap in faults if all_faults or not gap.missing]
    state = "ready" if not faults else "refused" if shown else "empty"
    asks = _asks(rule, row.facts)
    return Slot(
        code=row.code,
        number=number,
        name=str(rule.name),
        hint=str(rule.hint),
        because=str(rule.because) if reason.code == "CONDITION_MET" else "",
        state=state,
        word=_word(row, state, len(files), faults),
        form=AnswerForm(asks, row.facts, faults=_by_field(shown), prefix=row.code) if asks else None,
        seen=starting_point(asks, row.facts),
        files=files,
        faults=shown,
        notes=[gap for gap in gaps if not gap.blocks],
        open=row.open,
        asked_for=row.reason if row.flagged_round is not None and row.open else "",
        per_person=rule.per_person,
    )


def _asks(rule: MaterialRule, facts: Mapping[str, Any]) -> list[Any]:
    """The questions of an item; those on the lease once it is said to be one."""
    leased = facts.get("premises") == LEASED
    return [ask for ask in facts_asked(rule) if ask.name not in _LEASE or leased]


def _by_field(gaps: Iterable[Gap]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for gap in gaps:
        if gap.field != "file":
            found[gap.field].append(sentence(gap))
    return found


def sentence(gap: Gap) -> str:
    """What is wrong and what mends it, as one text; the remedy ends like a sentence."""
    remedy = str(gap.remedy)
    if remedy and remedy[-1] not in "。.！!？?":
        remedy += _(".")
    if not remedy:
        return str(gap.message)
    return _("%(one)s %(two)s") % {"one": gap.message, "two": remedy}


def _word(row: FilingMaterial, state: str, files: int, faults: list[Gap]) -> str:
    if row.code == FORM_CODE:
        left = len(faults)
        words = ngettext("%(n)d answer missing", "%(n)d answers missing", left) % {"n": left}
        return _("Filled in") if not left else words
    if state == "ready":
        return _("Uploaded") if files == 1 else _("%(n)d files uploaded") % {"n": files}
    if state == "refused" and not all(gap.missing for gap in faults):
        return _("Needs a change")
    return _("Not complete yet") if files else _("Not uploaded yet")


def _file(filing: Filing, row: FilingFile) -> HandedIn:
    return HandedIn(
        id=row.pk,
        name=row.file.original_name,
        size=row.file.size,
        pages=row.file.pages or None,
        url=reverse("operator:file", args=[filing.pk, row.pk]),
    )
