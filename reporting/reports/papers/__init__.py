"""The files of a report: one content, printed as PDF, DOCX and XLSX in the layout of official documents."""
