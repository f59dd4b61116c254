"""What a call for evidence asks is a prompt, and what it tells is background; all words are invented."""

from __future__ import annotations

import pytest

from pipeline.calls import asked_in_call
from pipeline.parts import part_of

CALL = "APPENDIX 2: CALL FOR EVIDENCE"
TOLD = "The wardens of Holm were first chosen in the winter of the flood, when the mill stood under water and nobody could cross to Poole. " * 3


@pytest.mark.parametrize(
    ("above", "kind", "text"),
    [
        ((CALL, "Questions"), "list_item", "how wardens are chosen, and by whom;"),
        ((CALL, "Questions", "The mill"), "list_item", TOLD),
        ((CALL, "2. Questions"), "paragraph", "Wardens and lamps"),
        ((CALL,), "paragraph", "Should the wardens stay?"),
        ((CALL, "The mill"), "paragraph", "The forum invites written evidence on what follows"),
        ((CALL,), "paragraph", "The Commission on Mills and Lamps would particularly like to hear from wardens."),
        (("Calls for written submissions",), "paragraph", "We would also be pleased to hear of other mills."),
    ],
)
def test_what_a_call_asks_is_asked(above: tuple[str, ...], kind: str, text: str) -> None:
    assert asked_in_call(above, kind, text)


@pytest.mark.parametrize(
    ("above", "kind", "text"),
    [
        ((CALL,), "paragraph", "The forum will look at how the two estates came to be built."),
        ((CALL, "The mill"), "list_item", "the lamps by the mill, which have not worked since winter;"),
        ((CALL, "Questions"), "paragraph", TOLD),
        ((CALL, "Questions"), "table", "Who | When"),
        ((CALL,), "paragraph", "Residents of Holm would like to hear why the lamps are dark."),
        ((CALL,), "paragraph", "The panel on lamps heard that tenants would like answers."),
        (("Questions",), "list_item", "how wardens are chosen;"),
        (("Responses to the call for evidence", "Questions"), "list_item", "how wardens are chosen;"),
        (("Call for evidence: what we heard",), "paragraph", "Should the wardens stay?"),
        (("Wardens",), "paragraph", "The forum welcomes the evidence of the wardens."),
    ],
)
def test_what_a_call_tells_and_what_others_ask_is_not(above: tuple[str, ...], kind: str, text: str) -> None:
    assert not asked_in_call(above, kind, text)


def test_what_a_call_tells_is_background() -> None:
    assert part_of("paragraph", f"{CALL} > The mill") == "background"
    assert part_of("paragraph", "Responses to the call for evidence > The mill") == "finding"
