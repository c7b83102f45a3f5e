"""Work in the background: one row for each scheduled job, who works on it, and how it ended."""
