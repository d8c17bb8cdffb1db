"""The licences of what is installed with the bot, and what the documents say of them."""

import importlib.metadata
import re

from tests.test_docs import table_under, text_of


def test_every_licence_that_wants_a_mention_has_one() -> None:
    names = re.findall(r"^([\w.-]+)==", text_of("requirements/bot.txt"), re.MULTILINE)
    installed = {each.name.lower(): each.metadata for each in importlib.metadata.distributions()}
    licences = {name: licence(installed[name]) for name in names if name in installed}
    mentioned = {row[0].strip("`") for row in table_under("docs/security.md", "| Package |")}
    assert {name for name, words in licences.items() if "GPL" in words} == mentioned
    assert all("LGPL" in licences[name] for name in mentioned)
    assert not [name for name, words in licences.items() if "AGPL" in words]


def licence(metadata: importlib.metadata.PackageMetadata) -> str:
    """Return the licence as it is named, not the text of it, which some packages put there."""
    named = [*(metadata.get_all("License-Expression") or []), *(metadata.get_all("License") or [])]
    classified = [line for line in metadata.get_all("Classifier") or [] if "License" in line]
    return " ".join([name.partition("\n")[0] for name in named] + classified)
