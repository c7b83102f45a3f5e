"""What the public reads holds no person: names, phones and ID numbers are hidden, the facility's own name is not."""

import pytest

from kernel.masking import mask_contact, mask_name, mask_number, mask_people, mask_phone


@pytest.mark.parametrize(
    ("plain", "masked"),
    [
        ("13800000000", "138****0000"),
        ("138 0000 0000", "138 **** 0000"),
        ("0797-8123456", "079*-***3456"),
        ("12345", "***45"),
        ("", ""),
    ],
)
def test_a_phone_keeps_its_ends(plain: str, masked: str) -> None:
    assert mask_phone(plain) == masked


@pytest.mark.parametrize(
    ("plain", "masked"),
    [
        ("李青", "李*"),
        ("欧阳小青", "欧阳**"),
        ("欧阳", "欧*"),
        ("示例·李青", "示例·李*"),
        ("青", "*"),
        ("𠮷田一", "𠮷**"),
    ],
)
def test_a_name_keeps_the_family_name(plain: str, masked: str) -> None:
    assert mask_name(plain) == masked


def test_names_phones_and_id_numbers_are_hidden_everywhere_in_a_text() -> None:
    text = (
        "负责人李青（电话13812345678，身份证36070219900307123X）未取得证书；李青须整改。邮箱 li@example.cn。"
    )
    found = mask_people(text, names=["示例·李青"])
    assert "李青" not in found.text and "13812345678" not in found.text
    assert "36070219900307123X" not in found.text and "li@example.cn" not in found.text
    assert found.text.startswith("负责人李*（电话138****5678，")
    assert {plain for plain, _ in found.hidden} == {
        "李青",
        "13812345678",
        "36070219900307123X",
        "li@example.cn",
    }


def test_the_name_and_the_code_of_the_facility_stay_although_they_hold_the_name_of_a_person() -> None:
    text = "李青托育园（913607020000000012）的负责人李青不在岗。"
    found = mask_people(text, names=["李青"], keep=["李青托育园", "913607020000000012"])
    assert found.text == "李青托育园（913607020000000012）的负责人李*不在岗。"
    assert found.hidden == (("李青", "李*"),)


def test_a_text_without_persons_stays_as_it_is() -> None:
    text = "消防安全检查合格证明已过期 20 天；2026 年 5 月 7 日前整改。"
    assert mask_people(text, names=["李青"]).text == text
    assert mask_people(text, names=["李青"]).hidden == ()


def test_text_without_anybody_stays_as_it_is_and_a_number_to_keep_is_kept() -> None:
    assert mask_people("明天开会", names=[]).text == "明天开会"
    assert mask_people("联系电话13800000000", names=[], keep=["13800000000"]).text == "联系电话13800000000"


def test_a_name_of_one_character_is_no_name_to_look_for() -> None:
    assert mask_people("青山托育园", names=["青"]).text == "青山托育园"


def test_of_an_identity_number_two_characters_at_each_end_stay() -> None:
    assert mask_number("36210119900101001X") == "36**************1X"


@pytest.mark.parametrize(
    ("plain", "masked"), [("138 0000 0000", mask_phone("138 0000 0000")), ("li@example.cn", "li*********cn")]
)
def test_a_contact_is_a_telephone_or_keeps_its_two_ends(plain: str, masked: str) -> None:
    assert mask_contact(plain) == masked
