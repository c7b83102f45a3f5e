"""Text can be read: the contrast of the tokens, computed as WCAG 2.2 says."""

import re
from pathlib import Path

import pytest

_TOKENS = dict(
    re.findall(
        r"--ty-([a-z0-9-]+):\s*(#[0-9a-f]{3,6});",
        (Path(__file__).parents[2] / "static/css/tokens.css").read_text("utf-8"),
    )
)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(_TOKENS[one]), _luminance(_TOKENS[other])))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("text", ["ink", "ink-2", "ink-3", "accent", "accent-hover", "danger", "warn", "ok"])
@pytest.mark.parametrize("ground", ["surface", "ground", "head", "mute", "accent-faint"])
def test_every_text_colour_reads_on_every_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("tone", ["accent", "danger", "warn", "ok"])
def test_a_chip_reads_on_its_own_soft_ground(tone: str) -> None:
    assert contrast(tone, f"{tone}-soft") >= 4.5


@pytest.mark.parametrize("ground", ["accent", "accent-hover", "danger", "danger-hover"])
def test_white_reads_on_filled_buttons(ground: str) -> None:
    assert contrast("surface", ground) >= 4.5


def test_the_edge_of_a_control_is_visible() -> None:
    assert contrast("control", "surface") >= 3
