"""What people type in YAML: read strictly, understood kindly, mended line by line."""
