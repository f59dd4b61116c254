"""Products of matrices take one thread each while a study is computed, unless a person has set another number."""

import os

from pipeline.engine.threads import VARIABLES, one_thread_each


def test_one_thread_is_set_for_as_long_as_it_is_meant_to_and_what_a_person_set_stays(monkeypatch):
    set_by_a_person, free = VARIABLES
    monkeypatch.setenv(set_by_a_person, "7")
    monkeypatch.delenv(free, raising=False)
    with one_thread_each():
        assert (os.environ[set_by_a_person], os.environ[free]) == ("7", "1")
    assert os.environ[set_by_a_person] == "7"
    assert free not in os.environ
