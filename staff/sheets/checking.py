"""Every row of a sheet of staff read and checked, against the others and against what is on record: few statements."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from documents.sheets import Sheet
from documents.sheets.reading import Cell, SheetRow
from facilities.models import Facility
from kernel import clock
from kernel.identity import age_on
from kernel.names import UnprintableText
from staff.enums import CheckResult, Engagement, ProofKind, StaffRole
from staff.errors import Blocked, Refused
from staff.identity import Person, check_phone, identify
from staff.models import StaffMember
from staff.queries.law import AGE_RULE, number
from staff.queries.matching import Block, blocks, under_another_name
from staff.queries.people import open_classes
from staff.sheets.columns import BY_KEY, COLUMNS, find_columns, plain
from staff.workflow.checks import check_day, other_name
from staff.workflow.hiring import Post
from staff.workflow.proofs import Certificate, check_certificate

#: In how many rows from the top the heads are looked for.
_HEAD_WITHIN = 10


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place of the sheet. `column` is a letter, or '' for the whole row."""

    row: int
    column: str
    label: str
    value: str
    words: str


@dataclass
class Row:
    """One row that could be read. `known`: the person stands on the list already."""

    number: int
    person: Person
    post: Post
    phone: str = ""
    education: str = ""
    proofs: list[Certificate] = field(default_factory=list)
    known: bool = False


@dataclass
class Checked:
    """A sheet with what is wrong in it; nothing is taken over while `faults` has an entry."""

    head_row: int = 0
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    blocked: list[Block] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.rows) + len({fault.row for fault in self.faults})

    @property
    def new(self) -> int:
        return sum(not row.known for row in self.rows)


class Checker:
    """Checks one sheet for one facility. The law and the classes are asked once."""

    def __init__(self, facility: Facility) -> None:
        self.facility, self.today = facility, clock.today()
        self.classes = {plain(name): pk for pk, name in open_classes(facility.pk)}
        self.least = number(facility.region_id, AGE_RULE, "minimum_age", self.today)
        self.found = Checked()
        self.places: dict[str, int] = {}

    def check(self, sheet: Sheet) -> Checked:
        """The rows below the heads, each with its faults. Three statements, however many rows."""
        rows = list(sheet.rows)
        for index, row in enumerate(rows[:_HEAD_WITHIN]):
            places = find_columns(row.texts)
            if len(places) > len(self.places):
                self.places, self.found.head_row, start = places, row.number, index + 1
        missing = [str(c.label) for c in COLUMNS if c.required and c.key not in self.places]
        if missing:
            self.found.missing = missing
            return self.found
        for row in rows[start:]:
            self._read(row)
        self._compare()
        self._check_record()
        wrong = {fault.row for fault in self.found.faults}
        self.found.rows = [row for row in self.found.rows if row.number not in wrong]
        self.found.faults.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))
        return self.found

    def _fault(self, row: SheetRow | int, key: str, words: object, value: str = "") -> None:
        at = self.places.get(key)
        name = row if isinstance(row, int) else row.number
        column = "" if at is None else _letter(at)
        self.found.faults.append(
            Fault(name, column, str(BY_KEY[key].label) if key else "", value, str(words))
        )

    def _read(self, row: SheetRow) -> None:
        before = len(self.found.faults)
        said = {key: self._cell(row, key) for key in BY_KEY}
        person = self._person(row, said)
        post = self._post(row, said)
        phone = self._phone(row, said["phone"])
        proofs = self._proofs(row, said)
        if len(self.found.faults) == before and person is not None and post is not None:
            self.found.rows.append(Row(row.number, person, post, phone, said["education"] or "", proofs))

    def _cell(self, row: SheetRow, key: str) -> Any:
        """What a cell says for its column: a text, a day, a choice. A fault is noted, and '' answered."""
        at = self.places.get(key)
        cell = row.cells[at] if at is not None and at < len(row.cells) else Cell("")
        column = BY_KEY[key]
        if cell.problem:
            self._fault(row, key, _PROBLEMS[cell.problem]() if cell.problem in _PROBLEMS else _unreadable())
            return ""
        text = cell.text.strip()
        if not text:
            if column.required:
                self._fault(row, key, _("This is required."))
            return ""
        if key in _DAYS:
            return self._day(row, key, cell)
        if column.choices:
            wanted = {plain(words): value for value, words in column.choices}
            wanted |= {plain(value): value for value, _words in column.choices}
            if plain(text) not in wanted:
                self._fault(row, key, _("Choose from the list."), text)
                return ""
            return wanted[plain(text)]
        return text

    def _day(self, row: SheetRow, key: str, cell: Cell) -> date | str:
        if isinstance(cell.value, datetime):
            return cell.value.date()
        if isinstance(cell.value, date):
            return cell.value
        text = cell.text.strip().translate({ord(c): "-" for c in "./年月"}).rstrip("日")
        parts = text.split("-")
        try:
            return date(*(int(part) for part in parts[:3])) if len(parts) == 3 else date.fromisoformat(text)
        except (ValueError, TypeError):
            self._fault(row, key, _("This is no day. Write it like 2026-05-08."), cell.text)
            return ""

    def _person(self, row: SheetRow, said: dict[str, Any]) -> Person | None:
        if not said["name"] or not said["id_number"]:
            return None
        try:
            person = identify(
                name=said["name"],
                kind=said["id_kind"] or "RESIDENT_ID",
                number=said["id_number"],
                born_on=said["born_on"] or None,
                sex=said["sex"],
                today=self.today,
            )
        except Refused as error:
            self._fault(row, error.field, error.message, _shown(error.field, said))
            return None
        except UnprintableText:
            self._fault(row, "name", _("Some characters here cannot be printed. Type this again."))
            return None
        if self.least is not None and age_on(person.born_on, self.today) < self.least:
            words = _("Nobody under %(n)s years may be hired (Labour Law art. 15).") % {"n": self.least}
            self._fault(row, "id_number", words)
        return person

    def _post(self, row: SheetRow, said: dict[str, Any]) -> Post | None:
        if not said["role"] or not said["starts_on"]:
            return None
        group = None
        if said["class_group"]:
            group = self.classes.get(plain(said["class_group"]))
            if group is None:
                self._fault(
                    row, "class_group", _("This class does not exist or is closed."), said["class_group"]
                )
            elif said["role"] != StaffRole.CAREGIVER:
                self._fault(row, "class_group", _("Only caregivers belong to a class."), said["class_group"])
        try:
            check_day(said["starts_on"], field="starts_on")
        except Refused as error:
            self._fault(row, "starts_on", error.message, str(said["starts_on"]))
        return Post(said["role"], said["starts_on"], said["engagement"] or Engagement.FULL_TIME, group)

    def _phone(self, row: SheetRow, text: str) -> str:
        try:
            return check_phone(text)
        except Refused as error:
            self._fault(row, "phone", error.message)
            return ""

    def _proofs(self, row: SheetRow, said: dict[str, Any]) -> list[Certificate]:
        found = []
        if said["health_on"]:
            until = said["health_until"] or None
            found.append(("health_on", Certificate(ProofKind.HEALTH_CERTIFICATE, said["health_on"], until)))
        elif said["health_until"]:
            self._fault(row, "health_on", _("Give the day of issue too."))
        if said["record_on"]:
            check = Certificate(ProofKind.RECORD_CHECK, said["record_on"], result=CheckResult.CLEAR)
            found.append(("record_on", check))
        for key, certificate in found:
            try:
                check_certificate(certificate)
            except Refused as error:
                at = "health_until" if error.field == "expires_on" else key
                self._fault(row, at, error.message, str(said[at]))
        return [certificate for _key, certificate in found]

    def _compare(self) -> None:
        """Rows against each other: one number may stand once for a role, and under one name."""
        seen: dict[bytes, Row] = {}
        posts: set[tuple[bytes, str]] = set()
        for row in self.found.rows:
            first = seen.setdefault(row.person.number_digest, row)
            if first.person.name_digest != row.person.name_digest:
                self._fault(
                    row.number,
                    "id_number",
                    _("Row %(n)s has this number under another name.") % {"n": first.number},
                )
            elif (row.person.number_digest, row.post.role) in posts:
                self._fault(row.number, "id_number", _("The same as row %(n)s.") % {"n": first.number})
            posts.add((row.person.number_digest, row.post.role))

    def _check_record(self) -> None:
        """What is on record about these numbers, here and everywhere."""
        pairs = {row.person.number_digest: row.person.name_digest for row in self.found.rows}
        others = under_another_name(pairs.items())
        blocked = blocks(pairs.items(), self.facility.region_id, self.today)
        here = StaffMember.objects.filter(facility=self.facility, number_digest__in=list(pairs))
        known = {bytes(digest) for digest in here.values_list("number_digest", flat=True)}
        for row in self.found.rows:
            digest = row.person.number_digest
            row.known = digest in known
            if digest in others:
                self._fault(row.number, "id_number", other_name().message)
            elif digest in blocked:
                self.found.blocked.append(blocked[digest])
                self._fault(row.number, "id_number", Blocked(blocked[digest].authority).message)


_DAYS = frozenset({"born_on", "starts_on", "health_on", "health_until", "record_on"})
_PROBLEMS = {
    "FORMULA": lambda: _("A formula. Paste the value itself."),
    "MERGED": lambda: _("Merged cells. Separate them, one row for one person."),
    "LOST_DIGITS": lambda: _(
        "The spreadsheet lost digits here. Format the column as text and type the number again."
    ),
    "TOO_LONG": lambda: _("Too long."),
}


def _unreadable() -> str:
    return _("This cell cannot be read.")


def _shown(key: str, said: dict[str, Any]) -> str:
    """What the list of faults may repeat: never a number of a person."""
    return "" if key == "id_number" else str(said.get(key, ""))


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else "A" + chr(ord("A") + index - 26)


def check_sheet(facility: Facility, sheet: Sheet) -> Checked:
    return Checker(facility).check(sheet)
