"""Pages of the law: the calculator, what holds where, and the words behind it."""
