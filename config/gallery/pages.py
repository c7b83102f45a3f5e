"""Example pages as of the pictures, for builders of real pages to copy from."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest

from accounts.actors import Actor, Post
from accounts.enums import DepartmentKind, Role
from config.gallery.due import GANZHOU, INTERNAL, NATIONAL, TODAY, due
from config.gallery.samples import short_lease
from config.navigation import Group, Item
from kernel.due import due_by, due_promptly
from kernel.presentation import Clause

_SIDE = (
    ("inbox", "待办", 19), ("building-community", "机构", None), ("send", "登记推送", 4), ("file-text", "备案", 6),
    ("clipboard-check", "检查与整改", 3), ("message-report", "投诉", 1), ("id-badge-2", "从业人员", None), ("coin", "补贴", 2),
    ("star", "评定", None),
)  # fmt: skip
_BELOW = (
    ("chart-bar", "统计报表", None),
    ("adjustments-horizontal", "政策与日历", None),
    ("news", "公示", None),
)
_OPERATOR = (
    ("home", "首页", None), ("file-text", "备案", None), ("id-badge-2", "人员", None), ("users", "班级与幼儿", None),
    ("clipboard-check", "检查", None), ("coin", "补贴", None), ("mail", "消息", None),
)  # fmt: skip


_OFFICER = Actor(
    user_id=1,
    name="刘敏（示例）",
    post=Post(
        id=1,
        role=Role.OFFICER,
        department_id=1,
        department="赣州市章贡区卫健委",
        kind=DepartmentKind.HEALTH,
        region_id=360702000000,
        region="章贡区",
    ),
)
_HEAD = Actor(user_id=2, name="示例·李青")


class SampleNavigation(list[Group]):
    unread = 3

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(self)

    @property
    def phone(self) -> tuple[Item, ...]:
        return tuple(item for group in self for item in group.links)[:4]


def _group(label: str, rows: tuple[tuple[str, str, int | None], ...], active: str) -> Group:
    return Group(
        label,
        tuple(Item(words, words, icon, "#", count, words == active, True) for icon, words, count in rows),
    )


def _office(request: HttpRequest, active: str) -> dict[str, Any]:
    return {
        "actor": _OFFICER,
        "nav": SampleNavigation([_group("", _SIDE, active), _group("管理", _BELOW, active)]),
        "demo_today": TODAY,
    }


def inbox(request: HttpRequest) -> dict[str, Any]:
    rows = (
        ("逾期", "3 件 · 按逾期天数从长到短", True, (
            (due_by(date(2026, 4, 28), today=TODAY, left=-4), "催办：推送登记信息", "示例·春芽托育服务中心 · 社会服务机构", Clause(GANZHOU.short, "核准后 5 个工作日", GANZHOU.url), "区行政审批局", "催办", ""),
            (due_by(date(2026, 4, 30), today=TODAY, left=-2), "催办：已登记未备案", "示例·果果托育园 · 营利性 · 解放街道", GANZHOU, "刘敏", "催办", ""),
        )),
        ("今日", "2 件 · 5 月 7 日 24:00 前", False, (
            (due(TODAY), "出具备案回执", "示例·米粒托育园 · 4 月 27 日收到材料", NATIONAL, "刘敏", "审查", "primary"),
            (due(TODAY), "录入巡查结果", "示例·蓓蕾托育园 · 东外街道", INTERNAL, "王凯", "录入", ""),
        )),
        ("及时", "2 件 · 条文只写“及时”，没有天数，所以没有到期日；服务承诺 5 个工作日，不是法定期限", False, (
            (due_promptly(waited=6), "催办：变更备案（名称变更）", "示例·阳光宝贝托育中心 · 4 月 24 日变更登记", Clause(NATIONAL.short, "第十条 · 及时", NATIONAL.url), "刘敏", "催办", ""),
        )),
        ("以后", "10 件 · 本页显示 3 件", False, (
            (due(date(2026, 5, 11)), "出具备案回执", "示例·小树苗托育园 · 4 月 30 日收到材料", NATIONAL, "刘敏", "审查", ""),
            (due(date(2026, 11, 30)), "向市政府报送年度工作情况", "章贡区 · 联席会议成员单位", Clause("赣州方案 五（二）", "每年 11 月底前", "#"), "区卫健委办公室", "查看", ""),
            (due_by(date(2027, 1, 29), today=TODAY, left=180, missing_years=(2027,)), "报送未成年人个人信息合规审计", "章贡区 · 法定日 1 月 31 日为周日，提前到周五", Clause("未成年人网络保护条例", "第三十七条", "#"), "信息中心", "查看", ""),
        )),
    )  # fmt: skip
    return _office(request, "待办") | {"groups": rows}


def review(request: HttpRequest) -> dict[str, Any]:
    return _office(request, "备案")


def push(request: HttpRequest) -> dict[str, Any]:
    return _office(request, "登记推送")


def operator_home(request: HttpRequest) -> dict[str, Any]:
    return _facility(request, "首页")


def wizard(request: HttpRequest) -> dict[str, Any]:
    return _facility(request, "备案") | {"lease": short_lease()}


def _facility(request: HttpRequest, active: str) -> dict[str, Any]:
    return {
        "actor": _HEAD,
        "nav": SampleNavigation([_group("", _OPERATOR, active)]),
        "demo_today": TODAY,
        "facility_name": "示例·小星星托育园",
    }


EXAMPLES: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "inbox": inbox,
    "review": review,
    "push": push,
    "operator_home": operator_home,
    "wizard": wizard,
}
