"""Pure rules: what an answer comes to, how a facility is chosen."""
