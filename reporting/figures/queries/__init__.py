"""Reading figures: sums, entered figures, closed periods, and the rows behind a number."""
