from tools.bank_holidays import TABLE, table


def test_the_table_is_what_the_library_knows() -> None:
    assert TABLE.read_text("utf-8") == table()
