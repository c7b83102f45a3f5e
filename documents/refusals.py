"""Why a file is not accepted, and what the person can do: one code, one reason, one remedy each."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.decision import ALLOWED, Decision, refused


class Refusal(StrEnum):
    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    ARCHIVE = "ARCHIVE"
    HEIC = "HEIC"
    OLD_SHEET = "OLD_SHEET"
    WRONG_KIND = "WRONG_KIND"
    RENAMED = "RENAMED"
    UNKNOWN = "UNKNOWN"
    TRUNCATED = "TRUNCATED"
    DAMAGED = "DAMAGED"
    POLYGLOT = "POLYGLOT"
    ENCRYPTED = "ENCRYPTED"
    SCRIPT = "SCRIPT"
    ATTACHMENT = "ATTACHMENT"
    NO_PAGES = "NO_PAGES"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    TOO_COMPLEX = "TOO_COMPLEX"
    BOMB = "BOMB"
    DTD = "DTD"
    MACROS = "MACROS"
    NOT_A_SHEET = "NOT_A_SHEET"
    ENCODING = "ENCODING"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    MALWARE = "MALWARE"


#: What a content really is, for sentences ("… is a Word document").
WHAT: dict[str, Any] = {
    "pdf": _("a PDF"),
    "jpeg": _("a photo"),
    "png": _("a picture"),
    "zip": _("an archive"),
    "rar": _("an archive"),
    "7z": _("an archive"),
    "gzip": _("an archive"),
    "heic": _("a HEIC photo"),
    "gif": _("an animated picture (GIF)"),
    "webp": _("a WebP picture"),
    "tiff": _("a TIFF picture"),
    "bmp": _("a BMP picture"),
    "svg": _("a vector drawing"),
    "html": _("a web page"),
    "word": _("a Word or WPS document"),
    "slides": _("a presentation"),
    "xlsx": _("a spreadsheet"),
    "sheet": _("an old spreadsheet (.xls)"),
    "office": _("an old Office document"),
    "ofd": _("an OFD document"),
    "video": _("a video or sound recording"),
    "program": _("a program"),
    "postscript": _("a PostScript document"),
    "text": _("a plain text file"),
    "unknown": _("of an unknown kind"),
}

#: How each accepted kind is named in a remedy.
ACCEPTED: dict[str, Any] = {
    "PDF": _("a PDF"),
    "JPEG": _("a photo (JPEG)"),
    "PNG": _("a picture (PNG)"),
    "XLSX": _("a spreadsheet (.xlsx)"),
    "CSV": _("a CSV file"),
}

_SEND = _("Send %(accepted)s.")
_PRINT = _("Open it, choose Print, save it as a PDF and send that one; or send photos of its pages.")
_AGAIN = _("Open it on your device to see whether it is whole, then send it again; or send photos of it.")

_WORDS: dict[Refusal, tuple[Any, Any]] = {
    Refusal.EMPTY: (_("“%(name)s” is empty."), _("Check the file on your device and send it again.")),
    Refusal.TOO_LARGE: (
        _("“%(name)s” has %(size)s MB; at most %(limit)s MB are accepted."),
        _("Scan it with a lower resolution, or send it in parts."),
    ),
    Refusal.ARCHIVE: (_("“%(name)s”: archives are not accepted."), _("Unpack it first. %(send)s")),
    Refusal.HEIC: (
        _("“%(name)s” is a HEIC photo, which not every office computer can show."),
        _("On the phone set Camera › Formats to “Most Compatible” and take it again, or send a screenshot."),
    ),
    Refusal.OLD_SHEET: (
        _("“%(name)s” is an old spreadsheet (.xls or .et)."),
        _("Open it in Excel or WPS, save it as .xlsx and send that one."),
    ),
    Refusal.WRONG_KIND: (_("“%(name)s” is %(what)s, which is not accepted here."), _SEND),
    Refusal.RENAMED: (
        _("“%(name)s” is not what its name says: in truth it is %(what)s."),
        _("Changing the ending does not change the file. %(send)s"),
    ),
    Refusal.UNKNOWN: (_("“%(name)s” is of a kind we do not know."), _SEND),
    Refusal.TRUNCATED: (_("“%(name)s” is incomplete: its end is missing."), _AGAIN),
    Refusal.DAMAGED: (_("“%(name)s” is damaged and cannot be opened."), _AGAIN),
    Refusal.POLYGLOT: (_("“%(name)s” carries a second file hidden inside it."), _PRINT),
    Refusal.ENCRYPTED: (
        _("“%(name)s” is protected by a password or an editing lock."),
        _("Remove the protection, or print it as a PDF and send that one."),
    ),
    Refusal.SCRIPT: (_("“%(name)s” contains a script or an automatic action."), _PRINT),
    Refusal.ATTACHMENT: (_("“%(name)s” has other files attached inside it."), _PRINT),
    Refusal.NO_PAGES: (_("“%(name)s” has no pages."), _AGAIN),
    Refusal.TOO_MANY_PAGES: (
        _("“%(name)s” has %(pages)s pages; at most %(limit)s are accepted."),
        _("Send only the pages that are asked for, or send it in parts."),
    ),
    Refusal.TOO_MANY_PIXELS: (
        _("“%(name)s” measures %(width)s × %(height)s pixels, more than can be shown."),
        _("Take the photo with a lower resolution, or send a screenshot of it."),
    ),
    Refusal.TOO_COMPLEX: (_("“%(name)s” takes too much time or memory to open."), _PRINT),
    Refusal.BOMB: (
        _("“%(name)s” unpacks to far more than its own size."),
        _("Copy the rows into a new spreadsheet and send that one."),
    ),
    Refusal.DTD: (
        _("“%(name)s” contains declarations that no spreadsheet program writes."),
        _("Copy the rows into a new spreadsheet and send that one."),
    ),
    Refusal.MACROS: (
        _("“%(name)s” contains macros, links to other files or embedded objects."),
        _("Save it as a plain .xlsx workbook without them and send that one."),
    ),
    Refusal.NOT_A_SHEET: (
        _("“%(name)s” cannot be read as a spreadsheet."),
        _("Copy the rows into the template of this page and send that one."),
    ),
    Refusal.ENCODING: (
        _("The characters of “%(name)s” cannot be read."),
        _("Save it as .xlsx, or as CSV in UTF-8, and send that one."),
    ),
    Refusal.TOO_MANY_ROWS: (
        _("“%(name)s” is filled in down to %(rows)s rows; at most %(limit)s are read at once."),
        _("Send it in several files, and delete rows below the list that only look empty."),
    ),
    Refusal.MALWARE: (
        _("In “%(name)s” the virus scanner found malware."),
        _("Have your computer checked, make the file anew on a clean one and send that one."),
    ),
}


def verdict(*, name: str, code: str, facts: Mapping[str, Any]) -> Decision:
    """Accepted when `code` is empty, else refused with sentences in the reader's language.

    `facts` holds the figures of the sentences, `what` (a key of WHAT) and `accepted` (kinds that are welcome).
    """
    if not code:
        return ALLOWED
    reason, remedy = _WORDS[Refusal(code)]
    accepted = _listed([str(ACCEPTED[kind]) for kind in facts.get("accepted", ("PDF", "JPEG", "PNG"))])
    words = {**facts, "name": name, "accepted": accepted, "what": WHAT.get(facts.get("what", ""), "")}
    words["send"] = str(_SEND) % words
    return refused(code, str(reason) % words, remedy=str(remedy) % words)


def _listed(items: list[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    return str(_("%(first)s or %(last)s")) % {"first": str(_(", ")).join(items[:-1]), "last": items[-1]}
