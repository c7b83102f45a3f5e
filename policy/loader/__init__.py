"""Reading the data files of the law. A refusal names the file, the line and the reason."""
