"""Numbers for office and public."""
