import pandas as pd
from invented_study import Invented, shift

from pipeline.claims import claim_shifts
from pipeline.evidence import Evidence
from pipeline.flips import say_flips
from pipeline.tables import MIXES, ROBUSTNESS, SHIFTS


def rows(*choices):
    """Rows of one rise; each choice with its verdict and difference."""
    row = dict.fromkeys(ROBUSTNESS.names) | {"claim": "shift", "subject_kind": "theme", "subject_id": "work", "group_kind": "all", "group": "all"}
    row |= {"kind": "consecutive", "one": "2000", "other": "2010", "verdict_here": "rise", "corrected": False}
    return ROBUSTNESS.frame(
        [
            row
            | {"choice": choice, "verdict": verdict, "difference": difference, "document_id": "d1" if "document" in choice else None}
            | {"flips": verdict != "rise" and (verdict != "too little evidence" or "document" in choice)}
            for choice, verdict, difference in choices
        ]
    )


def test_the_choices_under_which_a_verdict_does_not_hold_are_named_with_what_they_give():
    found = rows(
        ("thresholds 0.1 lower", "no clear change", 0.03),
        ("words", "rise", 0.2),
        ("only press_release", "fall", -0.1),
        ("only minutes", "too little evidence", None),
    )
    assert say_flips(found, {}) == (
        "Of the 3 other choices that can be tried, it does not hold under 2: in documents of type press release alone (fall, −10.0 points) "
        "and with thresholds 0.1 lower (no clear change, +3.0 points). One more leaves too little evidence to tell."
    )


def test_a_document_on_which_a_verdict_hangs_is_named_by_its_title():
    found = rows(("without one document", "too little evidence", None), ("segments pooled", "rise", 0.2))
    assert say_flips(found, {"d1": "Minutes of May"}) == (
        "Of the 2 other choices that can be tried, it does not hold under one: without “Minutes of May” (too little evidence)."
    )


def test_a_verdict_that_holds_throughout_is_said_to_hold():
    assert say_flips(rows(("words", "rise", 0.2)), {}) == "It holds under the one other choice that can be tried."
    assert say_flips(rows(("words", "rise", 0.2), ("topic model", "rise", 0.1)), {}) == "It holds under all 2 other choices that can be tried."


def test_a_claim_says_how_it_fares_under_other_choices_and_how_much_of_it_is_mix() -> None:
    tried = rows(("words", "no change", 0.01)).assign(subject_id="economy", kind="first_last", one="2008", other="2010")
    part = dict.fromkeys(MIXES.names) | {name: shift()[name] for name in MIXES.names[:7]}
    part |= {"by": "source_type", "difference": 0.2, "mix": 0.05, "mix_low": -0.01, "mix_high": 0.11, "content": 0.15, "content_low": 0.1}
    part |= {"content_high": 0.2, "share_mix": 0.25, "n_kinds": 2, "n_shared": 2, "n_documents": 12}
    told = {"shifts": SHIFTS.frame([shift()]), "robustness": ROBUSTNESS.frame(tried), "mixes": MIXES.frame([part])}
    (claim,) = claim_shifts(Evidence(**Invented().tables() | told)).first
    assert "Another mix of source types accounts for +5.0 points of it (95% interval −1.0 to +11.0)." in claim.checks
    told["mixes"] = MIXES.frame([part | {"mix_low": 0.01}])
    (claim,) = claim_shifts(Evidence(**Invented().tables() | told)).first
    said = "Another mix of source types accounts for +5.0 points of it (95% interval +1.0 to +11.0), other content for +15.0 (+10.0 to +20.0)."
    assert said in claim.checks
    words = "with words counted in place of segments (no change, +1.0 points)."
    assert claim.sentence.endswith(f"It does not hold under the one other choice that can be tried: {words}")
    told["mixes"] = MIXES.frame([part | {"mix": -0.0004, "mix_low": -0.02, "mix_high": 0.02}])
    (claim,) = claim_shifts(Evidence(**Invented().tables() | told)).first
    assert "The mix of source types makes no difference to it (95% interval −2.0 to +2.0)." in claim.checks


def test_of_many_choices_under_which_a_verdict_fails_three_are_named():
    said = say_flips(rows(*((f"thresholds 0.{n} lower", "no clear change", 0.03) for n in range(1, 6))), {})
    assert said.startswith("It does not hold under any of the 5 other choices that can be tried: ")
    assert said.endswith("with thresholds 0.3 lower (no clear change, +3.0 points) and 2 more.")


def test_where_nothing_could_be_tried_that_is_said():
    assert say_flips(rows(("words", "too little evidence", None)), {}) == "The one other choice does not leave enough evidence to try it."
    assert say_flips(pd.DataFrame(ROBUSTNESS.empty()), {}) == ""
