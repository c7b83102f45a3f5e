"""The columns of a sheet of staff, under every heading people write them with."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.sheets import Column as SheetColumn
from facilities.enums import Sex
from staff.enums import Education, Engagement, StaffRole
from staff.identity import ID_KINDS


@dataclass(frozen=True)
class Column:
    """`key` is the fact it fills; `choices` are pairs of value and words that a cell may say."""

    key: str
    label: Any
    headings: tuple[str, ...]
    required: bool = False
    choices: Sequence[tuple[str, Any]] = ()
    note: Any = ""
    width: int = 16


COLUMNS = (
    Column("name", _("Name"), ("姓名", "name"), required=True),
    Column(
        "id_number",
        _("Number of the document"),
        ("证件号码", "身份证号", "身份证号码", "公民身份号码", "number", "numberofthedocument"),
        required=True,
        width=24,
        note=_("Format the column as text, so that no digit is lost."),
    ),
    Column("id_kind", _("Identity document"), ("证件种类", "证件类型", "identitydocument"), choices=ID_KINDS),
    Column("born_on", _("Birth date"), ("出生日期", "birthdate"), note=_("Like 1990-03-01.")),
    Column("sex", _("Sex"), ("性别", "sex"), choices=Sex.choices),
    Column("role", _("Role"), ("岗位", "职务", "role"), required=True, choices=StaffRole.choices, width=24),
    Column(
        "class_group",
        _("Class"),
        ("班级", "class"),
        note=_("The name of an open class; only for caregivers."),
    ),
    Column("engagement", _("Engagement"), ("用工形式", "engagement"), choices=Engagement.choices),
    Column(
        "starts_on", _("Employed since"), ("入职日期", "任职日期", "employedsince", "from"), required=True
    ),
    Column("phone", _("Telephone"), ("联系电话", "电话", "手机", "telephone", "phone")),
    Column("education", _("Level of education"), ("学历", "education"), choices=Education.choices, width=24),
    Column(
        "health_on",
        _("Health certificate issued on"),
        ("健康合格证签发日期", "健康证签发日期", "healthcertificateissuedon"),
        width=22,
    ),
    Column(
        "health_until",
        _("Health certificate, printed expiry"),
        ("健康合格证到期日", "健康证到期日", "healthcertificate,printedexpiry"),
        width=22,
        note=_("Only where it is printed."),
    ),
    Column(
        "record_on",
        _("Record check without a record, done on"),
        ("违法犯罪记录查询日期(无记录)", "违法犯罪记录查询日期", "recordcheckwithoutarecord,doneon"),
        width=28,
        note=_("A check that found something is recorded on the page of the person."),
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}


def plain(text: object) -> str:
    """A heading or a choice as it is compared."""
    return re.sub(r"[\s*＊]", "", unicodedata.normalize("NFKC", str(text))).casefold()


def find_columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column stands where in a head row: key → index. The first of two equal headings counts."""
    found: dict[str, int] = {}
    for index, text in enumerate(cells):
        for column in COLUMNS:
            if plain(text) in {plain(column.label), *map(plain, column.headings)}:
                found.setdefault(column.key, index)
    return found


def template_columns(classes: Sequence[str]) -> list[SheetColumn]:
    """The columns of the empty sheet, with their lists to choose from."""
    return [
        SheetColumn(
            column.label,
            width=column.width,
            note=column.note,
            required=column.required,
            choices=tuple(classes) if column.key == "class_group" else tuple(w for _v, w in column.choices),
        )
        for column in COLUMNS
    ]
