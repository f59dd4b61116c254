"""A fitted model that is not whole says what to do."""

import numpy as np
import pytest

from pipeline.arrays import load_arrays, save_arrays
from pipeline.errors import ModelError


@pytest.mark.parametrize("name", ["arrays.safetensors", "facts.json"])
@pytest.mark.parametrize(
    "damage", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:9]), lambda path: path.write_bytes(b"")]
)
def test_a_model_whose_files_are_missing_or_cut_short_is_named(tmp_path, name, damage):
    save_arrays(tmp_path, {"weights": np.arange(6.0)}, {"threshold": 0.5})
    damage(tmp_path / name)
    with pytest.raises(ModelError, match="is not whole. Delete it"):
        load_arrays(tmp_path)
