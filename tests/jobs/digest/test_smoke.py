from db.board_whose import ALL, line_of, own
from jobs.digest.assemble import digest_of
from jobs.rules.working_days import Calendar
from tests.people import Council, TODAY

def test_it(council: Council) -> None:
    council.action(council.practitioner)
    council.action(None, due=None)
    with council.database.read() as session:
        for whose in (ALL, line_of(council.manager), own(council.practitioner)):
            d = digest_of(session, whose, TODAY, Calendar.of("ENG"))
            print(d)
