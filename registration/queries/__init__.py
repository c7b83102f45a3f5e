"""Reading registrations and filings inside the caller's scope, one module per reader."""

from registration.queries.filings import waiting_filings
from registration.queries.gaps import gaps, material_gaps

__all__ = ["gaps", "material_gaps", "waiting_filings"]
