"""Third-party files are what the manifest says, and pages use only what is there."""

import json
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

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


def test_the_files_can_be_collected_with_hashed_names(tmp_path: Path, settings: Settings) -> None:
    """Every url(…) of our style sheets leads to a file; nothing points to a missing source map."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]
    assert {"css/controls.css", "js/page.js", "vendor/htmx-2.0.11/htmx.min.js"} <= names.keys()
    assert names["icons/chevron.svg"] in (tmp_path / names["css/controls.css"]).parent.joinpath(
        Path(names["css/controls.css"]).name
    ).read_text("utf-8").replace("../", "")
