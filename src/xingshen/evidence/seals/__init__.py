"""Seals on pictures of pages: found, read, and compared with the units that ought to have sealed.

Only :mod:`comparing` and :mod:`purpose` may be imported where the extra ``[ocr]`` is not installed.
"""
