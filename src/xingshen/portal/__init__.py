"""The web portal: one package per audience (accounts, applicant, desk, office, public), shared parts in ``ui``.

Views say who may come (``portal.access``) and hand the work to ``store`` and ``pipeline``; they hold no rule of the
guide and no transition of the procedure.
"""
