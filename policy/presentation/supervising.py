"""Fees, staff, ratings, inspections and recurring duties in words."""

from django.utils.translation import gettext as _

from policy.enums import Severity
from policy.law import (
    ChecklistItem,
    DeadlineRule,
    InspectionKind,
    PeriodicDuty,
    Pricing,
    RatingItem,
    RatingScheme,
    ReportForm,
    StaffRole,
    StaffRule,
    SupervisionRule,
    UtilityPrice,
)
from policy.presentation import names
from policy.presentation.plans import number_words
from policy.presentation.values import Where, Words, texts, words_of
from policy.queries.loaded import current
from policy.rules.merging import effective


@words_of.register
def _pricing(value: Pricing, where: Where) -> Words:
    return Words(str(value.name), (str(names.PRICE_MODES[value.mode]),), tuple(texts(value, "note")))


@words_of.register
def _utility(value: UtilityPrice, where: Where) -> Words:
    return Words(
        str(value.name), (str(names.PRICES.get(value.price, value.price)),), tuple(texts(value, "note"))
    )


@words_of.register
def _role(value: StaffRole, where: Where) -> Words:
    proofs = (
        str(proof.name) + (f" · {_duty(proof.renewed_by, where)}" if proof.renewed_by else "")
        for proof in value.proofs
    )
    notes = [str(proof.note) for proof in value.proofs if proof.note]
    return Words(str(value.name), tuple(proofs) or (_("no proof of its own"),), tuple(notes))


@words_of.register
def _rule(value: StaffRule, where: Where) -> Words:
    numbers = tuple(number_words(name, n) for name, n in value.numbers.items())
    return Words(
        str(names.STAFF_TOPICS.get(value.topic, value.topic)), (str(value.text), *numbers), (value.id,)
    )


@words_of.register
def _rating(value: RatingScheme, where: Where) -> Words:
    lines = [_(", ").join(_dimension(d.name, d.weight) for d in value.dimensions)] if value.dimensions else []
    if value.total is not None:
        lines.append(_("%(n)s points in all") % {"n": value.total})
    if value.grades:
        lines.append(_("grades %(grades)s") % {"grades": _(", ").join(value.grades)})
    if value.follows:
        lines.append(_("dimensions as in %(scheme)s") % {"scheme": value.follows})
    lines.extend(texts(value, "period"))
    binding = _("binding") if value.mandatory else _("a recommended standard; not meeting it is no breach")
    return Words(str(value.name), tuple(lines), (binding, *texts(value, "note")))


@words_of.register
def _rating_item(value: RatingItem, where: Where) -> Words:
    said = _("%(n)s points at most") % {"n": value.points} if value.points else ""
    notes = [value.code, *texts(value, "evidence")]
    if value.veto:
        notes.append(_("decides the whole"))
    part = str(names.RATING_PARTS.get(value.dimension, value.dimension))
    return Words(str(value.text), tuple(filter(None, (part, said))), tuple(notes))


def _dimension(name: object, weight: int | None) -> str:
    return f"{name} {weight}" if weight is not None else str(name)


@words_of.register
def _inspection(value: InspectionKind, where: Where) -> Words:
    lines = [str(names.body(value.lead))] if value.lead else []
    lines.extend(texts(value, "period"))
    if value.duty:
        lines.append(_duty(value.duty, where))
    return Words(
        str(value.name),
        tuple(lines) or (_("the text names it without a period"),),
        tuple(texts(value, "note")),
    )


@words_of.register
def _checklist_item(value: ChecklistItem, where: Where) -> Words:
    asked = _(", ").join(str(names.INSPECTION_KINDS[kind]) for kind in value.kinds)
    notes = [str(Severity(value.severity).label), *texts(value, "evidence")]
    if value.veto:
        notes.append(_("decides the whole"))
    return Words(str(value.text), (str(names.CHECKLIST_PARTS[value.part]), asked), (value.code, *notes))


@words_of.register
def _supervision(value: SupervisionRule, where: Where) -> Words:
    numbers = tuple(number_words(name, n) for name, n in value.numbers.items())
    return Words(str(names.SUPERVISION_TOPICS[value.topic]), (str(value.text), *numbers), (value.id,))


@words_of.register
def _periodic(value: PeriodicDuty, where: Where) -> Words:
    if value.deadline:
        title = str(names.DUTIES.get(value.deadline, value.deadline))
        return Words(title, (_duty(value.deadline, where),), (value.id, *texts(value, "note")))
    said = " · ".join(filter(None, (*texts(value, "who"), str(names.EVERY.get(value.every, value.every)))))
    return Words(str(value.what), (said,) if said else (), (value.id, *texts(value, "note")))


@words_of.register
def _report(value: ReportForm, where: Where) -> Words:
    parts = " · ".join(str(section.title) for section in value.sections)
    duty = (_duty(value.deadline, where),) if value.deadline else ()
    owed = str(names.REPORTERS[value.owed_by])
    members = _(", ").join(str(member.name) for member in value.members)
    return Words(
        str(value.name), (owed, *duty, parts), tuple(filter(None, (value.id, members, *texts(value, "note"))))
    )


def _duty(name: str, where: Where) -> str:
    """How often, as the deadline of the place says it; a deadline of a draft is told without its number."""
    found = current().candidates(where.region_id, "deadlines", name)
    rule = effective(found, where.on) or next(iter(found), None)
    return str(words_of(rule, where)) if isinstance(rule, DeadlineRule) else str(names.DUTIES.get(name, name))
