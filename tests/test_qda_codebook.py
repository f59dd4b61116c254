"""A codebook of another program becomes a draft of codebook.toml."""

import pytest

from pipeline.codebook import Codebook, Theme, load_codebook
from pipeline.config import ROOT
from pipeline.errors import ConfigError
from pipeline.qda.arrange_codes import theme_codes
from pipeline.qda.draft import TO_WRITE
from pipeline.qda.take_codebook import take_codebook
from pipeline.qda.write import write_codebook

FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="A program 9">
 <Codes>
  <Code guid="7A10C0DE-0001-4B0C-8BE5-00000000A001" name="Harbour &amp; trade" isCodable="true" color="#46AA00"><Description>Ships, quays "and" trade.
Include: nothing else</Description>
   <Code guid="{7A10C0DE-0002-4B0C-8BE5-00000000A002}" name="2nd quay" isCodable="true"/>
  </Code>
  <Code guid="7A10C0DE-0003-4B0C-8BE5-00000000A003" name="harbour trade" isCodable="true"/>
 </Codes>
</CodeBook>"""


def drafted(folder, content):
    (folder / "c.qdc").write_bytes(content if isinstance(content, bytes) else content.encode())
    take_codebook(folder / "c.qdc", folder / "codebook.toml")
    return load_codebook(folder / "codebook.toml")


def test_a_foreign_codebook_becomes_themes_with_what_is_missing_to_be_written(tmp_path):
    made = drafted(tmp_path, FOREIGN)
    first, quay, second = made.theme_ids
    assert (first[:14], quay, second[:14]) == ("harbour_trade_", "code_2nd_quay", "harbour_trade_")  # both with a hash of their names
    assert made[first].definition == 'Ships, quays "and" trade.\nInclude: nothing else'
    assert made["code_2nd_quay"].parent == first
    assert made[second].definition == TO_WRITE


def test_our_own_codebook_comes_back_with_all_that_it_says(tmp_path):
    own = load_codebook(ROOT / "corpus" / "codebook.toml")
    assert drafted(tmp_path, write_codebook(theme_codes(own), "Themeline")).theme == own.theme


def test_sub_codes_keep_their_parents_and_lists_their_items(tmp_path):
    own = Codebook(
        version="1",
        theme=(
            Theme(id="work", name="Work", definition="Jobs.\nAll kinds.", seeds=("job; wage", "mill")),
            Theme(id="pay", name="Pay", definition="Wages.", parent="work", include=("a rise", "a cut"), expected_share=0.2),
            Theme(id="low", name="PAY", definition="Low pay.", parent="pay"),
        ),
    )
    made = drafted(tmp_path, write_codebook(theme_codes(own), "Themeline"))
    assert {theme.id: theme.parent for theme in made.theme} == {"work": None, "pay": "work", "low": "pay"}
    assert made["work"].seeds == ("job; wage", "mill")
    assert made["work"].definition == "Jobs.\nAll kinds."
    assert made["pay"].include == ("a rise", "a cut")
    assert made["pay"].expected_share == 0.2


def test_a_draft_is_printed_and_nothing_is_overwritten(tmp_path):
    (tmp_path / "c.qdc").write_text(FOREIGN, encoding="utf-8")
    assert take_codebook(tmp_path / "c.qdc", None).startswith("# Draft of a codebook, made from c.qdc (A program 9).")
    (tmp_path / "codebook.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="exists"):
        take_codebook(tmp_path / "c.qdc", tmp_path / "codebook.toml")
    assert (tmp_path / "codebook.toml").read_text(encoding="utf-8") == "mine"
