"""Template tags of the applicants' pages."""
