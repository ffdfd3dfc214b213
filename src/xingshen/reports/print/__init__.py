"""The application form on paper: what stands on it (``content``), and its PDF (``form``). Values in, bytes out."""
