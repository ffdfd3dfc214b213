"""Applications as they are written: answers and their history, papers and uploads, copying, exchange, self-check."""
