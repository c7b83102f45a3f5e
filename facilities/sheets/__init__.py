"""Children and attendance as spreadsheets: columns, how a row is read, how it is handed back."""
