from pipeline import keys
from pipeline.keys import digest, source_hash


def test_borders_between_parts_count():
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    assert digest([]) != digest([""])


def test_a_stages_key_holds_the_sources_of_all_it_imports(tmp_path, monkeypatch):
    package = tmp_path / "pipeline"
    (package / "rooms").mkdir(parents=True)
    for name, text in {
        "__init__": "",
        "one": "from pipeline.two import x\n",
        "two": "from pipeline import three\nx = 1\n",
        "three": "y = 1\n",
    }.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    (package / "rooms" / "__init__.py").write_text("import pipeline.three\n", encoding="utf-8")
    monkeypatch.setattr(keys, "PACKAGE", package)

    def hashes():
        keys.file_hash.cache_clear()
        keys._imported.cache_clear()
        return source_hash("pipeline.one"), source_hash("pipeline.two"), source_hash("pipeline.rooms")

    before = hashes()
    (package / "three.py").write_text("y = 2\n", encoding="utf-8")
    assert all(new != old for new, old in zip(hashes(), before, strict=True))
    middle = hashes()
    (package / "one.py").write_text("from pipeline.two import x  # changed\n", encoding="utf-8")
    after = hashes()
    assert after[0] != middle[0]
    assert after[1:] == middle[1:]
    keys.file_hash.cache_clear()
    keys._imported.cache_clear()


def test_an_absent_file_has_a_hash_of_its_own(tmp_path):
    assert keys.file_hash(tmp_path / "none") == "absent"
