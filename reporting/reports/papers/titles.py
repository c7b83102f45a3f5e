"""Where the title of a report is cut into lines: about equal ones, and never inside a word. Pure."""

import re

from reporting.reports.papers.columns import width_of

#: The letters of a title are 22 points on 442: so many stand on a line.
ROOM = 19.5
_PLAIN = (
    "婴幼儿|照护|托育|服务|机构|工作|情况|报告|年度|季度|实施|方案|发展|建设|完成|监督|检查|管理|综合|委员会|卫生|健康|"
    "中心|公司|有限|幼儿园|联席|会议|成员|单位|部门|关于|落实|任务|目标|责任|普惠|补贴|资金|使用|自查|人民|政府|办公室|教育|财政|民政"
)
#: What is not cut: usual words, numbers with their unit, names of places, Latin words, anything and a mark that follows it.
_WORDS = re.compile(
    rf"(?:{_PLAIN}|第?[\d一二三四五六七八九十〇]+(?:年度|年|季度|月|日|期|稿)?|[A-Za-z0-9.\-]+|.)[，。、；：！？）》”’」』】的]*"
)


def title_lines(title: str) -> list[str]:
    """The lines of a title; one where it fits."""
    words = _WORDS.findall(title)
    count = -(-width_of(title) // ROOM)
    lines: list[str] = []
    while count > 1 and len(words) > 1:
        ideal = width_of("".join(words)) / count
        size = _fitting(words, ideal)
        lines.append("".join(words[:size]).strip())
        words, count = words[size:], count - 1
    return [*lines, "".join(words).strip()] if words else lines or [""]


def _fitting(words: list[str], ideal: float) -> int:
    """How many words make the line that is nearest to the ideal and still has room."""
    best, size, room = 1, 0, 0.0
    distance = float("inf")
    for word in words[:-1]:
        size, room = size + 1, room + width_of(word)
        if room > ROOM and size > 1:
            break
        if abs(room - ideal) <= distance:
            best, distance = size, abs(room - ideal)
    return best
