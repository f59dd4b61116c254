import pytest

from pipeline.codebook import Theme
from pipeline.seeds import SeedMatcher, tokens

THEME = Theme(id="t", name="T", definition="D", seeds=("business", "job", "food bank", "bank"), negative_seeds=("other business",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jobs were lost; a jobbing gardener kept his job.", ["job", "job"]),
        ("The FOOD banks are full.", ["food bank"]),
        ("Any other business: none. Local businesses spoke.", ["business"]),
        ("Busy people jogged.", []),
        ("the town’s business’s rates", ["business"]),
        ("", []),
    ],
)
def test_seeds_are_found_in_any_inflection_longest_first_but_not_inside_negative_ones(text, found):
    assert SeedMatcher(THEME).find(tokens(text)) == found
