"""Shared parts of all pages: base templates, partials, template tags, styles and small scripts."""
