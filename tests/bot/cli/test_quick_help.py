import subprocess
import sys


def test_help_loads_nothing_heavy() -> None:
    asked = (
        "import sys, bot.cli; "
        "print({'alembic', 'pydantic', 'slack_bolt', 'slack_sdk', 'sqlalchemy'} & {*sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
