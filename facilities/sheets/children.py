"""The sheet of children: its columns, and each row as facts with every fault at its column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.utils.translation import gettext_lazy as _

from documents.sheets.tables import FLAWS, Table, TableColumn, TableRow, choice_words, day_of, plain
from facilities.enums import IdKind, Sex
from facilities.rules.faults import Fault
from facilities.rules.identity import ChildFacts

COLUMNS = (
    TableColumn(_("Name of the child"), 14, key="name", headings=("姓名", "幼儿姓名", "name"), required=True),
    TableColumn(_("Document"), 16, _("Without it: identity card for 18 characters, else birth certificate."), tuple(k.label for k in IdKind), key="id_kind", headings=("证件类型", "证件")),
    TableColumn(_("Number of the document"), 24, key="id_number", headings=("证件号码", "身份证号", "身份证号码", "号码"), required=True),
    TableColumn(_("Born on"), 14, _("Not needed with an identity number: it says the day."), key="born_on", headings=("出生日期", "出生年月", "生日")),
    TableColumn(_("Sex"), 8, choices=tuple(s.label for s in Sex), key="sex", headings=("性别",)),
    TableColumn(_("Name of the guardian"), 14, key="guardian_name", headings=("监护人", "监护人姓名", "家长", "家长姓名"), required=True),
    TableColumn(_("Telephone of the guardian"), 16, key="guardian_phone", headings=("监护人电话", "联系电话", "电话", "手机"), required=True),
    TableColumn(_("The guardian agreed on"), 16, _("Without consent, record nothing."), key="consented_on", headings=("同意日期", "监护人同意日期"), required=True),
    TableColumn(_("Class"), 14, _("The name of an open class; empty records without enrolling."), key="class", headings=("班级", "班级名称")),
    TableColumn(_("First day"), 14, _("Empty: the day of the import."), key="starts_on", headings=("入托日期", "首日", "入园日期")),
    TableColumn(_("Entry check passed on"), 16, _("Only when it was passed and the vaccination card was seen."), key="entered_on", headings=("入托检查合格日期", "入托体检日期")),
)  # fmt: skip


@dataclass
class ChildRow:
    """One row: what it says, and what is wrong with it by column. `known`: recorded already, to be skipped."""

    number: int
    facts: ChildFacts
    group: str = ""
    starts_on: date | None = None
    entered_on: date | None = None
    faults: list[Fault] = field(default_factory=list)
    known: bool = False


def read_rows(table: Table) -> list[ChildRow]:
    """Every row of a table; cells that cannot be trusted or are no day are faults of their column."""
    return [_row(row) for row in table.rows]


def _row(row: TableRow) -> ChildRow:
    faults = [
        Fault(key, cell.problem, FLAWS[cell.problem])
        for key, cell in row.cells.items()
        if cell.problem in FLAWS
    ]
    days = {key: _day(row, key, faults) for key in ("born_on", "consented_on", "starts_on", "entered_on")}
    number = row.text("id_number")
    facts = ChildFacts(
        name=row.text("name"),
        id_kind=_kind(row.text("id_kind"), number, faults),
        id_number=number,
        guardian_name=row.text("guardian_name"),
        guardian_phone=row.text("guardian_phone"),
        consented_on=days["consented_on"],
        born_on=days["born_on"],
        sex=_choice(row.text("sex"), "sex", sex_words(), faults),
    )
    return ChildRow(row.number, facts, row.text("class"), days["starts_on"], days["entered_on"], faults)


def _day(row: TableRow, key: str, faults: list[Fault]) -> date | None:
    try:
        return day_of(row.cells.get(key))
    except ValueError:
        faults.append(Fault(key, "DAY", _("This is no day. Write it like 2026-05-08.")))
        return None


def _kind(text: str, number: str, faults: list[Fault]) -> str:
    if not text:
        plain = number.replace(" ", "").replace("-", "")
        return IdKind.RESIDENT_ID.value if plain[:1].isdigit() else IdKind.BIRTH_CERTIFICATE.value
    return _choice(text, "id_kind", kind_words(), faults)


def _choice(text: str, key: str, words: Mapping[str, str], faults: list[Fault]) -> str:
    value = words.get(plain(text), "")
    if text and not value:
        faults.append(Fault(key, "UNKNOWN", _("Choose from the list.")))
    return value


@cache
def kind_words() -> dict[str, str]:
    return choice_words(
        IdKind.choices, {"身份证": IdKind.RESIDENT_ID, "出生医学证明": IdKind.BIRTH_CERTIFICATE}
    )


@cache
def sex_words() -> dict[str, str]:
    return choice_words(Sex.choices, {"男": Sex.MALE, "女": Sex.FEMALE, "男孩": Sex.MALE, "女孩": Sex.FEMALE})
