"""Make pages that need no other file: templates of the package, style and script put into the page and admitted by their hash alone."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@dataclass(frozen=True)
class Inline:
    """What a template puts into its page: style, script, and the content security policy that admits these two and nothing else."""

    style: Markup
    script: Markup
    policy: str


def environment() -> Environment:
    """Return the templates of the package; whatever is put into them is escaped, and a name that is missing is an error."""
    return Environment(
        loader=PackageLoader("pipeline", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def inline(name: str, *further: str, parts: tuple[str, ...] = ()) -> Inline:
    """Read NAME.css and NAME.js of the package's templates, for a page that holds them.

    Args:
        name: of both files, without suffix.
        parts: names of further such files, whose content follows.
        further: directives of the policy beside those that admit them, such as ``img-src data:``.
    """
    folder = files("pipeline").joinpath("templates")
    style, script = (
        "\n".join(folder.joinpath(f"{part}.{suffix}").read_text(encoding="utf-8") for part in (name, *parts)) for suffix in ("css", "js")
    )
    own = (f"style-src '{source_hash(style)}'", f"script-src '{source_hash(script)}'")
    policy = "; ".join(["default-src 'none'", *own, *further, "base-uri 'none'", "form-action 'none'"])
    return Inline(Markup(style), Markup(script), policy)  # noqa: S704 - the project's own files, not input


def embedded(content: object) -> Markup:
    """Write JSON that can stand in a script element: what could end it, or open a comment, is escaped."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - no character of it can end the element it stands in


def source_hash(text: str) -> str:
    """Return the source expression that admits an inline style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
