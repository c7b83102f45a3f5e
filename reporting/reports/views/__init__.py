"""Pages of the written reports: what is read, what is written, and the steps."""
