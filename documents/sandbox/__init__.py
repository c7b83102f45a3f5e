"""Foreign bytes are parsed only here: in a short-lived process with little memory, little time and no secrets."""
