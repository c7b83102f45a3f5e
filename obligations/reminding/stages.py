"""The stages as the data file has them."""

from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("stages.yaml")
#: How far up a stage reaches.
TIERS = {"OWNER": 1, "HEAD": 2, "ABOVE": 3}


@dataclass(frozen=True)
class Stage:
    """`working_days` from the due date, negative before it; `tier`: 1 who owes it, 2 also the head, 3 also the level above."""

    code: str
    working_days: int
    tier: int


@dataclass(frozen=True)
class Stages:
    """`stages` rise by `working_days`; after the last one, `every` comes again each so many working days."""

    opening: int
    half_way: int
    half_way_from: int
    stages: tuple[Stage, ...]
    every: Stage
    outward_from: time


@cache
def stages() -> Stages:
    """Raises ValueError when the file does not rise from stage to stage."""
    return read(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> Stages:
    found = tuple(_stage(entry) for entry in data["stages"])
    days = [stage.working_days for stage in found]
    every = _stage(data["every"])
    if days != sorted(set(days)) or every.working_days < 1:
        raise ValueError("stages of reminders must rise from one to the next")
    return Stages(
        opening=TIERS[data["opening"]],
        half_way=TIERS[data["half_way"]["to"]],
        half_way_from=data["half_way"]["from_working_days"],
        stages=found,
        every=every,
        outward_from=time.fromisoformat(data["outward_from"]),
    )


def _stage(entry: dict[str, Any]) -> Stage:
    return Stage(entry["code"], entry["working_days"], TIERS[entry["to"]])
