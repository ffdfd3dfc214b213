"""Dossiers in the light of the others: traces of each, likenesses, facts for checks."""
