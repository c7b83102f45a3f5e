"""Official papers: facts in a frozen snapshot, a layout in Typst, a PDF out."""
