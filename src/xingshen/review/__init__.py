"""The human procedure: roles and what they may do, the stages of a filing, typed events, one transition table.

Pure: no Django, no database, no clock (instants are arguments).
"""
