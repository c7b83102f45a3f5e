"""Third-party files are what the manifest says, and pages use only what is there."""

import re
import shutil
from pathlib import Path

import pytest

from config import vendor

HOUSE = Path(__file__).parents[2]
_USED = re.compile(r"""icon\(\s*["']([a-z0-9-]+)["']""")


def test_every_vendored_file_is_the_recorded_one() -> None:
    assert vendor.problems() == []


def test_a_changed_a_missing_and_an_unnamed_file_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(vendor.ROOT, tmp_path / "vendor")
    monkeypatch.setattr(vendor, "ROOT", tmp_path / "vendor")
    monkeypatch.setattr(vendor, "MANIFEST", tmp_path / "vendor" / "manifest.json")
    (tmp_path / "vendor/htmx-2.0.11/htmx.min.js").write_text("other", "utf-8")
    (tmp_path / "vendor/tabler-1.6.1/LICENSE").unlink()
    (tmp_path / "vendor/extra.js").write_text("", "utf-8")

    assert sorted(line.split(":")[0] for line in vendor.problems()) == [
        "extra.js",
        "htmx-2.0.11/htmx.min.js",
        "tabler-1.6.1/LICENSE",
    ]


def test_every_package_says_its_licence_and_brings_the_text() -> None:
    for package in vendor.manifest()["packages"]:
        assert package["licence"] in {"MIT", "0BSD", "Apache-2.0"}
        assert (vendor.ROOT / package["folder"] / "LICENSE").read_text("utf-8").strip()


def test_no_vendored_file_points_to_a_source_map() -> None:
    for path in vendor.ROOT.rglob("*.min.*"):
        assert b"sourceMappingURL" not in path.read_bytes(), path


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    sprite = (vendor.ROOT / "tabler-icons-3.52.0/outline.svg").read_text("utf-8")
    for path in (HOUSE / "templates").rglob("*.html"):
        for name in _USED.findall(path.read_text("utf-8")):
            assert f'id="{name}"' in sprite, f"{path.name}: {name}"
