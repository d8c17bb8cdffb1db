from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, Table

from db.models import Base
from tools.migration import main


def test_what_is_new_in_the_models_is_drafted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    thanks = Table("thanks", Base.metadata, Column("id", Integer, primary_key=True))
    try:
        main("Thank people", tmp_path)
    finally:
        Base.metadata.remove(thanks)
    [written] = tmp_path.glob("*.py")
    assert "op.create_table('thanks'" in written.read_text("utf-8")
    assert str(written) in capsys.readouterr().out
