"""What stands on the left of a review: the pages of a file, or the form, and the comparison with the registration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import StoredFile
from kernel.clock import local_date
from kernel.presentation import Badge
from registration.enums import FilingKind, RegistrationState
from registration.facts import FORM_CODE
from registration.models import Filing, FilingMaterial, Registration
from registration.presentation.officer.materials import Item
from registration.queries.places import wording_asked


@dataclass(frozen=True)
class Document:
    """What is open: `pages` for the viewer, or `answers` for the online form, or `unreadable`."""

    code: str
    title: object
    note: str
    pages: list[dict[str, str]]
    download_url: str = ""
    unreadable: Mapping[str, str] | None = None
    form: bool = False


def document_of(
    items: list[Item], materials: list[FilingMaterial], code: str, file_id: str
) -> Document | None:
    """The file that the address asks for, else the first of the chosen item; None without any item."""
    item = next((each for each in items if each.code == code), None)
    if item is None:
        return None
    note = _("material %(n)s") % {"n": item.number}
    if item.code == FORM_CODE:
        return Document(item.code, item.name, note, [], form=True)
    row = next(each for each in materials if each.code == code)
    files: list[StoredFile] = [each.file for each in row.handed_in]  # type: ignore[attr-defined]
    chosen = next((file for file in files if str(file.pk) == file_id), files[0] if files else None)
    if chosen is None:
        return Document(item.code, item.name, note, [], unreadable={"received": _("No file was handed in.")})
    return _file(item, note, chosen)


def _file(item: Item, note: str, file: StoredFile) -> Document:
    if not file.usable or not file.pages:
        answer = file.verdict
        said = {"received": file.original_name, "remedy": str(answer.remedy or answer.reason)}
        return Document(item.code, item.name, note, [], unreadable=said)
    pages = [
        {"url": reverse("documents:page", args=[file.pk, number])} for number in range(1, file.pages + 1)
    ]
    download = reverse("documents:download", args=[file.pk])
    return Document(item.code, item.name, f"{note} · {file.original_name}", pages, download)


def first_open(items: list[Item]) -> str:
    """The item a review opens with: the first that nobody checked, else the first."""
    pending = (item.code for item in items if not item.verdict and item.code != FORM_CODE)
    return next(
        pending, next((item.code for item in items if not item.verdict), items[0].code if items else "")
    )


@dataclass(frozen=True)
class Compared:
    """One fact beside what the registrar pushed; `pushed` is shown where they differ."""

    label: str
    value: str
    badge: Badge
    pushed: str = ""


def comparison(filing: Filing, pushed: Registration | None) -> list[Compared]:
    """Code, name, business scope and address as filed, against the registration."""
    if pushed is None:
        return []
    form = filing.form if filing.kind in (FilingKind.FIRST, FilingKind.CHANGE, FilingKind.RELOCATION) else {}
    facility = filing.facility
    return [
        _compared(_("Credit code"), facility.uscc, pushed.uscc),
        _compared(_("Name of the facility"), form.get("name") or facility.name, pushed.name),
        _scope(pushed),
        _compared(_("Address"), form.get("address") or facility.address, pushed.address, loosely=True),
    ]


def _compared(label: str, filed: Any, pushed: str, *, loosely: bool = False) -> Compared:
    """Equal when the characters are; an address also when one is the end of the other (the district is left out)."""
    ours, theirs = _plain(str(filed or "")), _plain(pushed)
    same = ours == theirs or (loosely and bool(ours) and (theirs.endswith(ours) or ours.endswith(theirs)))
    badge = Badge(_("same"), "check", "ok") if same else Badge(_("differs"), "alert-triangle", "warn")
    return Compared(label, str(filed or "—"), badge, "" if same else pushed)


def _scope(pushed: Registration) -> Compared:
    text = pushed.business_scope
    word = wording_asked(pushed.region_id, pushed.entity_kind, pushed.approved_on).scope
    if word in text:
        return Compared(
            _("Business scope"),
            _("names “%(word)s”") % {"word": word} if word else _("no wording is prescribed"),
            Badge(_("conforms"), "check", "ok"),
            text,
        )
    badge = Badge(_("not named"), "alert-triangle", "warn")
    return Compared(_("Business scope"), _("does not name “%(word)s”") % {"word": word}, badge, text)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def push_note(pushed: Registration | None) -> str:
    """Who pushed it and when; or that the push has not arrived."""
    if pushed is None or pushed.state != RegistrationState.PUSHED or pushed.pushed_at is None:
        return _("the push has not arrived yet; compared with what the operator stated")
    office = pushed.registrar.name if pushed.registrar else ""
    return _("%(office)s, pushed %(day)s") % {
        "office": office,
        "day": local_date(pushed.pushed_at).isoformat(),
    }
