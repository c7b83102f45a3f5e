"""What the law room refuses."""

from accounts.errors import DomainError


class UnknownRule(DomainError):
    """No text that covers the place has a rule of this name."""

    code = "UNKNOWN_RULE"


class RuleNotInForce(UnknownRule):
    """The rule is known here, but no text that binds was in force on the trigger date."""

    code = "RULE_NOT_IN_FORCE"


class LawNotLoaded(DomainError):
    """The database holds no packs or no calendar yet: run `load_packs` and `load_calendar`."""

    code = "LAW_NOT_LOADED"


class PackRefused(DomainError):
    """A data file of the law is unsound. `file` and `line` (1-based) say where, the message says why."""

    code = "PACK_REFUSED"

    def __init__(self, reason: str, *, file: str, line: int) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class UnknownVersion(DomainError):
    """The pack has no version of this name."""

    code = "UNKNOWN_VERSION"


class BaseChanged(DomainError):
    """Another version took effect since this one was proposed. `extra["since"]` holds the versions."""

    code = "BASE_CHANGED"
    status = 409


class ArrangementRefused(DomainError):
    """A working-day arrangement is unsound. `problems` lists what is wrong, each with its place in the form."""

    code = "ARRANGEMENT_REFUSED"


class UnknownProgramme(DomainError):
    """No text that covers the place has a subsidy programme of this name."""

    code = "UNKNOWN_PROGRAMME"
