"""Fees, staff, ratings, inspections and recurring duties in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.law import (
    DeadlineRule,
    InspectionKind,
    PeriodicDuty,
    Pricing,
    RatingScheme,
    StaffRole,
    StaffRule,
    UtilityPrice,
)
from policy.presentation import names
from policy.presentation.plans import number_words
from policy.presentation.values import Where, Words, texts, words_of
from policy.queries.loaded import current
from policy.rules.merging import effective

_MODES: dict[str, object] = {
    "GOVERNMENT_SET": gettext_lazy("set by the government"),
    "GOVERNMENT_GUIDED": gettext_lazy("government guidance price"),
    "REFERENCE_OR_GUIDED": gettext_lazy("reference range or guidance price, as the place chooses"),
    "MARKET": gettext_lazy("market price"),
}
_PRICES: dict[str, object] = {
    "SCHOOL": gettext_lazy("at the price of schools"),
    "RESIDENTIAL": gettext_lazy("at the price of residents"),
    "UNSTATED": gettext_lazy("a favourable price; which one is not stated"),
}
_TOPICS: dict[str, object] = {
    "BAN": gettext_lazy("Ban from the work"),
    "CONDUCT": gettext_lazy("Conduct"),
    "FITNESS": gettext_lazy("Fitness for the work"),
    "MATCHING": gettext_lazy("Checking of proofs"),
    "RATE": gettext_lazy("Share of certified staff"),
    "VALIDITY": gettext_lazy("How long a proof holds"),
}
_EVERY: dict[str, object] = {
    "year": gettext_lazy("every year"),
    "IRREGULAR": gettext_lazy("from time to time"),
    "PERIODIC": gettext_lazy("at regular intervals; the text gives no period"),
    "STANDING": gettext_lazy("at all times"),
}


@words_of.register
def _pricing(value: Pricing, where: Where) -> Words:
    return Words(str(value.name), (str(_MODES[value.mode]),), tuple(texts(value, "note")))


@words_of.register
def _utility(value: UtilityPrice, where: Where) -> Words:
    return Words(str(value.name), (str(_PRICES.get(value.price, value.price)),), tuple(texts(value, "note")))


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
    return Words(str(_TOPICS.get(value.topic, value.topic)), (str(value.text), *numbers), (value.id,))


@words_of.register
def _rating(value: RatingScheme, where: Where) -> Words:
    lines = ["、".join(_dimension(d.name, d.weight) for d in value.dimensions)] if value.dimensions else []
    if value.total is not None:
        lines.append(_("%(n)s points in all") % {"n": value.total})
    if value.grades:
        lines.append(_("grades %(grades)s") % {"grades": "、".join(value.grades)})
    if value.follows:
        lines.append(_("dimensions as in %(scheme)s") % {"scheme": value.follows})
    lines.extend(texts(value, "period"))
    binding = _("binding") if value.mandatory else _("a recommended standard; not meeting it is no breach")
    return Words(str(value.name), tuple(lines), (binding, *texts(value, "note")))


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
def _periodic(value: PeriodicDuty, where: Where) -> Words:
    if value.deadline:
        title = str(names.DUTIES.get(value.deadline, value.deadline))
        return Words(title, (_duty(value.deadline, where),), (value.id, *texts(value, "note")))
    said = " · ".join(filter(None, (*texts(value, "who"), str(_EVERY.get(value.every, value.every)))))
    return Words(str(value.what), (said,) if said else (), (value.id, *texts(value, "note")))


def _duty(name: str, where: Where) -> str:
    """How often, as the deadline of the place says it; a deadline of a draft is told without its number."""
    found = current().candidates(where.region_id, "deadlines", name)
    rule = effective(found, where.on) or next(iter(found), None)
    return str(words_of(rule, where)) if isinstance(rule, DeadlineRule) else str(names.DUTIES.get(name, name))
