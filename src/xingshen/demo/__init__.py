"""A demonstration: a call with invented units and people, and the example dossiers in every stage of the procedure.

Built through the same functions as real work, so that every event and receipt in it is a real one.
"""
