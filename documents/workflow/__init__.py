"""Every write to files and papers."""

from documents.workflow.awaiting import scan_waiting
from documents.workflow.erasing import erase_expired
from documents.workflow.opening import download_file, download_paper
from documents.workflow.receiving import receive_upload
from documents.workflow.rendering import render_paper, render_waiting
from documents.workflow.requesting import request_paper
from documents.workflow.tidying import tidy

__all__ = [
    "download_file",
    "download_paper",
    "erase_expired",
    "receive_upload",
    "render_paper",
    "render_waiting",
    "request_paper",
    "scan_waiting",
    "tidy",
]
