"""The chart of a sheet: bars of a workbook with their targets beside them."""

from typing import Any

from openpyxl.chart import BarChart, Reference

_CM_A_BAR, _CM_ROUND = 0.75, 4.0


def bar_chart(page: Any, caption: str, count: int, *, targets: bool) -> BarChart:
    """A chart of `count` rows below the head in row 2: names in A, values in B, targets in C."""
    chart = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = caption
    chart.add_data(
        Reference(page, min_col=2, max_col=3 if targets else 2, min_row=2, max_row=2 + count),
        titles_from_data=True,
    )
    chart.set_categories(Reference(page, min_col=1, min_row=3, max_row=2 + count))
    chart.y_axis.scaling.min = 0
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.gapWidth = 60
    chart.width, chart.height = 20, _CM_ROUND + _CM_A_BAR * count
    chart.series[0].graphicalProperties.solidFill = "2F6690"
    if targets:
        chart.series[1].graphicalProperties.solidFill = "B8B8B8"
    else:
        chart.legend = None
    return chart
