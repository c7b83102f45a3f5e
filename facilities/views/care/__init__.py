"""Pages of the facility's life: classes, children, attendance, recognition, growth stations."""
