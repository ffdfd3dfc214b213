"""Readings of single papers, told in three ways."""
