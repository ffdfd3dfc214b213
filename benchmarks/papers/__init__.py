"""What the reader of papers promises, measured on papers it has never seen: ``python -m benchmarks.papers``."""
