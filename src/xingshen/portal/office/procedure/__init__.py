"""The limits of a call's review: days and rounds, the panel, the calendar."""
