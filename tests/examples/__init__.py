"""Tests of the example dossiers and of the generator that writes them."""
