"""What was read from one paper, told to people who want to see why: on the terminal, as JSON, drawn over its pages.

Takes papers as they were read; knows neither rules nor findings.
"""
