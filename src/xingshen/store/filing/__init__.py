"""Handing in and the steps of unit and department, with receipts and prints."""
