"""The columns of a sheet of staff, under every heading people write them with."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.sheets.tables import TableColumn
from facilities.enums import Sex
from staff.enums import Education, Engagement, StaffRole
from staff.identity import ID_KINDS

#: Column → what a cell of it may say, as pairs of value and words.
OPTIONS: dict[str, Sequence[tuple[str, Any]]] = {
    "id_kind": ID_KINDS,
    "sex": Sex.choices,
    "role": StaffRole.choices,
    "engagement": Engagement.choices,
    "education": Education.choices,
}
DAYS = frozenset({"born_on", "starts_on", "health_on", "health_until", "record_on"})


def _column(key: str, title: Any, *headings: str, **more: Any) -> TableColumn:
    choices = tuple(words for _value, words in OPTIONS.get(key, ()))
    return TableColumn(title, key=key, headings=headings, choices=choices, **more)


COLUMNS = (
    _column("name", _("Name"), "姓名", required=True),
    _column(
        "id_number", _("Number of the document"), "证件号码", "身份证号", "身份证号码", "公民身份号码", "number",
        required=True, width=24, note=_("Format the column as text, so that no digit is lost."),
    ),
    _column("id_kind", _("Identity document"), "证件种类", "证件类型"),
    _column("born_on", _("Birth date"), "出生日期", note=_("Like 1990-03-01.")),
    _column("sex", _("Sex"), "性别"),
    _column("role", _("Role"), "岗位", "职务", required=True, width=24),
    _column("class_group", _("Class"), "班级", note=_("The name of an open class; only for caregivers.")),
    _column("engagement", _("Engagement"), "用工形式"),
    _column("starts_on", _("Employed since"), "入职日期", "任职日期", "from", required=True),
    _column("phone", _("Telephone"), "联系电话", "电话", "手机", "phone"),
    _column("education", _("Level of education"), "学历", width=24),
    _column("health_on", _("Health certificate issued on"), "健康合格证签发日期", "健康证签发日期", width=22),
    _column(
        "health_until", _("Health certificate, printed expiry"), "健康合格证到期日", "健康证到期日",
        width=22, note=_("Only where it is printed."),
    ),
    _column(
        "record_on", _("Record check without a record, done on"), "违法犯罪记录查询日期(无记录)", "违法犯罪记录查询日期",
        width=28, note=_("A check that found something is recorded on the page of the person."),
    ),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}


def template_columns(classes: Sequence[str]) -> list[TableColumn]:
    """The columns of the empty sheet, with their lists to choose from."""
    return [replace(c, choices=tuple(classes)) if c.key == "class_group" else c for c in COLUMNS]
