"""Write the table of problems that reading can meet into docs/how-to/own-corpus.md."""

from __future__ import annotations

from pipeline.config import ROOT
from pipeline.problem_codes import CODES

PAGE = ROOT / "docs" / "how-to" / "own-corpus.md"
BEGIN, END = "<!-- problems -->", "<!-- end of problems -->"


def problems() -> str:
    """Return the table in Markdown, between its markers: a row a code, by name."""
    rows = [f"| `{code.name}` | {code.severity} | {code.meaning} |" for code in sorted(CODES, key=lambda code: code.name)]
    return "\n".join([BEGIN, "", "| code | severity | meaning |", "|---|---|---|", *rows, "", END])


def with_problems(page: str) -> str:
    """Return the page with the table written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + problems() + after


def main() -> None:
    """Write the page."""
    PAGE.write_text(with_problems(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
