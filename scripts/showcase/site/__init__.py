"""The whole site: surveyed, then assembled."""
