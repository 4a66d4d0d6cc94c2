"""One story: read, judged, mended, withdrawn."""
