"""What is folded on the screen is open on paper."""

import subprocess
from pathlib import Path

import pypdfium2
import pytest
from devtools import CHROMIUM

from pipeline.inline import inline

PAGE = """<!doctype html><meta charset="utf-8"><style>{style}</style><p>Before.</p>
<details><summary>Shut</summary><p>Folded words.</p><details><summary>Within</summary><p>Deeper words.</p></details></details>
{script}"""


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium, which prints the page, is not installed")
@pytest.mark.parametrize("scripted", [True, False])
def test_folded_parts_of_the_report_are_printed_open_with_and_without_its_script(scripted: bool, tmp_path: Path) -> None:
    own = inline("report")
    script = f"<script>{own.script}</script>" if scripted else ""
    style = own.style if not scripted else own.style.replace("details::details-content", "none::before")  # each way by itself
    (tmp_path / "page.html").write_text(PAGE.format(style=style, script=script), encoding="utf-8")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={tmp_path}/profile"]
    command = [CHROMIUM, *options, f"--print-to-pdf={tmp_path}/page.pdf", (tmp_path / "page.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert "Folded words." in text
    assert "Deeper words." in text
