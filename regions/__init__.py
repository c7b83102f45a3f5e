"""Administrative divisions and the walls between them."""
