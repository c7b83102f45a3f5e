"""What the pages of the law show, in the language of the page."""
