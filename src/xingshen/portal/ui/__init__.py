"""Shared parts of all pages: base templates, partials, template tags, styles and small scripts.

**Pages** extend one of three bases and fill its blocks.

- ``ui/base.html``: blocks ``title``, ``head``, ``body_class``, ``header``, ``status``, ``main`` (whole width) or,
  within it, ``crumbs`` and ``content`` (in a ``wrap page``), ``footer``, ``scripts``. Context: ``call_name``,
  ``call_url``.
- ``ui/base_plain.html``: one narrow column (login, registration, questions); block ``width`` takes ``wide``.
- ``ui/base_form.html``: the application page in three columns; blocks ``status_what``, ``status_when``, ``steps``,
  ``content``, ``selfcheck``. Context: ``status_what``, ``deadline``, ``saved_at``, ``saved_state`` (``pending``,
  ``failed``), ``steps`` (``number title url current outcome count``), ``check`` (``fail human open findings``).

**Partials** are included ``with`` what they need:

- ``ui/_field.html``: ``field`` (a bound field; its widget needs no class), ``kind`` (``money``, ``short``, ``code``),
  ``clause_id``, ``unit``, ``finding`` (``outcome sentence``), ``offer`` (``sentence key``; sends ``take=key``).
- ``ui/_error_summary.html``: ``form`` (or a formset), ``heading``, ``quiet`` (do not move the focus).
- ``ui/_finding.html``: ``finding`` (``outcome sentence place clause quote cure url evidence_url evidence_alt page_url
  anchor``).
- ``ui/_selfcheck.html``: ``check``; ``_selfcheck_body.html`` and ``_selfcheck_counts.html`` can be sent alone to htmx.
- ``ui/_saved.html``, ``ui/_steps.html``, ``ui/_messages.html``: as in the bases.
- ``ui/_quote.html``: ``text``, ``clause_id``. ``ui/_empty.html``: ``title text action_url action_word``.
- ``ui/_pagination.html``: ``page`` (of a Paginator; keeps the query). ``ui/_timeline.html``: ``events`` (``what time
  who detail kind``; kind is ``done``, ``current`` or ``waiting``).
- ``ui/_confirm.html``: ``title text consequence action_url action_word back_url``, for what is asked without scripts.

**Tags** (``{% load ui %}``): ``{% outcome value washed=… count=… %}``, ``{% clause "3.6.a" %}`` (a link where the
context has ``guide_url``), ``{% when instant "instant|minute|short|clock" %}``, ``{% on_day date %}``,
``{% countdown until %}``, ``{% server_clock %}``; filters ``money amount percent file_size instant minute short_instant
clock day remaining short_digest grouped_digest mask outcome_icon outcome_word clause_anchor mistakes``.

**Rules.** No inline style or script: the policy of the portal refuses both. Red is for 不通过 and seals alone. An
outcome is shown by ``{% outcome %}`` and nothing else. Every page works without scripts; ``data-…`` attributes only add
to it: ``data-confirm``, ``data-confirm-text`` and ``data-confirm-yes`` on a form, ``data-guard-unsaved`` on a form that
loses typed text, ``data-dismissable`` on a notice, ``data-menu`` on ``details.menu``.

All parts in all states stand at ``/ui/gallery/`` of a demo.
"""
