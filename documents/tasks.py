"""Background shells."""

from celery import shared_task

from documents.workflow import erase_expired, render_waiting, scan_waiting
from documents.workflow import tidy as tidy_store
from documents.workflow.awaiting import SCAN_TASK
from documents.workflow.requesting import RENDER_TASK


@shared_task(name=RENDER_TASK, ignore_result=True)
def render_papers() -> None:
    """Print every paper that waits. Ringing twice, or ten workers at once, does no harm."""
    render_waiting()


@shared_task(name="documents.tidy", ignore_result=True)
def tidy() -> None:
    """Once a day: bytes without a row are set aside, old previews dropped, files whose time is over erased."""
    tidy_store()
    erase_expired()


@shared_task(name=SCAN_TASK, ignore_result=True)
def scan_files() -> None:
    """Have files that wait looked at by the malware scanner, where there is one."""
    scan_waiting()
