"""The facts of a quote as fields of a page. The fields only carry what was typed; the reader of the facts judges it."""

from subsidies.forms.sheets import PlaceForm, Sheet, TextForm

__all__ = ["PlaceForm", "Sheet", "TextForm"]
