"""The three papers of an inspection print."""

from documents.enums import PaperKind
from documents.models import Paper
from documents.papers.build import build
from documents.papers.snapshots import from_json
from inspections.models import Visit
from inspections.workflow import order_suspension
from regions.scope import nation_scope
from tests.cast import Cast, as_actor
from tests.inspections.visiting import filed, finished, signed


def test_record_order_and_suspension_print_with_chinese_and_their_facts(cast: Cast) -> None:
    facility = filed(cast)
    [finding] = finished(cast.officer, facility, CN_FIRE_2="一具失效")
    with as_actor(cast.head):
        order_suspension(by=cast.head, finding_id=finding.pk, reason="灭火器全部失效")
    with nation_scope(reason="a test looks"):
        visit = Visit.objects.get()
    signed(cast.officer, visit, how="REFUSED", note="负责人不在场")
    with nation_scope(reason="a test looks"):
        papers = {row.kind: row for row in Paper.objects.order_by("id")}
    assert set(papers) == {"FINDING_ORDER", "SUSPENSION_ORDER", "INSPECTION_RECORD"}
    for kind, row in papers.items():
        built = build(from_json(PaperKind(kind), row.snapshot), reference="TY")
        assert built.pages >= 1 and not built.missing_glyphs, kind
