"""Applications: the form, the papers, the self-check, printing and handing in."""
