"""What the figures of a report are called in Chinese, whatever the language of whoever asked for the file."""

from django.utils import translation

from reporting.figures.catalogue import CATALOGUE

_ASPECTS = {
    "target": "目标",
    "aim": "目标数",
    "state": "结论",
    "apart": "差距",
    "numerator": "分子",
    "denominator": "分母",
}
_GENERAL = {
    "place": "地区",
    "year": "年度",
    "quarter": "季度",
    "as_of": "数据截至",
    "author": "编制单位",
    "facility": "机构",
    "units": "下辖地区数",
    "units_done": "完成任务的地区数",
    "units_near": "接近完成的地区数",
    "units_open": "未完成的地区数",
}


def figure_name(code: str) -> str:
    """托位数（目标） for places.target; a figure that the catalogue no longer has is called by its code."""
    key, _dot, aspect = code.partition(".")
    if key not in CATALOGUE:
        return _GENERAL.get(key, code)
    with translation.override("zh-hans"):
        name = str(CATALOGUE[key].name)
    return f"{name}（{_ASPECTS.get(aspect, aspect)}）" if aspect else name
