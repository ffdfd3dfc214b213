"""The chain after handing in: unit, recommending department, returns; the inbox."""
