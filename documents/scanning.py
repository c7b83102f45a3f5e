"""Whether a file with a sound structure may be released, or has to wait for a malware scanner.

No scanner is configured in this version: the structural inspection (magic bytes, full parse, nothing active,
pictures written anew) decides alone, and the platform says "checked", never "free of viruses". A scanner is added
here: `released` answers False until it has seen the file, and a file then waits in SCANNED without being shown.
"""

from documents.enums import FileState
from documents.models import StoredFile


def released(file: StoredFile) -> bool:
    """Whether the file may be opened now."""
    return file.state == FileState.SCANNED
