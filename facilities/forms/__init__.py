"""What people type about facilities, one module per audience."""

from facilities.forms.officer import RevealForm

__all__ = ["RevealForm"]
