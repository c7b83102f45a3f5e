"""One filled-in snapshot of every paper."""

from datetime import date

from documents.papers.snapshots import (
    BasicConditionsSnapshot,
    CorrectionRequestSnapshot,
    Item,
    Letter,
    NoncomplianceSnapshot,
    OrderToRectifySnapshot,
    ReceiptSnapshot,
    RemovalSnapshot,
)

COMMON = {
    "authority": "赣州市章贡区卫生健康委员会",
    "facility_name": "示例·小树苗托育园",
    "uscc": "91360702MA00DEM143",
    "contact": "赣州市章贡区卫生健康委员会人口家庭科，电话 0797-0000000，工作日 8:30—12:00、14:30—17:30",
}
BASIS = "《托育机构登记和备案办法（试行）》（国卫办人口发〔2019〕25号）第九条"
OBJECTION = "你单位如对本通知有异议，可以向本机关书面陈述意见，也可以依法申请行政复议或者提起行政诉讼。"
FINDINGS = (
    Item(
        "卫生保健室面积不足", "现场量得4.2平方米，应不少于6平方米。", "《托育机构卫生评价基本标准（试行）》"
    ),
    Item(
        "保育人员配备不足",
        "乳儿班10名婴幼儿，在岗保育人员3名，应不少于4名。",
        "《托育机构设置标准（试行）》第二十条",
    ),
    Item("监控录像保存不足90日", "查看录像，最早一段为31日前。", "《托育机构管理规范（试行）》第三十二条"),
)
RECEIPT_NUMBER = "章贡托备〔2026〕37号"
NOTICE_NUMBER = "章贡托不符〔2026〕3号"


def receipt(**changes: object) -> ReceiptSnapshot:
    facts = {
        **COMMON,
        "number": RECEIPT_NUMBER,
        "issued_on": date(2026, 5, 7),
        "basis": BASIS,
        "address": "江西省赣州市章贡区示例路1号1层",
        "entity_kind": "营利性（有限责任公司）",
        "places": 45,
        "submitted_on": date(2026, 4, 30),
        "check_url": "https://tuoyu.example.gov.cn/check/7Q2M9XKD4T",
        "services": "全日托、半日托；乳儿班1个、托小班1个、托大班1个",
        "head_name": "示例·李青",
    }
    return ReceiptSnapshot(**{**facts, **changes})  # type: ignore[arg-type]


def conditions(count: int = 12) -> BasicConditionsSnapshot:
    items = tuple(
        Item(
            f"基本条件之{n}：有自有场地或者租赁期不少于规定年限的场地",
            "场地安全，周边没有污染源，建筑符合现行国家标准，出入口和疏散通道保持畅通。",
            f"《托育机构设置标准（试行）》第{n}条",
        )
        for n in range(1, count + 1)
    )
    return BasicConditionsSnapshot(
        **COMMON,
        number="章贡托告〔2026〕37号",
        issued_on=date(2026, 5, 7),
        basis=BASIS,
        receipt_number=RECEIPT_NUMBER,
        conditions=items,
    )


def correction(**changes: object) -> CorrectionRequestSnapshot:
    items = (
        Item(
            "消防安全检查合格证明",
            "您上传的是受理单。请换成《消防安全检查合格证明》，或消防验收合格、备案凭证。",
            "第八条（五）",
        ),
        Item(
            "场地证明",
            "租赁合同缺第3页和签字页，请补齐。\n合同上的地址与登记的住所不一致，请说明。",
            "第八条（二）",
        ),
    )
    facts = {
        **COMMON,
        "number": "章贡托补〔2026〕12号",
        "issued_on": date(2026, 5, 7),
        "basis": BASIS,
        "submitted_on": date(2026, 4, 30),
        "items": items,
    }
    return CorrectionRequestSnapshot(**{**facts, **changes})  # type: ignore[arg-type]


def noncompliance() -> NoncomplianceSnapshot:
    return NoncomplianceSnapshot(
        **COMMON,
        number=NOTICE_NUMBER,
        issued_on=date(2026, 5, 20),
        basis=BASIS,
        remedy=OBJECTION,
        submitted_on=date(2026, 4, 30),
        visited_on=date(2026, 5, 18),
        items=FINDINGS,
        rectify_by=date(2026, 6, 20),
        receipt_number=RECEIPT_NUMBER,
    )


def order() -> OrderToRectifySnapshot:
    return OrderToRectifySnapshot(
        **COMMON,
        number="章贡托改〔2026〕3号",
        issued_on=date(2026, 5, 20),
        basis=BASIS,
        remedy=OBJECTION,
        notice_number=NOTICE_NUMBER,
        items=FINDINGS,
        rectify_by=date(2026, 6, 20),
    )


def removal() -> RemovalSnapshot:
    return RemovalSnapshot(
        **COMMON,
        number="章贡托移〔2026〕1号",
        issued_on=date(2026, 7, 1),
        basis=BASIS,
        remedy=OBJECTION,
        receipt_number=RECEIPT_NUMBER,
        notice_number="章贡托改〔2026〕3号",
        items=FINDINGS[:2],
        rechecked_on=date(2026, 6, 24),
        effective_on=date(2026, 7, 1),
    )


def every_kind() -> list[Letter]:
    return [receipt(), conditions(), correction(), noncompliance(), order(), removal()]
