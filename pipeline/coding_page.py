"""Write the page on which a coder works: one HTML file that needs no network and lets nothing in."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.codebook import Codebook, Theme
from pipeline.inline import embedded, environment, inline
from pipeline.wording import one_line

KEYS = 9  # the first nine themes have a key of their own


def write_coding_page(rows: Sequence[dict[str, object]], codebook: Codebook, *, draw: str, coder: str) -> str:
    """Write coding_CODER.html.

    Args:
        rows: what ``coding_sheets.page_rows`` returned, in the order in which they are coded.
        codebook: themes, with their definitions.
        draw: the name of the draw.
        coder: whose page.

    Returns:
        The page. Its content security policy admits its own style and script, and nothing else; no machine code or score is in it.
    """
    own = inline("coding")
    names = {theme.id: _name(codebook, theme) for theme in codebook.theme}
    content = {"draw": draw, "coder": coder, "version": codebook.version, "themes": codebook.theme_ids, "names": names, "rows": list(rows)}
    template = environment().get_template("coding.html.j2")
    return template.render(
        policy=own.policy,
        style=own.style,
        script=own.script,
        content=embedded(content),
        codebook=codebook,
        names=names,
        keys=KEYS,
        draw=draw,
        coder=coder,
        n=len(rows),
    )


def _name(codebook: Codebook, theme: Theme) -> str:
    return one_line(theme.name) if theme.parent is None else f"{_name(codebook, codebook[theme.parent])}: {one_line(theme.name)}"
