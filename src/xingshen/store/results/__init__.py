"""Results of checks: which count, in short for lists and figures, and as applicants may be told them."""
