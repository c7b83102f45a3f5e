"""Make the fonts of this folder from the unpacked npm packages: python -m documents.fonts.subset SERIF SANS.

SERIF and SANS are the folders of @expo-google-fonts/noto-serif-sc and noto-sans-sc 0.4.3. Both Regulars stay as they
are, because names need rare characters; Serif Bold is for headings only and is cut to GB 2312.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent


def characters(encoding: str) -> set[int]:
    """Every character of a two-byte encoding, and ASCII."""
    found = set(range(0x20, 0x7F))
    for first in range(0x81, 0xFF):
        for second in range(0x40, 0xFF):
            try:
                found.add(ord(bytes([first, second]).decode(encoding)))
            except (UnicodeDecodeError, TypeError):
                continue
    return found


def cut(source: Path, target: Path, wanted: set[int]) -> None:
    options = subset.Options(
        hinting=False, layout_features=["kern", "locl", "ccmp"], name_IDs=["*"], notdef_outline=True
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main(serif: Path, sans: Path) -> None:
    shutil.copy(serif / "400Regular/NotoSerifSC_400Regular.ttf", HERE / "NotoSerifSC-Regular.ttf")
    cut(serif / "700Bold/NotoSerifSC_700Bold.ttf", HERE / "NotoSerifSC-Bold.ttf", characters("gb2312"))
    shutil.copy(sans / "400Regular/NotoSansSC_400Regular.ttf", HERE / "NotoSansSC-Regular.ttf")
    shutil.copy(sans / "LICENSE_FONT", HERE / "LICENSE-NotoSansSC.txt")
    shutil.copy(serif / "LICENSE_FONT", HERE / "LICENSE-NotoSerifSC.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
