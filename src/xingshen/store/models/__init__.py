"""All models, one module per subject. Nothing outside ``store`` imports this package."""

from xingshen.store.models.applications import Application, Check, Collaborator, Revision
from xingshen.store.models.audit import Event
from xingshen.store.models.calls import Call, Extension, Window
from xingshen.store.models.inbox import Message
from xingshen.store.models.jobs import Job
from xingshen.store.models.papers import Blob, Paper, Upload
from xingshen.store.models.people import Department, Invitation, Membership, Unit, UnitPaper, User
from xingshen.store.models.submissions import Return, Submission

__all__ = [
    "Application",
    "Blob",
    "Call",
    "Check",
    "Collaborator",
    "Department",
    "Event",
    "Extension",
    "Invitation",
    "Job",
    "Membership",
    "Message",
    "Paper",
    "Return",
    "Revision",
    "Submission",
    "Unit",
    "UnitPaper",
    "Upload",
    "User",
    "Window",
]
