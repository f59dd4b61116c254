"""What several rows of problems say of one file under one code is one row that hides nothing."""

from pipeline.compute import _merged
from pipeline.join_problems import one_a_code
from pipeline.rows import problem
from pipeline.tables import PROBLEMS


def rows(*severities):
    return [problem("a.eml", "odd", f"a.eml has {n}", f"remedy {n}", severity) for n, severity in enumerate(severities)]


def test_the_gravest_severity_and_its_remedy_are_kept():
    (row,) = one_a_code(rows("note", "error", "warning"))
    assert (row["severity"], row["remedy"], row["message"]) == ("error", "remedy 1", "a.eml has 0; has 1; has 2")


def test_other_files_codes_and_stages_stay_apart_and_one_row_stays_as_it_is():
    (one,) = rows("note")
    others = [one, one | {"path": ""}, one | {"code": "even"}, one | {"stage": "track"}]
    assert one_a_code([*others, one]) == others


def test_problems_of_two_parts_of_a_stage_are_joined():
    first, second = (PROBLEMS.frame(part) for part in (rows("note"), rows("note", "warning")[1:]))
    merged = _merged({"problems": first}, {"problems": second})["problems"]
    assert merged[["message", "severity"]].to_numpy().tolist() == [["a.eml has 0; has 1", "warning"]]
