"""What the verbs of the figures refuse."""

from accounts.errors import DomainError, Stale


class EnteredTwice(DomainError):
    """The same figure of the same division and year stands already; it can be corrected."""

    code = "ENTERED_TWICE"
    status = 409


class ReportElsewhere(DomainError):
    """The report stands in another state or step than the verb needs."""

    code = "WRONG_STATE"
    status = 409


class SamePerson(DomainError):
    """Who handed a report in neither reviews nor signs it."""

    code = "SAME_PERSON"
    status = 403


class SectionChanged(Stale):
    """Somebody else saved the section first. `extra["section"]` is how it stands now; what was typed is not lost."""

    code = "SECTION_CHANGED"
    status = 409


class NotReady(DomainError):
    """A report cannot be handed in yet; `extra["problems"]` says section by section what is missing."""

    code = "NOT_READY"
    status = 409
