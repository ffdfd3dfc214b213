"""What a guide's author needs before a guide is used: cases, mutants, coverage, checks, locks."""
