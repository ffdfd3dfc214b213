"""Programs: operations under ``/api/v1/`` for those who hold a token, and the pages where people make tokens."""
