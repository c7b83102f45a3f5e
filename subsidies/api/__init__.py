"""The subsidies for programs: the public calculator, claims of a facility, their review, payment batches."""
