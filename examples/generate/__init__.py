"""Writes the example dossiers: ``python -m examples.generate``.

Everything is derived from ``profiles.yaml`` and the modules beside it; running it again changes no byte. The package
must not import the program that it makes examples for: what a dossier is expected to give is written here by reading
the guide, independently of the engine.
"""
