"""The effective rules of a place on a day as rows: value, source, what it overrode, state."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kernel.presentation import Badge, Clause
from policy.enums import Mark, Merge, Standing
from policy.law import Alias, ClassKindRule, Conflict, Provision
from policy.presentation import plans, programmes, standing, supervising  # noqa: F401  some bring words of their own
from policy.presentation.topics import SIMULATED, TOPICS, Topic, topic_of
from policy.presentation.values import Where, Words, words_of
from policy.queries.clauses import presented
from policy.queries.effective import EffectiveRule, effective_rules
from policy.queries.loaded import current
from regions.codes import parse

#: Standings of texts that are in force and give way all the same.
_GAVE_WAY = (Standing.NEARER, Standing.STRICTER, Standing.NATIONAL, Standing.SHORTER, Standing.ONE_ONLY)


@dataclass(frozen=True)
class Overrode:
    """A text in force that does not count here. `same`: it says nothing else, so nothing is struck through."""

    level: str
    words: str
    source: object
    same: bool = False


@dataclass(frozen=True)
class Row:
    """One value. `rule` is section.key in addresses; `open_question`: a reading of ours that a person must confirm."""

    rule: str
    topic: str
    value: Provision
    words: Words
    clause: Clause
    overrode: tuple[Overrode, ...]
    why: object
    state: str
    badge: Badge
    validity: str
    recommended: bool
    open_question: bool
    contradicts: tuple[Overrode, ...] = ()


@dataclass(frozen=True)
class Group:
    topic: Topic
    rows: tuple[Row, ...]


def rows_of(region_id: int, on: date) -> list[Row]:
    """Every row of a place on a day, in the order of the topics; drafts and promises not put to work come last."""
    rules = (each for each in effective_rules(region_id, on) if _here(each, region_id))
    rows = [row for each in rules for row in _rows(each, region_id, on)]
    order = {topic.code: n for n, topic in enumerate(TOPICS)}
    return sorted(rows, key=lambda row: (order[row.topic], order[topic_of(row.value)], _number(row)))


def _here(rule: EffectiveRule, region_id: int) -> bool:
    """A conflict that speaks of some places is told there and below them, and nowhere else; of the words for a term those
    that are another word."""
    about = rule.ruling.stands[0][0]
    if isinstance(about, Alias):
        return not _is_the_name_itself(about)
    if not isinstance(about, Conflict) or not about.places:
        return True
    return bool({pack.code for pack in current().chain(region_id)} & set(about.places))


def _is_the_name_itself(alias: Alias) -> bool:
    """乳儿班 stands for 乳儿班: the platform knows the word by it, a reader learns nothing."""
    kinds = (value for pack in current().packs.values() for value in pack.of("class_kinds"))
    return any(
        isinstance(k, ClassKindRule) and (k.kind, k.name.zh) == (alias.means, alias.word) for k in kinds
    )


def rows_of_rule(region_id: int, on: date, section: str, key: str) -> list[Row]:
    """The rows of one thing: what counts first, then what only a draft says."""
    found = (each for each in effective_rules(region_id, on, section) if each.key == key)
    return [row for each in found for row in _rows(each, region_id, on)]


def grouped(rows: Iterable[Row]) -> list[Group]:
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row.topic, []).append(row)
    return [Group(topic, tuple(held[topic.code])) for topic in TOPICS if topic.code in held]


def counted(rows: Sequence[Row]) -> list[tuple[object, int]]:
    """How many rows give way to what: the words of the merge mode and the number, the most frequent first."""
    found: dict[str, int] = {}
    for row in rows:
        if row.overrode:
            found[str(row.why)] = found.get(str(row.why), 0) + 1
    return sorted(found.items(), key=lambda each: -each[1])


def _number(row: Row) -> tuple[str, str]:
    """Duties by their DL number, conflicts by their K number, everything else as the packs list it."""
    number = str(getattr(row.value, "id", "")) if row.value.section in ("deadlines", "conflicts") else ""
    head = number.rstrip("0123456789abc")
    digits = number.removeprefix(head)
    return (head, digits.rjust(6, "0") if digits else "")


def _rows(rule: EffectiveRule, region_id: int, on: date) -> Iterator[Row]:
    ruling = rule.ruling
    where = Where(region_id, on)
    if ruling.chosen is not None:
        yield _row(ruling.chosen, rule, where)
    else:
        past = [value for value, stands in ruling.stands if stands in (Standing.ENDED, Standing.NOT_YET)]
        if past:
            yield _row(max(past, key=lambda v: (v.valid_from <= on, v.valid_from)), rule, where)
    for value, stands in ruling.stands:
        if stands in (Standing.DRAFT, Standing.INACTIVE) and value.in_window(on):
            yield _row(value, rule, where)


def _row(value: Provision, rule: EffectiveRule, where: Where) -> Row:
    state = standing.state_of(value, where.on)
    simulated = not value.status.can_bind
    counts = value is rule.ruling.chosen and not simulated
    words = words_of(value, where)
    lower = {id(each) for each in rule.ruling.contradictions}
    rest = [v for v, stands in rule.ruling.stands if stands in _GAVE_WAY] if counts else []
    return Row(
        rule=f"{rule.section}.{rule.key}",
        topic=SIMULATED if simulated else topic_of(value),
        value=value,
        words=words,
        clause=presented(value.source),
        overrode=tuple(_overrode(v, words, where) for v in rest if id(v) not in lower),
        contradicts=tuple(_overrode(v, words, where) for v in rest if id(v) in lower),
        why="" if simulated else _why(rule.ruling.merge, bool(rest)),
        state=state,
        badge=standing.BADGES[state],
        validity=standing.validity(value, where.on),
        recommended=value.recommended or value.mark == Mark.R,
        open_question=needs_confirming(value),
    )


def needs_confirming(value: Provision) -> bool:
    """A reading of ours, or a conflict of the texts that an officer of the place confirms in writing."""
    return isinstance(value, Conflict) and value.in_writing


def _why(merge: Merge, gave_way: bool) -> object:
    """Told where it explains something: what was overridden, or why a place cannot."""
    says_more = (Merge.NATIONAL_ONLY, Merge.SHORTER_FOR_AUTHORITY, Merge.STRICTEST, Merge.NO_STACK)
    return standing.WHY[merge] if gave_way or merge in says_more else ""


def _overrode(value: Provision, words: Words, where: Where) -> Overrode:
    said = str(words_of(value, Where(parse(value.pack), where.on)))
    return Overrode(level_name(value.pack), said, value.source.short, same=said == str(words))


def level_name(pack: str) -> str:
    """What the level of a pack is called: its own name."""
    found = current().packs.get(parse(pack))
    return str(found.name) if found else _("Nation") if pack == "CN" else pack
