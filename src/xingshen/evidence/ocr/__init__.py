"""Reading of print on pictures of pages: recogniser, which way up, rules, strips, reading order."""
