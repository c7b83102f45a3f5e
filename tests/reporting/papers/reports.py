"""A whole report of a city as it could be handed in, and small ones for single questions."""

from collections.abc import Callable

from reporting.reports.content import Bar, Block, Content, FigureSource, Part, Run, digest_of

DIVISIONS = (
    ("章贡区", 730_212, 4.51, 3_281, 3_294, "已完成"),
    ("南康区", 886_012, 4.62, 3_986, 4_093, "已完成"),
    ("赣县区", 556_104, 4.55, 2_502, 2_530, "已完成"),
    ("信丰县", 647_508, 4.58, 2_913, 2_966, "已完成"),
    ("大余县", 258_411, 4.70, 1_162, 1_215, "已完成"),
    ("上犹县", 263_907, 4.54, 1_187, 1_198, "已完成"),
    ("崇义县", 177_340, 4.88, 798, 865, "已完成"),
    ("安远县", 327_665, 4.60, 1_474, 1_507, "已完成"),
    ("定南县", 207_421, 4.79, 933, 994, "已完成"),
    ("全南县", 178_903, 4.66, 805, 834, "已完成"),
    ("宁都县", 683_110, 4.20, 3_073, 2_867, "未完成"),
    ("于都县", 892_500, 4.74, 4_016, 4_230, "已完成"),
    ("兴国县", 715_822, 4.61, 3_221, 3_300, "已完成"),
    ("会昌县", 430_018, 4.71, 1_935, 2_025, "已完成"),
    ("寻乌县", 286_330, 4.82, 1_288, 1_380, "已完成"),
    ("石城县", 275_004, 4.42, 1_237, 1_214, "接近完成"),
    ("瑞金市", 614_207, 4.68, 2_763, 2_874, "已完成"),
    ("龙南市", 318_900, 4.91, 1_435, 1_566, "已完成"),
    ("赣州经开区", 402_116, 4.37, 1_809, 1_757, "接近完成"),
    ("蓉江新区", 118_602, 4.95, 533, 587, "已完成"),
)
STATES = {"已完成": "DONE", "接近完成": "NEAR", "未完成": "OPEN"}


def says(text: str, kind: str = "PARAGRAPH") -> Block:
    """Words of the author; {…} stands for a figure with its words: {places|41,801个}."""
    runs = []
    for index, part in enumerate(text.replace("}", "{").split("{")):
        name, _bar, words = part.partition("|")
        if part:
            runs.append(Run(words, name) if index % 2 else Run(part))
    return Block(kind, tuple(runs))


def _signed(number: int) -> str:
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number < 0 else "0"


TARGETS = Block(
    "TABLE",
    caption="2025年目标与实际",
    head=("指标", "目标", "实际", "差距", "结论"),
    rows=(
        ("每千常住人口托位", "≥ 4.5", "4.66个", "+0.16", "已完成"),
        ("普惠机构占比", "≥ 60%", "63.4%", "+3.4", "已完成"),
        ("科学育儿知识普及率", "≥ 80%", "82.1%", "+2.1", "已完成"),
        ("从业人员持证率", "≥ 80%", "77.8%", "−2.2", "接近完成"),
        ("乡镇（街道）公办机构覆盖率", "= 100%", "91.2%", "−8.8", "未完成"),
    ),
    right=(1, 2, 3),
    note="科学育儿知识普及率来自2025年抽样调查，由市卫生健康委录入。",
)
TABLE = Block(
    "TABLE",
    caption="县（市、区）托位任务完成情况",
    head=("县（市、区）", "2020年常住人口", "每千人口托位", "2025年任务", "实有托位", "差距", "结论"),
    rows=tuple(
        (name, f"{people:,}", f"{ratio:.2f}", f"{task:,}", f"{places:,}", _signed(places - task), state)
        for name, people, ratio, task, places, state in DIVISIONS
    ),
    right=(1, 2, 3, 4, 5),
)
DIVISIONS_CHART = Block(
    "CHART",
    caption="各县（市、区）实有托位与任务",
    bars=tuple(
        Bar(name, float(places), f"{places:,}", float(task), STATES[state])
        for name, _people, _ratio, task, places, state in DIVISIONS
    ),
)
YEARS_CHART = Block(
    "CHART",
    caption="历年年末托位与任务",
    bars=(
        Bar("2022年", 21_340.0, "21,340", 20_800.0, "DONE"),
        Bar("2023年", 28_655.0, "28,655", 29_000.0, "NEAR"),
        Bar("2024年", 35_902.0, "35,902", 35_300.0, "DONE"),
        Bar("2025年", 41_801.0, "41,801", 41_683.0, "DONE"),
    ),
)
MONEY = Block(
    "TABLE",
    caption="补贴拨付情况",
    head=("项目", "机构数", "金额（元）", "占比"),
    rows=(
        ("普惠托位补助", "410家", "8,200,000.00", "66.4%"),
        ("建设补助", "38家", "3,145,678.90", "25.5%"),
        ("示范奖补", "12家", "1,000,000.00", "8.1%"),
    ),
    right=(1, 2, 3),
)
LONG = (
    "各县（市、区）按照属地管理和部门分工，把托育服务纳入国民经济和社会发展规划，建立联席会议制度，"
    "定期研究建设、备案、监管和补贴等事项，督促有关单位按期完成任务。"
)


def annual(**changes: object) -> Content:
    """赣州市2025年度婴幼儿照护服务工作情况报告: eight parts, three tables, two charts."""
    facts: dict[str, object] = {
        "title": "赣州市2025年度婴幼儿照护服务工作情况报告",
        "addressee": "赣州市人民政府",
        "author": "赣州市卫生健康委员会",
        "place": "赣州市",
        "period": "2025年度",
        "as_of": "2025年11月20日8时00分",
        "signed_on": "2025年11月28日",
        "parts": _parts(),
        "figures": {
            "places": FigureSource("41,801个", "已备案机构批准托位合计，含幼儿园托班"),
            "places.target": FigureSource("41,683个", "《实施方案》附件2所列2025年任务"),
            "places_per_1000_base": FigureSource("4.66个", "托位数除以2020年常住人口，乘以1,000"),
            "literacy": FigureSource(
                "82.1%", "抽样调查中知晓的家长占比", entered="2025年抽样调查报告 第12页"
            ),
            "streets_share": FigureSource("", "有公办机构的乡镇（街道）占比", missing=True),
        },
    }
    return Content(**{**facts, **changes})


def _parts() -> tuple[Part, ...]:
    return (
        Part(
            "overall",
            "总体情况",
            (
                says("按照《实施方案》要求，现将2025年度婴幼儿照护服务工作情况报告如下。"),
                says(LONG),
                YEARS_CHART,
            ),
        ),
        Part(
            "targets",
            "目标完成情况",
            (
                says(
                    "截至2025年11月20日，全市20个县（市、区）实有托位{places|41,801个}，完成《实施方案》附件2所列"
                    "2025年任务{places.target|41,683个}的100.3%。"
                ),
                says(
                    "按2020年常住人口计算，每千人口托位{places_per_1000_base|4.66个}，高于4.5个的目标。17个县（市、区）"
                    "完成任务；未完成的为宁都县（差206个）、赣州经开区（差52个）、石城县（差23个）。"
                ),
                TARGETS,
                says("科学育儿知识普及率为{literacy|82.1%}，来自2025年抽样调查。"),
                DIVISIONS_CHART,
            ),
        ),
        Part(
            "filing",
            "登记与备案",
            (
                says("备案机构", "HEADING"),
                says(LONG),
                says("备案时限", "HEADING"),
                says("1,204件备案按时限办结，按时率99.2%。"),
            ),
        ),
        Part(
            "supervision",
            "监督检查与整改",
            (
                says(LONG),
                says("发现的问题主要是：", "PARAGRAPH"),
                says("监控录像保存不足90日，共12家；", "ITEM"),
                says("保育人员配备不足，共5家；", "ITEM"),
                says("应急预案没有演练记录，共9家。", "ITEM"),
            ),
        ),
        Part(
            "money",
            "财政补贴",
            (
                says("全年拨付补贴12,345,678.90元，惠及机构560家。"),
                MONEY,
            ),
        ),
        *_later_parts(),
    )


def _later_parts() -> tuple[Part, ...]:
    return (
        Part("staff", "从业人员", (says(LONG), says(LONG))),
        Part(
            "next",
            "问题与下一步",
            (
                says("存在的问题", "HEADING"),
                says(LONG),
                says("下一步打算", "HEADING"),
                says("持证率低于目标2.2个百分点，2026年组织集中培训。"),
            ),
        ),
        Part("divisions", "县（市、区）一览表", (TABLE,)),
    )


def report(*blocks: Block, **changes: object) -> Content:
    """A report of one part."""
    return annual(**{"parts": (Part("one", "情况", blocks),), "figures": {}, **changes})


def digest(content: Content) -> str:
    return digest_of(content.as_json())


def heard(steps: list[tuple[int, int]]) -> Callable[[int, int], None]:
    """A `progress` that keeps what it hears."""
    return lambda done, all_steps: steps.append((done, all_steps))


def silent(done: int, steps: int) -> None:
    """A `progress` that nobody watches."""
