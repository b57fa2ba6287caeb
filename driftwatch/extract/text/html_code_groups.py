"""Samples of which VitePress shows one at a time, each below a label of its own: the label is the title of the sample.

`<div class="vp-code-group"><div class="tabs"><label>npm</label>...</div><div class="blocks"><div><pre>...`, in Markdown
"```sh [npm]". Source: https://vitepress.dev/guide/markdown#code-groups.
"""

from typing import Final

from driftwatch.extract.text.html_element import Element, all_in
from driftwatch.extract.text.html_inline import text_within
from driftwatch.extract.words.wording import tidy

_GROUP: Final = "vp-code-group"
TITLE: Final = "data-group-title"
"""Attribute in which the element of a sample bears the label of its tab from here on."""


def holds_groups(html: str) -> bool:
    """Tell whether a page may hold such samples."""
    return _GROUP in html


def title_samples(html: str, content: Element) -> None:
    """Give each sample of such a group its label, where as many labels as samples stand there."""
    for element, _ in all_in(content) if holds_groups(html) else ():
        if _GROUP in element.classes:
            _title(element)


def _title(group: Element) -> None:
    inner = [child for child in group.children if not isinstance(child, str) or child.strip()]
    parts = [list(child.elements) for child in inner if isinstance(child, Element) and child.tag == "div"]
    if len(parts) != len(inner) or len(parts) != len(("tabs", "blocks")):
        return
    labels = [child for child in parts[0] if child.tag == "label"]
    samples = [[child for child in block.elements if child.tag == "pre"] for block in parts[1]]
    words = [tidy(text_within(label).plain) for label in labels]
    is_paired = len(labels) == len(parts[0]) == len(samples) and all(len(each) == 1 for each in samples)
    if is_paired and not any(set(word) & set("[]") for word in words):
        for word, (sample,) in zip(words, samples, strict=True):
            sample.attributes[TITLE] = word
        group.children = list(inner[1:])
