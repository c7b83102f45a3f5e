"""Sample states, events and files for the gallery."""

from datetime import date, datetime
from types import SimpleNamespace

from django import forms

from config.gallery import due
from kernel.clock import ZONE
from kernel.presentation import Badge, Clause, Event, Step  # noqa: F401

BADGES = (
    Badge("草稿", "pencil"),
    Badge("审查中", "clock", "accent"),
    Badge("待补正", "pencil", "warn"),
    Badge("已备案", "shield", "ok"),
    Badge("已备案，已核实", "check", "ok"),
    Badge("不符合，整改中", "alert-circle", "danger"),
    Badge("待复查", "tool", "warn"),
    Badge("暂停服务", "minus"),
    Badge("已注销", "x"),
    Badge("普惠", "check", "accent"),
    Badge("停职调查中", "lock", "danger"),
    Badge("草案", "pencil", "dashed"),
    Badge("已到期", "clock", "mute"),
)


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


EVENTS = (
    Event("核准登记", date(2026, 4, 28), "区行政审批局"),
    Event("登记信息送达，按信用代码匹配", date(2026, 4, 29), "系统"),
    Event("收到备案材料，两个期限同日起算", at(4, 30, 15, 22), "示例·小树苗托育园"),
    Event("开始审查", at(5, 6, 10, 8), "刘敏"),
    Event("备案回执期限", date(2026, 5, 11), "还剩 3 个工作日", "to_come"),
    Event("不符合通知期限", date(2026, 5, 25), "还剩 13 个工作日", "to_come"),
)
LATEST = (
    Event("复查整改", None, "限期 2026-05-06，未完成", "to_come"),
    Event("提交整改说明", at(5, 5, 11, 20), "机构"),
    Event("责令改正", date(2026, 4, 23), "陈立", "adverse"),
    Event("联合检查", date(2026, 4, 22), "卫健、消防、市场监管"),
    Event("出具备案回执", date(2023, 6, 12), "章贡托备 2023-0018"),
)
WIZARD = (
    Step("基本情况", "done", url="#"),
    Step("场所", "done", url="#"),
    Step("人员与班级", "done", url="#"),
    Step("材料", "current"),
    Step("核对并提交"),
)
PROGRESS = (
    Step("登记核准", "done", "4 月 28 日"),
    Step("信息送达卫健委", "done", "4 月 29 日"),
    Step("填写材料", "current", "材料 5 / 7"),
    Step("提交"),
    Step("卫健委核对", note="5 个工作日内"),
    Step("拿到备案回执"),
)
FILE = SimpleNamespace(name="营业执照.jpg", size=1_200_000, pages=None, url="#")
LEASE = SimpleNamespace(name="租赁合同.pdf", size=3_400_000, pages=6, url="#")

MATERIALS = (
    SimpleNamespace(
        number=1, name="备案书与承诺书", why="", rule="在线填写，已电子签名", checks=(), verdict="ok", reason="",
        current=False, files=(SimpleNamespace(name="备案书.pdf", url="#", pages=4),),
    ),
    SimpleNamespace(
        number=2, name="营业执照", why="", rule="始终需要", checks=(), verdict="", reason="", current=True,
        files=(SimpleNamespace(name="营业执照.jpg", url="#", pages=1),),
    ),
    SimpleNamespace(
        number=3, name="场地证明", why="", rule="租期不少于 3 年 · 2025-01-01 至 2027-12-31", verdict="ok", reason="",
        current=False, files=(SimpleNamespace(name="租赁合同.pdf", url="#", pages=6),),
        checks=(Badge("租期 36 个月，剩余不足 20 个月，提醒", "alert-triangle", "warn"),),
    ),
    SimpleNamespace(
        number=6, name="消防安全检查合格证明", why="", rule="始终需要", checks=(), verdict="supplement", current=False,
        reason="您上传的是受理单。请换成《消防安全检查合格证明》，或消防验收合格、备案凭证。",
        files=(SimpleNamespace(name="消防受理单.jpg", url="#", pages=1),),
    ),
    SimpleNamespace(
        number=7, name="食品经营许可证", why="提供餐饮", rule="有效期至 2029-03-14", checks=(), verdict="ok", reason="",
        current=False, files=(SimpleNamespace(name="食品经营许可证.jpg", url="#", pages=1),),
    ),
)  # fmt: skip

SHEET_ERRORS = (
    {"place": "14 行 C 列", "anchor": "?row=14#row-14", "column": "统一社会信用代码", "value": "91360702MA00DEM144", "bad": "4", "problem": "校验位不对，请对照执照逐位核对"},
    {"place": "27 行 E 列", "anchor": "#row-27", "column": "核准登记日期", "value": "2026/5/32", "bad": "32", "problem": "没有这一天，请按 2026-05-08 的样子填写"},
    {"place": "27 行 C 列", "anchor": "#row-27", "column": "统一社会信用代码", "value": "", "problem": "必填"},
    {"place": "103 行 C 列", "anchor": "?row=103#row-103", "column": "统一社会信用代码", "value": "52360702MA00DEM30R", "problem": "4 月 21 日已推送过，将跳过", "tone": "warn"},
)  # fmt: skip
SHEET_COLUMNS = (
    "A 机构名称",
    "B 机构类型",
    "C 统一社会信用代码",
    "D 住所（街道）",
    "E 核准登记日期",
    "F 经营范围",
)


def _row(number: int, *values: str, **problems: str) -> dict[str, object]:
    cells = [{"value": value, "problem": problems.get("abcdef"[at], "")} for at, value in enumerate(values)]
    return {"number": number, "cells": cells}


SHEET_ROWS = (
    _row(26, "示例·星河托育园", "营利性", "91360702MA00DEM57G", "解放街道", "2026-04-27", "托育服务"),
    _row(27, "示例·松果托育园", "营利性", "", "南外街道", "2026/5/32", "托育服务", c="必填", e="日期无效"),
    _row(28, "示例·禾苗托育中心", "社会服务机构", "52360702MA00DEM49N", "东外街道", "2026-04-28", "托育服务"),
)
STATS = (
    {"label": "待推送", "value": 3, "alarm": "逾期 1"},
    {"label": "本周到期", "value": 2, "note": "最近：5 月 8 日"},
    {"label": "已推送，等待卫健匹配", "value": 1, "note": "4 月 30 日推送"},
    {"label": "近 30 天按时推送", "value": "82%", "note": "9 / 11"},
)
RATES = (
    ("区卫健委", 48, 50, ""),
    ("区行政审批局", 9, 11, "逾期 1"),
    ("区市场监管局", 6, 6, ""),
    ("水东镇", 7, 9, "逾期 1"),
)
CLOCKS = (
    {
        "title": "出具备案回执", "due": due.due(date(2026, 5, 11)), "cells": due.cells(due.RECEIPT_WHY.days), "note": "最晚一天",
        "start_words": "4月30日 收到材料，次日起算", "source": "国卫办人口发〔2019〕25号 第九条",
        "explain_url": "/design/explain/receipt/", "target": "why-receipt",
    },
    {
        "title": "告知不符合（如有）", "due": due.due(date(2026, 5, 25)), "cells": due.cells(due.NOTICE_WHY.days), "note": "回执后仍在走",
        "start_words": "4月30日 收到材料，次日起算", "source": "同上 第九条",
        "explain_url": "/design/explain/notice/", "target": "why-notice",
    },
)  # fmt: skip


class SampleForm(forms.Form):
    """Every kind of field, as the push form of picture 04 uses them."""

    kind = forms.ChoiceField(
        label="机构类型", widget=forms.RadioSelect, help_text="社会服务机构由本局登记；事业单位由区委编办登记。",
        choices=[("public", "事业单位"), ("social", "社会服务机构"), ("profit", "营利性")],
    )  # fmt: skip
    name = forms.CharField(label="机构名称")
    uscc = forms.CharField(label="统一社会信用代码", max_length=18)
    approved_on = forms.DateField(label="核准登记日期")
    street = forms.ChoiceField(label="街道（镇）", choices=[("1", "解放街道"), ("2", "东外街道")])
    scope = forms.CharField(label="业务范围", widget=forms.Textarea(attrs={"rows": 2}))
    area = forms.IntegerField(label="建筑面积", required=False)
    meals = forms.ChoiceField(
        label="您给孩子提供餐饮吗？", widget=forms.RadioSelect, required=False,
        choices=[("own", "提供，自己做"), ("delivered", "提供，外面送餐"), ("none", "不提供"), ("a", "其他"), ("b", "不清楚")],
    )  # fmt: skip
    agree = forms.BooleanField(label="以上情况属实")


def faulty_form() -> SampleForm:
    typed = {"kind": "social", "name": "示例·春芽托育服务中心", "uscc": "52360702MA00DEM144", "street": "1"}
    form = SampleForm({f"faulty-{name}": value for name, value in typed.items()}, prefix="faulty")
    form.add_error("uscc", "校验位不对。请对照登记证书逐位核对，最后一位应是数字或大写字母。")
    return form


class LeaseForm(forms.Form):
    """The premises proof of picture 06."""

    source = forms.ChoiceField(label="场地来源", choices=[("lease", "租赁"), ("own", "自有")])
    lease_from = forms.DateField(label="租期开始")
    lease_to = forms.DateField(label="租期结束")


def short_lease() -> LeaseForm:
    form = LeaseForm({"source": "lease", "lease_from": "2026-04-01", "lease_to": "2028-03-31"})
    form.add_error(
        "lease_to",
        "租期是 24 个月，少于 3 年。请上传租到 2029 年 3 月 31 日或更晚的合同；如果是自有房屋，把“场地来源”改成“自有”。",
    )
    return form


class DraftForm(forms.Form):
    """Saves itself; the answer of the server can be chosen. The child's name is never kept in the browser."""

    answer = forms.ChoiceField(
        label="服务器的回答", widget=forms.RadioSelect, initial="saved",
        choices=[("saved", "已保存"), ("stale", "别人先改过"), ("signed-out", "登录失效")],
    )  # fmt: skip
    note = forms.CharField(label="情况说明", required=False)
    child = forms.CharField(
        label="幼儿姓名", required=False, widget=forms.TextInput(attrs={"data-private": ""})
    )
