"""What dossiers have in common: the list of a call, two dossiers side by side."""
