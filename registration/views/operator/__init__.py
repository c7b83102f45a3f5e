"""The operator's pages, one module per stage of the story."""
