"""What the reader of papers promises, measured on papers it has never seen: ``python -m benchmarks.papers``."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
