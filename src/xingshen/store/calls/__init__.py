"""Calls with their windows and settings, and the guides that they apply."""
