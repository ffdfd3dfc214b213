"""The labelled papers of the benchmark: made from a seed, so that every run on one machine reads the same pages."""
