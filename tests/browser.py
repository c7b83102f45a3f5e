"""Finding a real Chromium, or installing it by the platform's own means.

python -m tests.browser
"""

import os
import shutil
import subprocess
import sys

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "The browser journeys need Chromium and none was found. Install it (Debian: apt-get install chromium), "
    "or leave the journeys out with: make test-fast"
)


def find() -> str | None:
    """The path of a Chromium; `CHROMIUM` names another one."""
    if given := os.environ.get("CHROMIUM"):
        return given
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


def install() -> None:
    """As root on Debian and Ubuntu. Elsewhere nothing happens: the journeys then fail and say why."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for line in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *line], check=False, env=env, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not find():
        print("• Chromium for the browser journeys …", flush=True)
        install()
    print(find() or MISSING, file=sys.stdout if find() else sys.stderr)
