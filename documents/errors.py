"""What the verbs of this app refuse."""

from accounts.errors import DomainError


class FileNotUsable(DomainError):
    """The stored file was not accepted, or is not there any more."""

    code = "FILE_NOT_USABLE"


class DigestMismatch(Exception):
    """The bytes in the store are not those that were checked in. Never shown as content; an operator must look."""


class SnapshotInvalid(DomainError):
    """A paper was requested with facts that do not fit its kind."""

    code = "SNAPSHOT_INVALID"


class SheetNotReadable(DomainError):
    """A spreadsheet whose rows cannot be read; message and remedy are for the person who uploaded it."""

    code = "SHEET_NOT_READABLE"
