"""Figures of divisions, and the reports that are written from them."""

from reporting.models.figures import (
    EnteredFigure,
    FigureSheet,
    FigureState,
    FigureTouch,
    PeriodSnapshot,
    RegionFigure,
)
from reporting.models.reports import (
    Report,
    ReportEdition,
    ReportOpinion,
    ReportPrint,
    ReportSection,
)

__all__ = [
    "EnteredFigure",
    "FigureSheet",
    "FigureState",
    "FigureTouch",
    "PeriodSnapshot",
    "RegionFigure",
    "Report",
    "ReportEdition",
    "ReportOpinion",
    "ReportPrint",
    "ReportSection",
]
