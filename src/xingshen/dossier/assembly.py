"""From what a form says and the files that came with it to one Dossier.

Shared by whoever reads a folder and whoever holds an application in memory, so that both see the same dossier. Knows
where nothing lies: files are asked for by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from xingshen.dossier.attachments import ATTACHMENTS_ID, FileSource, read_attachments
from xingshen.dossier.dossier import Attachment, Dossier
from xingshen.dossier.form_reading import FormContent
from xingshen.dossier.form_spec import FormSchema
from xingshen.dossier.source_text import Tree
from xingshen.kernel.knowledge import Listing


def assemble(
    schema: FormSchema,
    content: FormContent,
    files: FileSource,
    *,
    dossier_id: str,
    application_file: str,
    tree: Tree,
    root: Path | None,
) -> Dossier:
    """The dossier that ``content`` (read from ``tree``) and ``files`` make up. Never raises."""
    spec = schema.by_id.get(ATTACHMENTS_ID)
    listing = content.values.get(spec.name) if spec else None
    attachments = read_attachments(schema, listing, files)
    return Dossier(
        id=dossier_id,
        root=root,
        schema=schema,
        application_file=application_file,
        values=content.values,
        problems=content.problems,
        notices=content.notices,
        attachments=attachments,
        attachments_complete=isinstance(listing, Listing) and listing.complete,
        unlisted_files=(),
        digest=_digest(tree, attachments),
        spots=content.spots,
    )


def _digest(tree: Tree, attachments: Sequence[Attachment]) -> str:
    files = sorted((attachment.file, attachment.digest) for attachment in attachments)
    canonical = json.dumps({"application": tree, "attachments": files}, ensure_ascii=True, sort_keys=True)
    return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}"
