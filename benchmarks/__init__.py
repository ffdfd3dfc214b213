"""What the engine promises about speed, measured: ``python -m benchmarks`` (or ``make bench``)."""
