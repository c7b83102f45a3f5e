"""What is handed in to an office: rounds of one form and period, who owes, who is late, what came in."""
