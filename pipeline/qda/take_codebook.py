"""Take in a codebook of another program as a draft of codebook.toml."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ConfigError, CorpusError
from pipeline.qda.draft import draft_themes, write_draft
from pipeline.qda.read_xml import all_different, child, read_codes, read_xml
from pipeline.qda.unpack import MOST_READ
from pipeline.store import write_text
from pipeline.wording import count, one_line


def take_codebook(path: Path, to: Path | None) -> str:
    """Draft a codebook from a .qdc file.

    Args:
        path: the file.
        to: where to write the draft; None: nowhere.

    Returns:
        The draft as TOML, or what was written.

    Raises:
        CorpusError: if the file is missing, cannot be trusted, or holds no code.
        ConfigError: if there is a file already where the draft would be written.
    """
    if not path.is_file():
        raise CorpusError(f"{path} does not exist. Name a codebook with FILE=name.qdc.")
    if path.stat().st_size > MOST_READ:
        raise CorpusError(f"{path} has {path.stat().st_size:,} bytes; at most {MOST_READ:,} are read.")
    root = read_xml(path.read_bytes(), path, "CodeBook")
    codes = read_codes(child(root, "Codes"), path)
    all_different((each.guid for code in codes for each in code.walk()), "codes", path)
    drafts = draft_themes(codes)
    if not drafts:
        raise CorpusError(f"{path} holds no code.")
    draft = write_draft(drafts, f"{path.name} ({one_line(root.get('origin') or 'of a program that does not say which')})")
    if to is None:
        return draft
    if to.exists():
        raise ConfigError(f"{to} exists. Name another file with TO=name.toml. Nothing is written.")
    write_text(to, draft)
    return f"Draft: {to} with {count(len(drafts), 'theme')}. Read every definition; then name the file in study.toml, [study] codebook."
