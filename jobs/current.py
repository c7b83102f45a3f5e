"""The job this process is at. Apart from the models, because log lines ask for it before they are loaded."""

from contextvars import ContextVar

job_name: ContextVar[str] = ContextVar("job", default="")
