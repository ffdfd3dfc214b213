"""All models, one module per subject. Nothing outside ``store`` imports this package."""

from xingshen.store.models.api import ApiToken, Delivery, KeptAnswer, PostedCheck, RequestCount, Webhook
from xingshen.store.models.applications import Application, Check, Collaborator, Revision
from xingshen.store.models.audit import Event
from xingshen.store.models.calls import Call, Extension, Window
from xingshen.store.models.conclusions import Batch, Letter, LetterTemplate, PublicList
from xingshen.store.models.corrections import AwaitedCorrection
from xingshen.store.models.examinations import Examination, Likeness, OfficerProfile, PanelSeat, SavedView, Tie
from xingshen.store.models.figures import Figures
from xingshen.store.models.inbox import Message
from xingshen.store.models.jobs import Job
from xingshen.store.models.papers import Blob, Paper, Upload
from xingshen.store.models.people import Department, Invitation, Membership, Unit, UnitPaper, User
from xingshen.store.models.submissions import Return, Submission
from xingshen.store.models.traces import Trace

__all__ = [
    "ApiToken",
    "Application",
    "AwaitedCorrection",
    "Batch",
    "Blob",
    "Call",
    "Check",
    "Collaborator",
    "Delivery",
    "Department",
    "Event",
    "Examination",
    "Extension",
    "Figures",
    "Invitation",
    "Job",
    "KeptAnswer",
    "Letter",
    "LetterTemplate",
    "Likeness",
    "Membership",
    "Message",
    "OfficerProfile",
    "PanelSeat",
    "Paper",
    "PostedCheck",
    "PublicList",
    "RequestCount",
    "Return",
    "Revision",
    "SavedView",
    "Submission",
    "Tie",
    "Trace",
    "Unit",
    "UnitPaper",
    "Upload",
    "User",
    "Webhook",
    "Window",
]
