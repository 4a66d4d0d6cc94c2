"""Values → finished Markdown pages."""
