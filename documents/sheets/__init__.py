"""Spreadsheets in and out: read safely, exported without formulas, handed back with remarks."""

from documents.sheets.exporting import export_response
from documents.sheets.marking import Remark, annotated_response
from documents.sheets.reading import Cell, Sheet, SheetRow, read_sheet
from documents.sheets.streaming import csv_response, lines_response
from documents.sheets.templates import template_response
from documents.sheets.writing import Column, workbook_response

__all__ = [
    "Cell",
    "Column",
    "Remark",
    "Sheet",
    "SheetRow",
    "annotated_response",
    "csv_response",
    "export_response",
    "lines_response",
    "read_sheet",
    "template_response",
    "workbook_response",
]
