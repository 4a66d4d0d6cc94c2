"""A finished site into a folder, and what was handed over before."""
