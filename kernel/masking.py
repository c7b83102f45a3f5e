"""Personal data made unreadable: phones in lists, and names, phones and ID numbers in texts that the public will read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)")
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
#: Marks that demo data puts before a name; they are no part of it.
_PREFIX = re.compile(r"^示例[·・•]")


def mask_phone(text: str) -> str:
    """138****0000: the first three and the last four digits stay. Shorter numbers keep only the last two."""
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    hidden = digits[3:-4] if len(digits) > 7 else digits[:-2]
    return "".join("*" if at in hidden else letter for at, letter in enumerate(text))


def mask_name(name: str) -> str:
    """李*, 欧阳**: the family name stays, every further character becomes a star. One character becomes a star."""
    mark = _PREFIX.match(name)
    own = name[mark.end() :] if mark else name
    kept = 2 if own[:2] in _COMPOUND and len(own) > 2 else 1 if len(own) > 1 else 0
    return (mark.group() if mark else "") + own[:kept] + "*" * (len(own) - kept)


def mask_contact(text: str) -> str:
    """A telephone as mask_phone; anything else, such as an address for mail, as its two ends."""
    return mask_phone(text) if re.fullmatch(r"[+\d][\d\s()-]{4,}", text) else _stars(text)


def mask_number(text: str) -> str:
    """36************18: two characters at each end of an identity or certificate number stay."""
    return _stars(text)


@dataclass(frozen=True)
class Masked:
    """A text with what was found in it and hidden: pairs of what stood there and what stands there now."""

    text: str
    hidden: tuple[tuple[str, str], ...]


def mask_people(text: str, *, names: Iterable[str] = (), keep: Iterable[str] = ()) -> Masked:
    """The text without the given persons' names, and without phones, e-mail addresses and ID numbers.

    `keep`: what must stay although it looks personal (the facility's own name, its credit code).
    """
    found: dict[str, str] = {}
    kept = [each for each in keep if each]
    for pattern, mask in (
        (_ID_NUMBER, _stars),
        (_MOBILE, mask_phone),
        (_LANDLINE, mask_phone),
        (_EMAIL, _stars),
    ):
        for match in pattern.findall(text):
            if match not in kept:
                found[match] = mask(match)
    for name in names:
        own = _PREFIX.sub("", name.strip())
        if len(own) > 1 and own not in kept:
            found[own] = mask_name(own)
    return _replaced(text, found, kept)


def _replaced(text: str, masks: dict[str, str], kept: list[str]) -> Masked:
    """All replacements in one pass, the longest first, so that a kept text which holds a name stays whole."""
    if not masks:
        return Masked(text, ())
    hidden: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        plain = match.group()
        if plain in masks:
            hidden[plain] = masks[plain]
        return masks.get(plain, plain)

    pattern = "|".join(map(re.escape, sorted({*masks, *kept}, key=len, reverse=True)))
    return Masked(re.sub(pattern, replace, text), tuple(hidden.items()))


def _stars(text: str) -> str:
    return text[:2] + "*" * (len(text) - 4) + text[-2:] if len(text) > 6 else "*" * len(text)


_COMPOUND = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容"
    " 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐".split()
)
