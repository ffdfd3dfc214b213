"""How what was answered is logged: a refusal (403, 404 …) in one line, a fault of the program with its traceback."""

from __future__ import annotations

import logging

_FAULT = 500


class RefusalsInOneLine(logging.Filter):
    """Takes the traceback from records of ``django.request`` about answers that are no fault of the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: nothing is left out."""
        if getattr(record, "status_code", _FAULT) < _FAULT:
            record.exc_info = None
            record.exc_text = None
        return True
