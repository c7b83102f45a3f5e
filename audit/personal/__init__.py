"""The layer of personal data: sealed fields, blind indexes, the register of what is personal, revealing as an act."""
