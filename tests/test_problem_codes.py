"""Every problem that reading can meet is named once, with what it means, and the page about corpora lists it."""

import ast
from pathlib import Path

from docs.write_problems import PAGE, with_problems
from pipeline.problem_codes import CODES

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline"
TREES = [ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py")) if path.name != "problem_codes.py"]
CALLS = {"problem": 1, "Refusal": 0, "Unreadable": 0}  # which argument is the code


def raised():
    """Yield the codes that stand in calls, as they are written."""
    for node in (node for tree in TREES for node in ast.walk(tree)):
        at = CALLS.get(node.func.id) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
        if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
            yield node.args[at].value


def test_every_code_that_reading_gives_is_declared_with_its_meaning():
    found = set(raised())
    assert "no-text-layer" in found
    assert found - {code.name for code in CODES} == set()


def test_every_declared_code_is_given_somewhere():
    written = {node.value for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {code.name for code in CODES} - written == set()


def test_codes_are_named_once_in_order():
    names = [code.name for code in CODES]
    assert names == sorted(set(names))


def test_the_page_about_corpora_lists_them():
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_problems(page), "write it anew: .venv/bin/python -m docs.write_problems"
