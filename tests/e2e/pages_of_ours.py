"""A small documentation site in place of the bundled one: an index, and pages by name."""

from tests.e2e.workshop import Workshop

MARKDOWN = {"Content_Type": "text/markdown; charset=utf-8"}
FIELDS = "| Field | Type | Required |\n|---|---|---|\n| `name` | string | yes |\n| `max_size` | integer | no |\n"


def publish(workshop: Workshop, **pages: str) -> None:
    """Let the site be these pages alone."""
    listed = "".join(f"- [{name}]({workshop.site.origin}/{name}.md)\n" for name in pages)
    workshop.site.answer("/llms.txt", 200, f"# Docs\n\n{listed}".encode(), Content_Type="text/plain")
    for name, text in pages.items():
        workshop.site.answer(f"/{name}.md", 200, text.encode(), **MARKDOWN)


def run_on(workshop: Workshop, day: str, *arguments: str) -> tuple[int, str]:
    """Run the job on a day, and return (exit code, what it printed)."""
    workshop.on(day)
    return workshop.driftwatch("run", *arguments)
