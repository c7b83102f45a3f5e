"""Third-party front-end files: which ones we keep, where they came from, and whether they are still what they were.

``static/vendor/manifest.json`` names every file with version, licence and SHA-256. Nobody needs npm to install or to
run; ``manage.py vendor refresh`` needs it once, when a version or the list of icons changes.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = ROOT / "manifest.json"
_SOURCE_MAP = re.compile(rb"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*\Z")
_SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
_BLANK_PATH = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """The icons a template may use: those in the sprite."""
    return frozenset(manifest()["icons"])


def problems() -> list[str]:
    """What differs from the manifest: a changed, a missing or an unnamed file. Empty means all is well."""
    named = {file["path"]: file["sha256"] for package in manifest()["packages"] for file in package["files"]}
    present = {str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()} - {MANIFEST.name}
    found = [f"{path}: not in the manifest" for path in sorted(present - named.keys())]
    for path, digest in named.items():
        if path not in present:
            found.append(f"{path}: missing")
        elif _sha256((ROOT / path).read_bytes()) != digest:
            found.append(f"{path}: not the file that was recorded")
    return found


def refresh() -> None:
    """Fetch every package of the manifest again with ``npm pack`` and write the files and their checksums."""
    wanted = manifest()
    for package in wanted["packages"]:
        with tempfile.TemporaryDirectory() as folder:
            source = _unpacked(f"{package['name']}@{package['version']}", Path(folder))
            target = ROOT / package["folder"]
            licence = (target / "LICENSE").read_bytes() if (target / "LICENSE").exists() else b""
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            for file in package["files"]:
                data = _content(source, file["from"], icons=wanted["icons"], own_licence=licence)
                (ROOT / file["path"]).write_bytes(data)
                file["sha256"] = _sha256(data)
    MANIFEST.write_text(json.dumps(wanted, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _content(source: Path, origin: str, *, icons: list[str], own_licence: bytes) -> bytes:
    """One file as we store it. ``sprite:`` builds the icon sheet; ``own:`` keeps a text the package lacks."""
    if origin == "own:LICENSE":
        return own_licence
    if origin.startswith("sprite:"):
        return _sprite(source / origin.removeprefix("sprite:"), icons)
    return _SOURCE_MAP.sub(b"\n", (source / origin).read_bytes())


def _sprite(folder: Path, icons: list[str]) -> bytes:
    symbols = []
    for name in sorted(icons):
        body = _SVG_BODY.search((folder / f"{name}.svg").read_text("utf-8"))
        assert body is not None, name
        drawing = re.sub(r"\s*\n\s*", "", _BLANK_PATH.sub("", body[1]))
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def _unpacked(package: str, folder: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
