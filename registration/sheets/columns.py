"""The columns of the sheet, under every heading people write them with."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


@dataclass(frozen=True)
class Column:
    """`key` is the fact it fills; `headings` are what its head may say. `width` in characters, for the template."""

    key: str
    label: Any
    headings: tuple[str, ...]
    required: bool = True
    width: int = 16
    note: Any = ""


COLUMNS = (
    Column(
        "name",
        _("Name of the facility"),
        ("机构名称", "单位名称", "企业名称", "名称", "name", "name of the facility"),
        width=28,
    ),
    Column(
        "entity_kind",
        _("Kind of entity"),
        ("机构类型", "主体类型", "类型", "机构性质", "kind", "kind of entity", "entity_kind"),
        note=_("Choose from the list."),
    ),
    Column(
        "uscc",
        _("Unified social credit code"),
        ("统一社会信用代码", "社会信用代码", "信用代码", "uscc", "credit code", "unified social credit code"),
        width=24,
        note=_("18 characters. A registration that was pushed already is skipped."),
    ),
    Column(
        "district",
        _("District"),
        ("所属区县", "区县", "县(市、区)", "县市区", "district"),
        required=False,
        note=_("Only where the street alone does not say it."),
    ),
    Column(
        "street",
        _("Street or town of the address"),
        ("住所(街道)", "街道", "街道(乡镇)", "乡镇街道", "镇街", "所在街道", "街道乡镇", "street", "street or town", "region"),
        note=_("Name as in the list, or the division code with 6, 9 or 12 digits."),
    ),
    Column(
        "address",
        _("Address"),
        ("详细地址", "地址", "住所", "住所地址", "经营场所", "address"),
        width=30,
    ),
    Column(
        "approved_on",
        _("Day of approval"),
        ("核准登记日期", "核准日期", "登记日期", "成立日期", "approved_on", "day of approval", "approved on"),
        note=_("Like 2026-05-08."),
    ),
    Column(
        "business_scope",
        _("Business scope"),
        ("业务范围", "经营范围", "业务(经营)范围", "宗旨和业务范围", "business_scope", "business scope", "scope"),
        width=36,
        note=_("As on the licence; it must name childcare services (托育服务)."),
    ),
    Column(
        "head_name",
        _("Head of the facility"),
        ("负责人", "法定代表人", "经营者", "head", "head_name", "head of the facility"),
        required=False,
    ),
    Column(
        "phone",
        _("Phone"),
        ("联系电话", "电话", "手机", "phone"),
        required=False,
        note=_("Format the column as text, or long numbers are rounded."),
    ),
    Column(
        "external_id",
        _("Your own number"),
        ("登记编号", "业务编号", "编号", "external_id", "number", "your own number"),
        required=False,
        note=_("Comes back with the result."),
    ),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
#: A heading row is looked for among the first rows: many sheets begin with a title.
TITLE_ROWS = 10


def plain(heading: str) -> str:
    """A heading without what people decorate it with: width, spaces, asterisks, 必填, line breaks."""
    text = unicodedata.normalize("NFKC", heading).lower().replace("、", ",")
    text = re.sub(r"[*:]|\((?:必填|选填|required|optional)\)|必填|选填", "", text)
    return re.sub(r"[\s_]+", "", text)


@cache
def known_headings() -> dict[str, str]:
    """Plain heading → key: what people write, and the labels of the template in both languages."""
    found = {plain(heading): column.key for column in COLUMNS for heading in column.headings}
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {plain(str(column.label)): column.key for column in COLUMNS}
    return found


@dataclass(frozen=True)
class Header:
    """Where each fact stands. `row` counts from 1 as in the spreadsheet; `places` maps key → index of the column."""

    row: int
    places: Mapping[str, int] = field(default_factory=dict)
    headings: Sequence[str] = ()
    ignored: Sequence[str] = ()
    repeated: Sequence[str] = ()

    @property
    def missing(self) -> list[Column]:
        """Required columns that the sheet does not have."""
        return [c for c in COLUMNS if c.required and c.key not in self.places]

    @property
    def columns(self) -> list[Column]:
        """The known columns in the order of the sheet."""
        return [BY_KEY[key] for key in sorted(self.places, key=self.places.__getitem__)]


def read_header(row: int, cells: Sequence[str]) -> Header:
    """What a row says when it is read as the heading row."""
    places: dict[str, int] = {}
    ignored, repeated = [], []
    for index, cell in enumerate(cells):
        if not cell.strip():
            continue
        key = known_headings().get(plain(cell))
        if key is None:
            ignored.append(cell.strip())
        elif key in places:
            repeated.append(cell.strip())
        else:
            places[key] = index
    return Header(row, places, [cell.strip() for cell in cells], ignored, repeated)


def find_header(rows: Iterable[tuple[int, Sequence[str]]]) -> Header | None:
    """The heading row among the first rows: the one that names most columns, at least three. None without one."""
    best: Header | None = None
    for number, cells in rows:
        if number > TITLE_ROWS:
            break
        header = read_header(number, cells)
        if len(header.places) >= 3 and (best is None or len(header.places) > len(best.places)):
            best = header
    return best


def letter(index: int) -> str:
    """The spreadsheet's name of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
