"""Count the words of every element of a page once: all, and those in links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "object"})


@dataclass(frozen=True)
class Words:
    """Words of an element with all that is in it; ``linked``: those that stand in links."""

    all: int = 0
    linked: int = 0

    @property
    def prose(self) -> int:
        """Words outside links."""
        return self.all - self.linked


def count(tree: etree._Element) -> dict[etree._Element, Words]:
    """Count the words of each element of a tree; comments and scripts have none."""
    counted: dict[etree._Element, Words] = {}
    for node in reversed(list(tree.iter())):
        if not isinstance(node.tag, str) or node.tag in UNSEEN:
            counted[node] = Words()
            continue
        every = _own(node.text) + sum(counted[child].all + _own(child.tail) for child in node)
        linked = every if node.tag == "a" and node.get("href") else sum(counted[child].linked for child in node)
        counted[node] = Words(every, linked)
    return counted


def _own(text: str | None) -> int:
    return sum(len(word) > 1 or word.isalnum() for word in text.split()) if text else 0


def flat(node: etree._Element) -> str:
    """Return an element's words on one line, without its scripts."""
    return " ".join(" ".join(_texts(node)).split())


def _texts(node: etree._Element) -> Iterator[str]:
    for part in node.iter():
        if isinstance(part.tag, str) and part.tag not in UNSEEN and part.text:
            yield part.text
        if part is not node and part.tail:
            yield part.tail
