"""What a person types about how they want to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm
from messaging.enums import Channel, Language, Mode


class ChannelForm(PlainForm):
    """One outward channel. The address is shown masked and changes only when something new is typed."""

    mode = forms.ChoiceField(label=_("How often"), choices=Mode.choices)
    language = forms.ChoiceField(label=_("Language of these messages"), choices=Language.choices)
    address = forms.CharField(label=_("Address"), required=False, max_length=254)

    def __init__(self, *args: Any, channel: Channel, known: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.channel, field = channel, self.fields["address"]
        if channel == Channel.EMAIL:
            self.fields["address"] = forms.EmailField(
                label=_("E-mail address"), required=False, initial=known
            )
            return
        field.label = _("Mobile number") if channel == Channel.SMS else _("Key of the robot")
        if known:
            field.help_text = _("Known: %(address)s. Leave it empty to keep it.") % {"address": known}
        elif channel == Channel.WECOM:
            field.help_text = _(
                "In WeCom: group settings, add a robot; the key stands in its address after “key=”."
            )

    @property
    def typed_address(self) -> str | None:
        """What was typed, None where the known address stays."""
        text: str = self.cleaned_data["address"].strip()
        return text if text or self.channel == Channel.EMAIL else None

    @property
    def chosen(self) -> Mode:
        return Mode(self.cleaned_data["mode"])

    @property
    def spoken(self) -> Language:
        return Language(self.cleaned_data["language"])
