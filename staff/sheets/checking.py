"""Every row of a sheet of staff read and checked, against the others and against what is on record: few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.sheets import Sheet
from documents.sheets.faults import CellFault
from documents.sheets.reading import Cell
from documents.sheets.tables import Table, TableRefused, TableRow, choice_words, day_of, plain, read_table
from facilities.models import Facility
from kernel import clock
from kernel.identity import age_on
from kernel.names import UnprintableText
from staff.enums import CheckResult, Engagement, ProofKind, StaffRole
from staff.errors import Blocked, Refused
from staff.identity import Person, check_phone, identify
from staff.models import Employment, StaffMember
from staff.queries.law import AGE_RULE, number
from staff.queries.matching import Block, blocks, under_another_name
from staff.queries.people import open_classes
from staff.sheets.columns import BY_KEY, COLUMNS, DAYS, OPTIONS
from staff.workflow.checks import check_day, other_name
from staff.workflow.hiring import Post
from staff.workflow.proofs import Certificate, check_certificate


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
    """A sheet with what is wrong in it; nothing is taken over while `faults` has an entry.

    `table` is None where required columns are `missing` or no row stands under the heading.
    """

    table: Table | None = None
    rows: list[Row] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    blocked: list[Block] = field(default_factory=list)
    missing: Sequence[str] = ()

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
        self.words = {key: choice_words(options) for key, options in OPTIONS.items()}

    def check(self, sheet: Sheet) -> Checked:
        """The rows below the heading, each with its faults. Three statements, however many rows."""
        try:
            table = self.found.table = read_table(sheet, COLUMNS)
        except TableRefused as refused:
            self.found.missing = refused.missing
            return self.found
        for row in table.rows:
            self._read(row)
        self._compare()
        self._check_record()
        wrong = {fault.row for fault in self.found.faults}
        self.found.rows = [row for row in self.found.rows if row.number not in wrong]
        letters = table.letters
        self.found.faults.sort(key=lambda f: (f.row, len(letters.get(f.key, "")), letters.get(f.key, "")))
        return self.found

    def _fault(self, row: TableRow | Row, key: str, words: object, value: str = "") -> None:
        self.found.faults.append(CellFault(row.number, key, str(words), value))

    def _read(self, row: TableRow) -> None:
        before = len(self.found.faults)
        said = {key: self._cell(row, key) for key in BY_KEY}
        person = self._person(row, said)
        post = self._post(row, said)
        phone = self._phone(row, said["phone"])
        proofs = self._proofs(row, said)
        if len(self.found.faults) == before and person is not None and post is not None:
            self.found.rows.append(Row(row.number, person, post, phone, said["education"] or "", proofs))

    def _cell(self, row: TableRow, key: str) -> Any:
        """What a cell says for its column: a text, a day, a choice. A fault is noted, and '' answered."""
        cell = row.cells.get(key) or Cell("")
        if cell.problem:
            self._fault(row, key, _FLAWS[cell.problem])
            return ""
        text = cell.text.strip()
        if not text:
            if BY_KEY[key].required:
                self._fault(row, key, _("This is required."))
            return ""
        if key in DAYS:
            return self._day(row, key, cell)
        if key in self.words:
            return self._choice(row, key, text)
        return text

    def _day(self, row: TableRow, key: str, cell: Cell) -> date | str:
        try:
            return day_of(cell) or ""
        except ValueError:
            self._fault(row, key, _("This is no day. Write it like 2026-05-08."), cell.text)
            return ""

    def _choice(self, row: TableRow, key: str, text: str) -> str:
        value = self.words[key].get(plain(text), "")
        if not value:
            self._fault(row, key, _("Choose from the list."), text)
        return value

    def _person(self, row: TableRow, said: dict[str, Any]) -> Person | None:
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

    def _post(self, row: TableRow, said: dict[str, Any]) -> Post | None:
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

    def _phone(self, row: TableRow, text: str) -> str:
        try:
            return check_phone(text)
        except Refused as error:
            self._fault(row, "phone", error.message)
            return ""

    def _proofs(self, row: TableRow, said: dict[str, Any]) -> list[Certificate]:
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
                words = _("Row %(n)s has this number under another name.") % {"n": first.number}
                self._fault(row, "id_number", words)
            elif (row.person.number_digest, row.post.role) in posts:
                self._fault(row, "id_number", _("The same as row %(n)s.") % {"n": first.number})
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
                self._fault(row, "id_number", other_name().message)
            elif digest in blocked:
                self.found.blocked.append(blocked[digest])
                self._fault(row, "id_number", Blocked(blocked[digest].authority).message)
        self._compare_ended(known)

    def _compare_ended(self, known: set[bytes]) -> None:
        """Whoever comes back may not begin before the last day of the same role; who still holds it is left alone."""
        held = Employment.objects.filter(facility=self.facility, member__number_digest__in=list(known))
        until: dict[tuple[bytes, str], date | None] = {}
        for digest, role, day in held.order_by(F("ends_on").asc(nulls_last=True)).values_list(
            "member__number_digest", "role", "ends_on"
        ):
            until[bytes(digest), role] = day
        for row in self.found.rows:
            day = until.get((row.person.number_digest, row.post.role))
            if day is not None and row.post.starts_on <= day:
                words = _("This person held this role until %(day)s.") % {"day": day}
                self._fault(row, "starts_on", words, str(row.post.starts_on))


#: Why a cell cannot be read, in the words of a list of people.
_FLAWS = {
    "FORMULA": gettext_lazy("A formula. Paste the value itself."),
    "CELL_ERROR": gettext_lazy("This cell cannot be read."),
    "MERGED": gettext_lazy("Merged cells. Separate them, one row for one person."),
    "LOST_DIGITS": gettext_lazy(
        "The spreadsheet lost digits here. Format the column as text and type the number again."
    ),
    "TOO_LONG": gettext_lazy("Too long."),
}


def _shown(key: str, said: dict[str, Any]) -> str:
    """What the list of faults may repeat: never a number of a person."""
    return "" if key == "id_number" else str(said.get(key, ""))


def check_sheet(facility: Facility, sheet: Sheet) -> Checked:
    return Checker(facility).check(sheet)
