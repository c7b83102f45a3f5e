"""From rows to what leaves: words in the language their reader chose, an address, and only what is still true."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.queries import posts_of
from kernel import clock
from messaging.channels import Letter
from messaging.enums import Channel, Language, State
from messaging.models import Choice, Message
from messaging.queries.chosen import languages_of
from messaging.queries.reach import facilities_of
from messaging.wording import Told, told
from regions.codes import contains
from regions.scope import nation_scope

#: A digest names so many matters; the rest is a number and a link.
_LISTED = 30


def key_of(head: Message) -> str:
    """The key a channel knows a message by, the same at every attempt."""
    return f"tuoyu-{head.pk}"


def letters_of(heads: Sequence[Message]) -> dict[int, Letter]:
    """What leaves for each of these messages and those it carries; left out: nothing of it is worth telling any more.

    What the person may not see any more (an appointment ended, another place) is left out of a digest and withdrawn.
    A head of which that is true, and which no channel was given yet, has no letter: another one carries the rest.
    """
    ids = [head.pk for head in heads]
    with nation_scope(reason="messages of all places wait in one outbox"):
        own_or_carried = Q(pk__in=ids) | Q(carried_by__in=ids)
        rows = list(
            Message.objects.filter(own_or_carried, state=State.WAITING)
            .select_related("facility", "region")
            .order_by("id")
        )
        letters, spoken = _written(heads, _visible(rows))
        addresses = {head.pk: address_of(head.user_id, head.channel) for head in heads}
        carried = [row for row in rows if row.pk not in ids]
        gone = [row.pk for row in carried if row.pk not in spoken or not addresses[row.carried_by]]
        Message.objects.filter(pk__in=gone).update(state=State.WITHDRAWN)
        return {pk: replace(letter, to=to) for pk, letter in letters.items() if (to := addresses[pk])}


def _written(heads: Sequence[Message], rows: Sequence[Message]) -> tuple[dict[int, Letter], set[int]]:
    """Letters without an address by their heads, each in the language chosen for it, and the rows that have words.

    A digest and what it carries belong to one person and one channel, so they share one language.
    """
    chosen = languages_of({row.user_id for row in rows})
    letters: dict[int, Letter] = {}
    spoken: set[int] = set()
    for language in Language:
        theirs = [row for row in rows if _language(row, chosen) is language]
        with translation.override(language.value):
            words = told(theirs)
            groups = _grouped(theirs, words)
            letters |= {
                head.pk: _composed(groups[head.pk], head)
                for head in heads
                if head.pk in words or (head.begun_at and head.pk in groups)
            }
        spoken |= words.keys()
    return letters, spoken


def _language(row: Message, chosen: Mapping[tuple[int, str], Language]) -> Language:
    return chosen.get((row.user_id, row.channel), Language.CHINESE)


def _grouped(rows: Sequence[Message], words: Mapping[int, Told]) -> dict[int, list[Told]]:
    """The words of each letter by its head: its own and those it carries."""
    groups: dict[int, list[Told]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.pk):
        if row.pk in words:
            groups[row.carried_by or row.pk].append(words[row.pk])
    return groups


def preview(heads: Sequence[Message]) -> dict[int, Letter]:
    """What messages say, also those that left long ago and whose matter is done by now (those are left out)."""
    ids = [head.pk for head in heads]
    rows = list(
        Message.objects.filter(Q(pk__in=ids) | Q(carried_by__in=ids))
        .select_related("facility", "region")
        .order_by("id")
    )
    return _written(heads, rows)[0]


def _visible(rows: Sequence[Message]) -> list[Message]:
    by_person: dict[int, list[Message]] = defaultdict(list)
    for row in rows:
        by_person[row.user_id].append(row)
    return [row for user_id, theirs in by_person.items() for row in seen_by(user_id, theirs)]


def seen_by(user_id: int, rows: Sequence[Message]) -> list[Message]:
    """Of messages those that this person may still see today, in any of their posts or for a facility of theirs."""
    regions = [post.region_id for post in posts_of(user_id)]
    facilities = facilities_of(user_id, clock.today())
    return [
        row
        for row in rows
        if any(contains(region, row.region_id) for region in regions) or row.facility_id in facilities
    ]


def address_of(user_id: int, channel: str) -> str:
    """Where the channel reaches the person; '' when they have turned it off since."""
    choice = Choice.objects.filter(user_id=user_id, channel=channel).first()
    if choice is not None and choice.mode == "OFF":
        return ""
    if channel == Channel.EMAIL:
        return str(User.objects.filter(pk=user_id).values_list("email", flat=True).first() or "")
    return choice.address.disclosed(to="the channel that its owner chose") if choice else ""


def _composed(words: list[Told], head: Message) -> Letter:
    site = settings.PUBLIC_URL
    key = key_of(head)
    if not head.digest:
        return Letter(
            key,
            "",
            str(words[0].title),
            str(words[0].text),
            f"{site}{words[0].path}" if words[0].path else site,
        )
    title = ngettext(
        "%(n)s matter of childcare supervision", "%(n)s matters of childcare supervision", len(words)
    ) % {"n": len(words)}
    lines = [f"{number}. {each.title}" for number, each in enumerate(words[:_LISTED], 1)]
    if len(words) > _LISTED:
        lines.append(_("and %(n)s more, in the list of messages") % {"n": len(words) - _LISTED})
    return Letter(key, "", title, "\n".join(lines), f"{site}/messages/")
