"""What the law asks of how a facility lives, computed from facts that are given. Pure."""
