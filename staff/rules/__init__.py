"""What the law asks of the people of a facility, computed from facts that are given. Pure."""
