"""微信公众号: an article that survives its editor, its pictures, and a page from which it is copied."""
