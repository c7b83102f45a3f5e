"""The shapes of the calculator, for the description of the interface."""

from rest_framework import serializers

from subsidies.enums import Code


class QuoteAsked(serializers.Serializer[None]):
    region = serializers.CharField(help_text="6- or 12-digit division code")
    programme = serializers.CharField(help_text="GZ-OPERATING, …")
    facts = serializers.DictField(help_text="by kind of programme")


class QuoteLine(serializers.Serializer[None]):
    ref = serializers.CharField()
    code = serializers.ChoiceField(choices=Code.choices)
    amount = serializers.CharField(allow_null=True)
    steps = serializers.ListField(child=serializers.CharField())


class QuoteAnswer(serializers.Serializer[None]):
    programme = serializers.CharField()
    policy_version = serializers.CharField()
    status = serializers.CharField()
    payable = serializers.BooleanField()
    code = serializers.ChoiceField(choices=Code.choices)
    amount = serializers.CharField(allow_null=True)
    shares = serializers.DictField(child=serializers.CharField())
    lines = QuoteLine(many=True)
    source = serializers.CharField()  # type: ignore[assignment]  # a fixed name of the form


class QuoteRefusal(serializers.Serializer[None]):
    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField()  # type: ignore[assignment]  # the path of the input, as everywhere
    remedy = serializers.CharField()
    problems = serializers.ListField(child=serializers.DictField())
