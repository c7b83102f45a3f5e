"""The outbox: one row for each message, recipient and channel; and how each person wants to be told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.personal.fields import SealedText
from audit.personal.register import Personal
from kernel.masking import mask_number, mask_phone
from messaging.enums import Channel, Language, Mode, State
from regions.models import Scoped, walls


class Message(Scoped):
    """What one person is told by one channel about one subject, once for each `key`. The row is the job.

    `key` names the occasion, such as the stage of a reminder and the due date it was counted for. `facts` holds what
    the words are made from, never personal data. `on` is the day the occasion fell on; `late` says that it was
    planned on a later one. `token` is the fence of a delivery, counted up at every claim: who holds an older number may
    write nothing. `begun_at`: the channel may have been given the message; from then on its outcome is asked before it is
    repeated. `carried_by`: the message of the same person whose digest carries this one.
    """

    facility_field = "facility"

    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    event = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    on = models.DateField()
    late = models.BooleanField(default=False)
    digest = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices)
    token = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    carried_by = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=120, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state="WAITING"), name="message_waiting"),
            models.Index(
                fields=["carried_by"], condition=Q(carried_by__isnull=False), name="message_carried"
            ),
            models.Index(
                fields=["subject_type", "subject_id"],
                condition=Q(state="WAITING") | Q(state="SHOWN", read_at=None),
                name="message_open",
            ),
            models.Index(
                fields=["user", "id"],
                condition=Q(channel="NOTICE", state="SHOWN", read_at=None),
                name="message_unread",
            ),
            models.Index(fields=["user", "-id"], condition=Q(channel="NOTICE"), name="message_notices"),
            models.Index(
                fields=["-id"], condition=Q(state__in=["FAILED", "UNCERTAIN"]), name="message_troubled"
            ),
        ]
        constraints = [
            *walls("message", facility="facility", parents=("facility",)),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "key", "user", "channel", "region"], name="message_once"
            ),
            models.CheckConstraint(
                condition=Q(channel="NOTICE", state__in=["SHOWN", "WITHDRAWN"])
                | (~Q(channel="NOTICE") & ~Q(state="SHOWN")),
                name="message_state_of_channel",
            ),
            models.CheckConstraint(
                condition=~Q(state="SENT") | Q(sent_at__isnull=False), name="message_sent_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.key} → {self.user_id} {self.channel}"


class Choice(models.Model):
    """How a person wants to be told by one outward channel, where, and in which language. Read for whole regions at
    once: no wall.

    `address` is the telephone number or the key of the robot; an e-mail goes to the address of the account.
    """

    personal: ClassVar = {
        "address": Personal("account", "where messages are sent", "until the person changes or removes it")
    }

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="channel_choices")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    mode = models.CharField(max_length=7, choices=Mode.choices)
    language = models.CharField(max_length=7, choices=Language.choices, default=Language.CHINESE)
    address = SealedText(mask=lambda text: mask_phone(text) if text[-4:].isdigit() else mask_number(text))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="channel_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel} {self.mode}"
