"""What is said when a plan's file cannot be read."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "plan.no_plan": (
        "{file} is not a plan I can read. Save it as plan.xlsx, plan.csv or plan.docx."
    ),
    "plan.file_empty": "{file} is empty.",
    "plan.file_too_large": (
        "{file} is larger than {most} MB. Save the sheet with the plan alone, without pictures."
    ),
    "plan.sheet_endless": (
        "{file}, {sheet} has {rows:,} rows and {width:,} columns; a plan has {most_rows:,} and "
        "{most_columns} at most. Save the part with the plan alone."
    ),
    "plan.no_csv": "{file} is not a CSV file that I can read. Save it as “CSV UTF-8”.",
    "plan.open_quote": (
        "{file} has a quotation mark that no other closes, so that a cell goes on to the end. Take "
        "it out, or save the sheet as “CSV UTF-8” again."
    ),
    "plan.no_word": "{file} is not a Word file that I can read. Save it as plan.docx.",
    "plan.no_word_table": (
        "{file} has no table. I read the tables of a Word document, and no other text."
    ),
    "plan.word_too_large": "{file} is too large. Save its tables alone.",
    "plan.no_excel": (
        "{file} is not an Excel file that I can read, or it has a password. "
        "Open it in Excel and save it as plan.xlsx, without a password."
    ),
    "plan.excel_too_large": (
        "{file} unpacks to more than {most} MB. Save the sheet with the plan alone."
    ),
    "plan.too_much_merged": (
        "{file} has more merged cells than any plan. Save the part with the plan alone."
    ),
    "plan.too_many_rows": (
        "{file} has more rows than any plan; a plan has {most:,} at most. Save the part with the "
        "plan alone."
    ),
    "plan.no_headings": (
        "I found no table with headings that I know. Name the columns like this: "
        "Reference, Title, Owner, Due date, Status. I don't take a staff list here: whoever runs "
        "me imports it."
    ),
    "plan.no_such_field": (
        "There is no field “{word}”; they are {known}, or nothing. Write: Lead=owner"
    ),
    "plan.field_twice": (
        "“{one}” and “{other}” can't both be the {field}. Say which is, and what the other is: "
        "theme, success measure, progress … or nothing."
    ),
    "plan.no_such_column": (
        "There is no column “{word}”; they are {known}. Write: {example}=title"
    ),
}
