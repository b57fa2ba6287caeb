"""Take the pictures of the documents anew: the site of the demo, as people see it.

    python scripts/pictures.py

Needs Chromium (chromium or google-chrome on the PATH).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("error: there is no chromium on the PATH")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        repository, site = Path(scratch, "watched"), Path(scratch, "site")
        driftwatch("demo", "--out", str(repository), within=ROOT)
        driftwatch("site", "--out", str(site), within=repository)
        take(site, chromium)


def driftwatch(*arguments: str, within: Path) -> None:
    subprocess.run((sys.executable, "-m", "driftwatch", *arguments), cwd=within, check=True, stdout=subprocess.DEVNULL)


def take(site: Path, chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport=SIZE, color_scheme=scheme)
            page.goto((site / "index.html").as_uri())
            page.screenshot(path=PICTURES / f"timeline-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
