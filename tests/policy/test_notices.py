"""A notice on the days off of a year is judged as a whole before it becomes an arrangement."""

from dataclasses import replace
from datetime import date

from policy.rules.arrangements import Known, Notice, faults

TODAY = date(2026, 11, 20)
SPRING = ((date(2027, 2, 5), date(2027, 2, 11)),)
NOTICE = Notice("2027-2", 2027, "国办发明电〔2026〕9号", date(2026, 11, 10), {"SPRING_FESTIVAL": SPRING}, {})
KNOWN = Known(frozenset({"2027-1"}), None, frozenset(), frozenset(), 2004, 2030)


def codes(notice: Notice, known: Known = KNOWN) -> set[str]:
    return {fault.code for fault in faults(notice, known, TODAY)}


def test_a_sound_notice_has_no_fault() -> None:
    assert codes(NOTICE) == set()


def test_a_notice_cannot_replace_one_that_was_published_after_it() -> None:
    newer = replace(KNOWN, published_on=date(2026, 11, 15))
    [fault] = faults(NOTICE, newer, TODAY)
    assert (fault.code, fault.day) == ("PUBLISHED_EARLIER", date(2026, 11, 15))
    assert codes(NOTICE, replace(KNOWN, published_on=NOTICE.published_on)) == set()


def test_the_head_of_a_notice_is_judged() -> None:
    assert "LABEL_EXISTS" in codes(replace(NOTICE, label="2027-1"))
    assert "DOCUMENT_MISSING" in codes(replace(NOTICE, document=" "))
    assert "PUBLISHED_MISSING" in codes(replace(NOTICE, published_on=None))
    assert "PUBLISHED_FUTURE" in codes(replace(NOTICE, published_on=date(2026, 11, 21)))
