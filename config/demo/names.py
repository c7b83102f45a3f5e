"""Demo names, addresses and credit codes: plainly invented, different from each other, the same in every run."""

from datetime import date
from random import Random

from kernel.id_numbers import id_check_digit
from kernel.identifiers import uscc_check_digit
from policy.enums import EntityKind

_FIRST = (
    "小树苗 小星星 向日葵 米粒 云朵 蓓蕾 麦田 果果 彩虹 春芽 星河 松果 禾苗 暖阳 百合 蒲公英 小橘灯 青禾 贝贝 童心 "
    "朵朵 小海豚 启明 摇篮 萌芽 乐乐 小鹿 花语 月亮船 金太阳 石榴籽 小茶树 橙子 蜜桃 竹蜻蜓 小蜗牛 风铃 雨点 晨曦 芒果"
).split()
_LAST = {
    EntityKind.FOR_PROFIT: ("托育园", "托育中心"),
    EntityKind.SOCIAL_SERVICE_ORG: ("托育服务中心",),
    EntityKind.PUBLIC_INSTITUTION: ("公办托育中心",),
    EntityKind.KINDERGARTEN_CLASS: ("幼儿园托班",),
    EntityKind.FAMILY_CHILDCARE_HOME: ("家庭托育点",),
}
_PREFIX = {
    EntityKind.FOR_PROFIT: "91",
    EntityKind.SOCIAL_SERVICE_ORG: "52",
    EntityKind.PUBLIC_INSTITUTION: "12",
    EntityKind.KINDERGARTEN_CLASS: "52",
    EntityKind.FAMILY_CHILDCARE_HOME: "92",
}
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = "青敏悦颖晓梅洁欣妍琳静怡佳宁雯蕾丹芳"


def facility_name(number: int, kind: EntityKind, rng: Random) -> str:
    """示例·小树苗托育园; forty words, dealt out by a running number."""
    word = _FIRST[number % len(_FIRST)]
    return f"示例·{word}{rng.choice(_LAST[kind])}"


def person_name(rng: Random) -> str:
    return f"示例·{rng.choice(_SURNAMES)}{rng.choice(_GIVEN)}"


def credit_code(number: int, kind: EntityKind, district: int) -> str:
    """A code with a correct check digit whose body says DEMO."""
    body = f"{_PREFIX[kind]}{district // 10**6:06d}MADEM{number:04d}"
    return body + uscc_check_digit(body)


def address(street: str, rng: Random) -> str:
    return f"{street}示例路 {rng.randint(1, 299)} 号 {rng.choice(('1 层', '1–2 层', '2 幢 1 层'))}"


def demo_number(number: int) -> str:
    """A resident number with a correct check digit that nobody holds (999999 is no division); another for each number."""
    born = date(1970 + number % 30, 1 + number // 1000, 1 + number % 28)
    body = f"999999{born:%Y%m%d}{number % 1000:03d}"
    return body + id_check_digit(body)
