"""The list of duties in English: offices by their English names, without the words that are one's own."""

from dataclasses import replace

from django.utils import translation

from accounts.enums import DepartmentKind
from accounts.models import Department
from obligations.filters import InboxFilters
from obligations.presentation.dates import clause_line
from obligations.presentation.lines import lines, short_office
from obligations.queries.inbox import inbox_page
from regions.scope import nation_scope
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.obligations.rows import GZ, due
from tests.pages import signed_in, text


def test_an_office_is_called_by_its_english_name_on_an_english_page_and_by_the_chinese_one_where_it_has_none(
    cast: Cast,
) -> None:
    named = cast.department(ZHANGGONG, DepartmentKind.ADMIN_APPROVAL, "章贡区行政审批局")
    unnamed = cast.department(ZHANGGONG, DepartmentKind.MARKET, "章贡区市场监督管理局")
    with nation_scope(reason="a test"):
        Department.objects.filter(pk=named.pk).update(name_en="Zhanggong Administrative Approval Bureau")
    for number, office in enumerate((named, unnamed), 1):
        due(
            cast.facility(),
            -9,
            number,
            owner=office,
            owner_kind=office.kind,
            rule="registration_push",
            source=GZ,
        )
    with as_actor(cast.officer), translation.override("en"):
        rows = inbox_page(cast.officer, InboxFilters()).rows
        assert [row.owner_name for row in rows] == [
            "Zhanggong Administrative Approval Bureau",
            "章贡区市场监督管理局",
        ]
        assert len(lines(rows, cast.officer)) == 2
    page = text(signed_in(cast.officer).get("/inbox/", headers={"accept-language": "en"}))
    assert "Administrative Approval Bureau" in page


def test_the_words_that_both_offices_begin_with_are_left_out(cast: Cast) -> None:

    assert cast.officer.post is not None
    post = replace(
        cast.officer.post, department_en="Ganzhou Development Zone Health Commission", region="章贡区"
    )
    actor = replace(cast.officer, post=post)
    assert short_office("Ganzhou Development Zone Staffing Office", actor) == "Staffing Office"
    assert short_office("Jiangxi Finance Department", actor) == "Jiangxi Finance Department"
    assert short_office("章贡区行政审批局", actor) == "区行政审批局"


def test_the_article_of_a_long_citation_goes_before_the_term() -> None:
    long = {"short_zh": "国卫办人口发〔2019〕25号 第九条", "article": "第九条"}
    shown = clause_line(long, days=5, due_status="FIRM", trigger="filing_materials_received")
    assert (shown.short, shown.term) == ("国卫办人口发〔2019〕25号", "第九条 · 5 个工作日")
    short = {"short_zh": "赣州方案 三（三）1", "article": "三（三）1"}
    shown = clause_line(short, days=10, due_status="FIRM", trigger="registration_approved")
    assert shown.short == "赣州方案 三（三）1" and "10 个工作日" in str(shown.term)
