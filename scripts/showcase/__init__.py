"""Turns stories, emblem and culture pages into a branded static website."""
