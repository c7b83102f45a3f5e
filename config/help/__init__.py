"""Help inside the product: one short page per audience, and what everybody reads about due dates, marks and keys."""
