"""The folder brand/: tokens, organisation, emblem, fonts, memorial days."""
