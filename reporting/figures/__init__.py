"""Figures: what is counted, how the counts are kept, what is entered by hand, and the dashboards that show them."""
