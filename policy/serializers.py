"""The shapes of the public calculator, for the description of the interface."""

from rest_framework import serializers

from policy.enums import DueStatus


class PolicyUsed(serializers.Serializer[None]):
    pack = serializers.CharField()
    version = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a fixed name of the form


class DeadlineAnswer(serializers.Serializer[None]):
    region = serializers.CharField()
    rule = serializers.CharField()
    trigger_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=DueStatus.choices)
    missing_years = serializers.ListField(child=serializers.IntegerField())
    counted_days = serializers.ListField(child=serializers.DateField())
    calendar_version = serializers.CharField(allow_blank=True)
    policy = PolicyUsed()


class Refusal(serializers.Serializer[None]):
    code = serializers.CharField()
    field = serializers.CharField()  # type: ignore[assignment]  # the name of the input, as everywhere
    message = serializers.CharField()
