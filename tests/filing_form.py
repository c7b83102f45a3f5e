"""A complete form of a first filing, as an operator would fill it in."""

from typing import Any

FORM: dict[str, Any] = {
    "name": "示例·小树苗托育园",
    "address": "示例路 1 号 1 层",
    "street": 360702001000,
    "entity_kind": "FOR_PROFIT",
    "head_name": "示例·李青",
    "head_education": "BACHELOR",
    "head_years": 5,
    "head_trained": "YES",
    "phone": "13800000000",
    "care_modes": ["FULL_DAY"],
    "meals": "NONE",
    "classes": {"TODDLER": {"classes": 1, "places": 15}, "SENIOR": {"classes": 1, "places": 20}},
    "floor_area": 320,
    "outdoor_area": 150,
    "floors": 1,
    "caregivers": 6,
    "health_staff": 1,
    "kitchen_staff": 0,
    "guards": 1,
    "guards_dispatched": "NO",
    "universal": "NO",
    "other_materials": "NO",
    "committed": True,
    "signer": "示例·李青",
}
