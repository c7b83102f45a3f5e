"""A page of facts: its parts and repeated rows, from what was posted to facts, and from problems back to fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.law import ProgrammeKind
from subsidies.forms import parts
from subsidies.forms.parts import Part

MOST_ROWS = 200


@dataclass(frozen=True)
class Repeated:
    """A list of the facts. `shape`: how a row is written there: object, month, pair [from, to],
    value or entry {row: count}."""

    at: str
    form: type[Part]
    title: Any
    add: Any
    shape: str = "object"
    rows: int = 1
    inner: tuple["Repeated", ...] = ()


_SPELLS = (
    Repeated("facility.filed", parts.Spell, _("Filed"), _("Add a period"), "pair"),
    Repeated("facility.universal", parts.Spell, _("Recognised as universal"), _("Add a period"), "pair"),
)
_MONTHS = Repeated(
    "months", parts.ClaimedMonth, _("Months"), _("Add a month"), "month",
    inner=(Repeated("children", parts.ClaimedChild, _("Children of the month"), _("Add a child")),),
)  # fmt: skip
_CLASSES = Repeated("class_costs_yuan", parts.ClassCost, _("Classes"), _("Add a class"), "value", rows=2)
_ROWS = Repeated("quantities", parts.TableRow, _("Rows"), _("Add a row"), "entry")
_CHILD_MONTHS = (
    ("", parts.ClaimedOn),
    ("facility", parts.Facility),
    *_SPELLS,
    _MONTHS,
    ("options", parts.Options),
)

#: Kind → what its page shows, in order: (path, part) or a repeated row.
_SHEETS: dict[ProgrammeKind, tuple[tuple[str, type[Part]] | Repeated, ...]] = {
    ProgrammeKind.ONE_OFF_PER_PLACE: (("facility", parts.BuiltFacility), ("", parts.PlacesClaimed), *_SPELLS),
    ProgrammeKind.PER_CHILD_MONTH: _CHILD_MONTHS,
    ProgrammeKind.PER_CHILD_MONTH_FLOOR: _CHILD_MONTHS,
    ProgrammeKind.PRIOR_YEAR_BUDGET: (("", parts.Budget),),
    ProgrammeKind.COST_PER_CLASS: (("", parts.Operator), _CLASSES),
    ProgrammeKind.CAPPED_COST: (("", parts.Station),),
}


@dataclass
class Group:
    """The rows of one list, as the page draws them. `key` names the list to the button that adds a row."""

    spec: Repeated
    key: str
    rows: list["Row"] = field(default_factory=list)


@dataclass
class Row:
    form: Part
    groups: list[Group] = field(default_factory=list)


class Sheet:
    """The fields for a kind of programme. `data`: what was posted, or None for a fresh page."""

    def __init__(self, kind: ProgrammeKind, data: Mapping[str, Any] | None) -> None:
        self.data = data
        self.added = str(data.get("add", "")) if data else ""
        self.items: list[Part | Group] = []
        self.forms: list[Part] = []
        for item in _SHEETS.get(kind, (_ROWS,)):
            self.items.append(
                self._group(item, "") if isinstance(item, Repeated) else self._part(item[1], item[0])
            )

    @property
    def groups(self) -> list[Group]:
        return [item for item in self.items if isinstance(item, Group)]

    @property
    def head(self) -> list[Part]:
        """The parts before the first list."""
        first = next((n for n, item in enumerate(self.items) if isinstance(item, Group)), len(self.items))
        return [item for item in self.items[:first] if isinstance(item, Part)]

    @property
    def tail(self) -> list[Part]:
        return [item for item in self.items[len(self.head) :] if isinstance(item, Part)]

    def facts(self) -> dict[str, Any]:
        """What was typed, in the form of the facts; rows without a word are left out."""
        facts: dict[str, Any] = {}
        for item in self.items:
            if isinstance(item, Group):
                _put(facts, item.spec.at, self._list(item, item.spec.at))
            else:
                for name, value in item.typed():
                    _put(facts, f"{item.at}.{name}".lstrip("."), value)
        return facts

    def note(self, problems: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Each problem beside its field; what belongs to no field is returned."""
        left = []
        for path, words in problems:
            if not self._beside(path, words):
                left.append((path, words))
        return left

    def _part(self, form: type[Part], at: str, prefix: str = "") -> Part:
        part = form(self.data, prefix=prefix or at or None, initial=None)
        part.at = at
        if self.data is not None:
            part.full_clean()
        self.forms.append(part)
        return part

    def _group(self, spec: Repeated, within: str) -> Group:
        group = Group(spec, f"{within}{spec.at}".replace(".", "-"))
        wanted = self.data.get(f"{group.key}-rows", "") if self.data else ""
        count = min(int(wanted), MOST_ROWS) if str(wanted).isdecimal() else spec.rows
        for number in range(count + (self.added == group.key)):
            prefix = f"{group.key}-{number}"
            row = Row(self._part(spec.form, "", prefix))
            row.groups = [self._group(inner, f"{prefix}-") for inner in spec.inner]
            group.rows.append(row)
        if self.added == group.key:
            first = next(iter(group.rows[-1].form.fields.values()))
            first.widget.attrs["data-focus-swap"] = ""
        return group

    def _list(self, group: Group, at: str) -> Any:
        """The rows that hold something; each learns its path, so that problems find their way back."""
        found: list[Any] = []
        entries: dict[str, Any] = {}
        for row in group.rows:
            values = dict(row.form.typed())
            row.form.at = f"{at}[{len(found)}]"
            for inner in row.groups:
                if rows := self._list(inner, f"{row.form.at}.{inner.spec.at}"):
                    values[inner.spec.at] = rows
            if not values:
                row.form.at = "-"
            elif group.spec.shape == "entry":
                row.form.at = f"{at}.{values.get('row')}"
                entries[str(values.get("row", ""))] = values.get("count")
            else:
                found.append(_shaped(group.spec.shape, values))
        return entries if group.spec.shape == "entry" else found

    def _beside(self, path: str, words: str) -> bool:
        outer, _dot, name = path.rpartition(".")
        for form in self.forms:
            if form.at == outer and name in form.fields:
                form.add_error(name, words)
                return True
        for form in self.forms:
            if form.at and form.at == path:
                form.add_error(next(iter(form.fields)), words)
                return True
        return False


def _shaped(shape: str, values: dict[str, Any]) -> Any:
    if shape == "pair":
        return [values.get("start"), values.get("end")]
    if shape == "value":
        return values["value"]
    if shape == "month" and "child_months" not in values:
        values.setdefault("children", [])
    return values


def _put(facts: dict[str, Any], path: str, value: Any) -> None:
    *outer, name = path.split(".")
    for each in outer:
        facts = facts.setdefault(each, {})
    facts[name] = value


class TextForm(forms.Form):
    """The same facts as a text, for what other systems export."""

    use_required_attribute = False
    facts_text = forms.CharField(
        label=_("Facts as JSON"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        max_length=2_000_000,
    )  # fmt: skip


class PlaceForm(forms.Form):
    """Where the programme is asked for: the place of the text, or a division inside it."""

    use_required_attribute = False
    region = forms.CharField(
        label=_("Region"), help_text=_("6- or 12-digit division code"), required=False, max_length=40
    )
