"""Checking the rows of a sheet against each other and against what is on record, a chunk at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from itertools import islice

from accounts.models import Department
from facilities.queries import live_among
from kernel import clock
from policy.errors import UnknownRule
from regions.codes import ancestor
from regions.enums import Level
from registration.enums import RegistrationKind, RegistrationState, RowState
from registration.models import Registration
from registration.queries.places import Gazetteer, office_name, registrars_of, wording_asked
from registration.sheets.columns import Header
from registration.sheets.rows import Law, ReadRow, Written, read_row

CHUNK = 500


@dataclass
class Checker:
    """Checks the rows of one sheet of one office. Remembers the codes it has seen, for rows that say the same twice."""

    office: Department
    header: Header
    seen: dict[str, int] = field(default_factory=dict)
    _offices: dict[tuple[int, str, date], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Gazetteer(self.office.region_id)
        self.law = Law(clock.today(), cache(partial(wording_asked, self.office.region_id)))

    def check(self, rows: Iterable[tuple[int, tuple[Written, ...]]]) -> list[tuple[ReadRow, RowState]]:
        """One chunk of (number, cells): every row read, compared and judged."""
        found = [read_row(number, cells, self.header, self.places, self.law) for number, cells in rows]
        for row in found:
            self._compare(row)
            self._check_office(row)
        self._check_record(found)
        return [(row, self._state(row)) for row in found]

    def _compare(self, row: ReadRow) -> None:
        code = row.facts.uscc if row.facts else ""
        if not code:
            return
        if (first := self.seen.setdefault(code, row.number)) != row.number:
            row.problems.add("uscc", "SAME_AS_ROW", bad=code, row=first)

    def _check_office(self, row: ReadRow) -> None:
        """Whether this office registers such entities there; asked once for each kind, district and day."""
        if row.facts is None or row.place is None or row.problems:
            return
        district = ancestor(row.place.code, Level.DISTRICT)
        key = (district, row.facts.entity_kind, row.facts.approved_on)
        if key not in self._offices:
            self._offices[key] = self._wrong_office(*key)
        if offices := self._offices[key]:
            code = "FILES_DIRECTLY" if offices == "-" else "WRONG_REGISTRAR"
            row.problems.add("entity_kind", code, bad=row.cells["entity_kind"], offices=offices)

    def _wrong_office(self, district: int, kind: str, on: date) -> str:
        """'' when this office may push it, '-' when nobody registers it, else who does."""
        try:
            allowed = registrars_of(district, kind, on)
        except UnknownRule:
            return "-"
        if any(each.kind == self.office.kind for each in allowed):
            return ""
        return "、".join(office_name(r.kind, str(r.name), district) for r in allowed) or "-"

    def _check_record(self, rows: list[ReadRow]) -> None:
        """What is on record already under these codes: two queries for the chunk."""
        codes = [row.facts.uscc for row in rows if row.facts and not row.problems]
        facilities = live_among(codes)
        pushed = dict(
            Registration.objects.filter(
                uscc__in=codes, state=RegistrationState.PUSHED, kind=RegistrationKind.NEW
            ).values_list("uscc", "pushed_at")
        )
        for row in rows:
            if row.facts is None or row.place is None or row.problems or row.facts.uscc not in facilities:
                continue
            region, confirmed = facilities[row.facts.uscc]
            at = pushed.get(row.facts.uscc)
            if ancestor(region, Level.DISTRICT) != ancestor(row.place.code, Level.DISTRICT):
                row.problems.add("uscc", "ELSEWHERE", bad=row.facts.uscc)
            elif confirmed and at is not None:
                day = clock.local_date(at).isoformat()
                row.problems.add("uscc", "SKIP_DUPLICATE", blocks=False, day=day)
            elif confirmed:
                row.problems.add("uscc", "SKIP_KNOWN", blocks=False)

    def _state(self, row: ReadRow) -> RowState:
        if row.problems:
            return RowState.BAD
        return RowState.DUPLICATE if row.problems.found else RowState.GOOD


def chunks(
    rows: Iterable[tuple[int, tuple[Written, ...]]], size: int = CHUNK
) -> Iterator[list[tuple[int, tuple[Written, ...]]]]:
    """The rows in pieces, so that progress shows and memory stays small."""
    each = iter(rows)
    while piece := list(islice(each, size)):
        yield piece
