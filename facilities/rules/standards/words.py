"""What a finding says: what is wrong, and what would make it pass. A stored breach reads the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facilities.rules.standards.asks import QUESTIONS
from facilities.rules.standards.reasons import CLASSES, REASONS, STAFF, Words
from facilities.rules.standards.site_reasons import SITE_REASONS
from policy.enums import ClassKind

#: What nobody has recorded, where it is no question about the premises.
UNSAID: dict[str, Words] = {
    "STAFF": Words(_("No staff is recorded."), _("Record the staff."), STAFF),
    "HEAD": Words(_("Nobody is recorded as head."), _("Record the head among the staff."), STAFF),
    "CLASSES": Words(_("No class is recorded."), _("Record the classes."), CLASSES),
    "LIMIT": Words(_("The law in force gives no number here."), _("There is nothing to do."), ""),
    "OFFICER": Words(_("This is looked at on site."), _("There is nothing to do here."), ""),
    "head_education": Words(
        _("The education of the head is not recorded."), _("Complete the record of the head."), STAFF
    ),
    "head_years": Words(
        _("The head's years of management are not recorded."), _("Complete the record of the head."), STAFF
    ),
    "head_trained": Words(
        _("The training of the head is not recorded."), _("Record the certificate."), STAFF
    ),
    "head_hours": Words(
        _("The hours of the head's training are not recorded."), _("Complete the certificate."), STAFF
    ),
}


def said_of(reasons: Sequence[str], numbers: Mapping[str, Any]) -> str:
    """What is wrong, one sentence for each reason."""
    questions = [str(QUESTIONS[reason].label).rstrip("？?") for reason in reasons if reason in QUESTIONS]
    sentences = [_filled(words_of(reason).said, numbers) for reason in reasons if reason not in QUESTIONS]
    if questions:
        sentences.append(gettext("Not stated: %(what)s") % {"what": "、".join(questions)})
    return _joined(sentences)


def remedy_of(reasons: Sequence[str], numbers: Mapping[str, Any]) -> str:
    """What would make it pass."""
    return _joined(list(dict.fromkeys(_filled(words_of(reason).remedy, numbers) for reason in reasons)))


def page_of(reasons: Sequence[str]) -> str:
    """Where it is mended: by the first reason."""
    return words_of(reasons[0]).page if reasons else ""


def words_of(reason: str) -> Words:
    """The words of a reason, or of a question that nobody has answered."""
    if reason in QUESTIONS:
        return Words(QUESTIONS[reason].label, _("State it on the page of the premises."))
    return REASONS.get(reason) or SITE_REASONS.get(reason) or UNSAID.get(reason) or Words(reason, "", "")


def _filled(words: Any, numbers: Mapping[str, Any]) -> str:
    kinds = [kind for kind in str(numbers.get("missing_kinds", "")).split(",") if kind in ClassKind.values]
    return str(words) % {**numbers, "missing_kinds": "、".join(str(ClassKind(kind).label) for kind in kinds)}


def _joined(sentences: Sequence[str]) -> str:
    """Sentences after one another; Chinese ones need no space."""
    return "".join(s if s.endswith(("。", "！")) else f"{s} " for s in sentences).strip()
