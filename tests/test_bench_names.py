"""Of each origin most names are found, in passages that no rule was mended on."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.names import measured


@pytest.mark.slow
def test_nine_names_of_ten_are_found_of_each_origin_and_few_other_words():
    found, tally = measured("held out")
    n, hit = Counter(one.origin for one in found), Counter(one.origin for one in found if one.whole)
    assert len(n) == 7
    assert min(n.values()) >= 20
    assert min(hit[origin] / n[origin] for origin in n) >= 0.9
    assert tally.right / (tally.right + tally.wrong) >= 0.8
