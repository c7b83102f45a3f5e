"""A subsidy programme in words: what is paid for what, who bears which share. Readings of ours stay with the calculator."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.law import Parameter, Programme, ProgrammeKind
from policy.presentation.choices import CHOICES
from policy.presentation.values import Where, Words, words_of

_PER: dict[str, object] = {
    ProgrammeKind.ONE_OFF_PER_PLACE: gettext_lazy("%(yuan)s yuan a place"),
    ProgrammeKind.PER_CHILD_MONTH: gettext_lazy("%(yuan)s yuan a child and month"),
    ProgrammeKind.PER_CHILD_MONTH_FLOOR: gettext_lazy("at least %(yuan)s yuan a child and month"),
}


@words_of.register
def _programme(value: Programme, where: Where) -> Words:
    lines = [*_amounts(value), *_percentages(value)]
    if lines and value.weights:
        parts = " : ".join(f"{CHOICES.get(party, party)} {n}" for party, n in value.weights.items())
        lines.append(_("shares %(parts)s") % {"parts": parts})
    notes = [value.id, *(str(each) for each in (value.condition, value.note) if each)]
    if value.requires:
        wanted = _(", ").join(str(CHOICES.get(each, each)) for each in value.requires)
        notes.append(_("only for facilities that are: %(what)s") % {"what": wanted})
    return Words(str(value.name), tuple(lines), tuple(notes))


def _amounts(value: Programme) -> Iterable[str]:
    for each in value.parameters:
        if each.name in ("rate", "rate_min", "amount"):
            yield _row(each) + _yuan(each, str(_PER.get(value.kind, _("%(yuan)s yuan"))))
        elif each.name in ("cap", "cap_per_class"):
            per = (
                _("at most %(yuan)s yuan a class")
                if each.name == "cap_per_class"
                else _("at most %(yuan)s yuan")
            )
            yield _row(each) + _yuan(each, per)


def _percentages(value: Programme) -> Iterable[str]:
    base = (
        _("of last year's budget per student")
        if value.kind == ProgrammeKind.PRIOR_YEAR_BUDGET
        else _("of the cost")
    )
    for each in value.parameters:
        if each.name == "pct":
            yield _row(each) + _("%(n)s %% %(base)s") % {"n": each.value, "base": base}


def _row(each: Parameter) -> str:
    """The row of a table, location before works: town new building."""
    return "".join(f"{CHOICES.get(part, part)} " for _name, part in sorted(each.when.items()))


def _yuan(each: Parameter, words: str) -> str:
    fen = int(str(each.value))
    return words % {"yuan": f"{fen // 100:,}.{fen % 100:02d}"}
