"""Written reports: forms of the law, sections, figures, steps, collections, papers."""
