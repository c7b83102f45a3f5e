"""The catalogues are complete, and the check notices when they are not."""

from pathlib import Path

import pytest

from config import messages

PO = messages.HEADER + '\nmsgid "Hello"\nmsgstr "您好"\n'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house with one text and its translation."""
    (tmp_path / "hall").mkdir()
    (tmp_path / "hall" / "code.py").write_text('_("Hello")\n', "utf-8")
    _write(tmp_path, PO)
    return tmp_path


def _write(house: Path, text: str, area: str = "base") -> Path:
    path = house / "locale" / area / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_every_text_of_the_frame_has_its_chinese() -> None:
    """The other areas answer for themselves in `make messages`."""
    report = messages.check()
    assert [line for line in report.untranslated if "(area base)" in line] == []
    assert report.faulty == []


def test_a_complete_house_has_no_fault(house: Path) -> None:
    report = messages.check(house)
    assert report.faults == report.unused == []


def test_a_missing_translation_is_named_with_its_place(house: Path) -> None:
    (house / "hall" / "code.py").write_text('_("Hello")\n_("New")\n', "utf-8")
    assert messages.check(house).untranslated == ["hall/code.py:2: 'New' (area base)"]


def test_texts_of_templates_count_too(house: Path) -> None:
    (house / "templates").mkdir()
    (house / "templates" / "page.html").write_text(
        '{{ _("A") }}{{ ngettext("%(n)s B", "%(n)s Bs", n) }}{{ pgettext("mark", "C") }}', "utf-8"
    )
    assert sorted(key[1] for key in messages.extracted(house)) == ["%(n)s B", "A", "C", "Hello"]


def test_fuzzy_broken_and_contradicting_translations_are_faults(house: Path) -> None:
    _write(
        house,
        PO
        + '\n#, fuzzy\nmsgid "F"\nmsgstr "F"\n\nmsgid "%(n)s left"\nmsgstr "剩"\n\nmsgid "T"\nmsgstr "%(x)s"\n',
    )
    _write(house, messages.HEADER + '\nmsgid "Hello"\nmsgstr "你好"\n', "other")
    said = " ".join(messages.check(house).faulty)
    for part in (
        "still fuzzy: 'F'",
        "missing in the translation of '%(n)s left'",
        "unknown placeholder",
        "differently: 'Hello'",
    ):
        assert part in said


def test_an_unused_translation_is_mentioned_but_no_fault(house: Path) -> None:
    _write(house, PO + '\nmsgid "Old"\nmsgstr "旧"\n')
    report = messages.check(house)
    assert report.faults == []
    assert report.unused == ["base: 'Old'"]


def test_compiling_makes_only_what_is_stale(house: Path) -> None:
    assert messages.compile_all(house / "locale") == 1
    assert messages.compile_all(house / "locale") == 0


def test_extracting_adds_empty_entries_once(house: Path) -> None:
    (house / "hall" / "code.py").write_text('_("Hello")\nngettext("%(n)s one", "%(n)s many", n)\n', "utf-8")
    assert messages.add_missing(house) == {"base": 1}
    assert messages.add_missing(house) == {}
    assert len(messages.check(house).untranslated) == 1
