from tools.advisories import told

SOUND = {"name": "typer", "version": "0.16", "vulns": []}
FLAWED = {
    "name": "sample",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}],
}
UNKNOWN = {"name": "other", "skip_reason": "not found"}


def test_a_known_flaw_is_told_with_the_version_that_mends_it() -> None:
    assert told([SOUND, FLAWED])[0] == "✗ sample 1.0: PYSEC-1, mended in 1.1"


def test_what_nobody_could_look_up_is_not_called_sound() -> None:
    assert told([SOUND, UNKNOWN]) == ["Not looked up, as no source knew of them here: 1 of 2."]


def test_all_looked_up_is_said() -> None:
    assert told([SOUND]) == ["Looked up: 1 packages."]
