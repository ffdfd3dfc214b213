"""Conclusions of a call for the office: the hub, long work with its progress, public lists, bundles."""
