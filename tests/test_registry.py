import pytest

from pipeline.errors import ConfigError
from pipeline.registry import Registry

REGISTRY = Registry("encoder", {"hashing": "builtins:str", "absent": "no_such_package_at_all.x:Y"})


def test_a_name_is_loaded_only_when_asked_for():
    assert list(REGISTRY) == ["hashing", "absent"]
    assert "absent" in REGISTRY
    assert REGISTRY["hashing"] is str


@pytest.mark.parametrize(
    ("name", "said"), [("hash", 'No encoder "hash". Did you mean "hashing"?'), ("zzz", 'No encoder "zzz". There are: hashing, absent.')]
)
def test_a_wrong_name_is_answered_with_what_there_is(name, said):
    with pytest.raises(ConfigError) as caught:
        REGISTRY[name]
    assert str(caught.value) == said


def test_a_missing_package_is_named():
    with pytest.raises(ConfigError, match="needs the package no_such_package_at_all"):
        REGISTRY["absent"]
