"""W3C Web Annotation (JSON-LD): the quotes of the report out, annotations of passages in.

Source: W3C Recommendation Web Annotation Data Model, 23 February 2017, sections 3.1.4 (bodies), 3.3.5 (motivations), 4.2.4 and 4.2.5 (selectors:
positions count code points, the end is not part of the passage). The hash says which text the positions are of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from pipeline.exchange.answers import Answer, Passage, strings
from pipeline.exchange.faults import FaultError, Faults, Kind
from pipeline.exchange.given import Format, Given, labels_of
from pipeline.exchange.json_files import objects, read_json, to_json
from pipeline.schema import tuples

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a quote
TAGS = frozenset({"tagging", "classifying"})
NAME = "themeline"
NO_WORDS = Kind("there is no TextQuoteSelector with exact words, by which a passage could be found", of="annotation")


def write(given: Given) -> dict[str, bytes]:
    """Write one annotation for each quote: its theme as a tag, its words with what stands beside them, and its place."""
    texts = {row.document_id: row for row in tuples(given.documents)}
    names = {theme.id: theme.name for theme in given.codebook.theme}
    labels = labels_of(given.codebook)
    items = [_annotation(row, texts[row.document_id], labels.get(row.theme_id, row.theme_id), names) for row in tuples(given.quotes)]
    page = {"@context": [CONTEXT, {"schema": "https://schema.org/"}], "id": "urn:themeline:quotes", "type": "AnnotationPage", "items": items}
    return {"quotes.jsonld": to_json(page)}


def _annotation(row: Any, document: Any, label: str, names: Mapping[str, str]) -> dict[str, object]:
    text = document.text
    source = {"id": quote(document.path), "type": "Text", "format": "text/plain", "schema:name": document.title, "schema:sha256": _sha256(text)}
    exact = {"type": "TextQuoteSelector", "exact": row.text}
    beside = {"prefix": text[max(0, row.start - AROUND) : row.start], "suffix": text[row.end : row.end + AROUND]}
    return {
        "id": f"urn:themeline:quote:{quote(row.quote_id)}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"id": "urn:themeline", "type": "Software", "name": NAME},
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": label, "schema:name": names.get(row.theme_id, row.theme_id)},
            {"type": "TextualBody", "purpose": "describing", "value": row.role},
        ],
        "target": {"source": source, "selector": [exact | beside, {"type": "TextPositionSelector", "start": int(row.start), "end": int(row.end)}]},
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(path: Path, faults: Faults) -> list[Answer]:
    """Read annotations: one, a list, a page or a collection that holds its first page."""
    content = read_json(path)
    if isinstance(content, dict):
        first = content.get("first")
        content = content.get("items") or (first.get("items", []) if isinstance(first, dict) else [content])
    found: list[Answer] = []
    for number, each in enumerate(objects(content, path, "annotations"), 1):
        with faults.gathered():
            found.append(_answer(each, path, f"annotation {number}"))
    return found


def _answer(annotation: Mapping[str, Any], path: Path, where: str) -> Answer:
    target = _first(annotation.get("target"))
    selectors = _selectors(target.get("selector"))
    words = selectors.get("TextQuoteSelector", {})
    exact = words.get("exact")
    if not isinstance(exact, str) or not exact.strip():
        raise FaultError(path, where, NO_WORDS)
    start = selectors.get("TextPositionSelector", {}).get("start")
    source = target.get("source")
    named = source.get("id") if isinstance(source, dict) else source
    known = start if isinstance(start, int) and not isinstance(start, bool) else None
    passage = Passage(unquote(str(named or "")), known, str(words.get("prefix") or ""), str(words.get("suffix") or ""))
    labels, memo = _bodies(annotation, path, where)
    coder = _first(annotation.get("creator"))
    name = str(coder.get("name") or coder.get("nickname") or coder.get("id") or "")
    return Answer(where, exact, labels, coder=name, passage=passage, standing="answered" if labels else "not coded", memo=memo)


def _first(value: object) -> dict[str, Any]:
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {"id": value} if isinstance(value, str) else {}


def _selectors(value: object) -> dict[str, dict[str, Any]]:
    """Return selectors by type; one that refines another is looked into as well."""
    found: dict[str, dict[str, Any]] = {}
    left = list(value) if isinstance(value, list) else [value]
    while left:
        each = left.pop(0)
        if isinstance(each, dict):
            found.setdefault(str(each.get("type")), each)
            left.append(each.get("refinedBy"))
    return found


def _bodies(annotation: Mapping[str, Any], path: Path, where: str) -> tuple[tuple[str, ...], str]:
    """Return the tags of an annotation, and the rest of what it says as a memo."""
    body = annotation.get("body", [])
    bodies = [each if isinstance(each, dict) else {"value": each} for each in (body if isinstance(body, list) else [body])]
    values: dict[bool, list[str]] = {True: [], False: []}
    for each in bodies:
        purpose = each.get("purpose", annotation.get("motivation"))
        tag = bool(TAGS & set(strings(purpose, path, where)))
        values[tag] += strings(each.get("value"), path, where)
    return tuple(values[True]), " ".join(values[False])


FORMAT = Format(write, read, of="quotes")
