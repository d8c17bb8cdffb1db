"""Words that say the same as far as a subject goes: one row of them counts as one word."""

from typing import Final

ROWS: Final = (
    "see read view look looks watch access",
    "keep store record save log hold",
    "boss manager hr head director ofsted inspector senior parents colleague colleagues everyone "
    "everybody anyone anybody people others",
    "message notification ping reminder email dm text mail alert these",
    "stop less fewer quiet mute cancel unsubscribe pause reduce enough",
    "sick ill poorly unwell vomiting throwing flu cold bug migraine rough covid norovirus sal",
    "rubbish useless pointless annoying silly ridiculous stupid hopeless terrible awful joke mess "
    "nonsense waste annoyed frustrating painful",
    "outcome grade result rating judgement score ri mark inadequate",
    "form template tool paperwork questions document questionnaire proforma",
    "case family child",
    "pick choose select draw decide allocate assign",
    "swap cover instead exchange trade",
    "write word submit enter fill type",
    "report pack summary document figures briefing export spreadsheet excel pdf slides",
    "ring call phone speak talk contact email human somebody someone person",
    "change edit correct fix amend alter update",
    "challenge appeal disagree dispute contest complain unhappy unfair",
    "have got",
    "needs need must should",
    "prepare bring ready revise beforehand",
    "busy capacity plate workload swamped snowed overloaded",
    "optional compulsory mandatory voluntary required obliged",
    "leave holiday hols annual vacation al toil",
    "made built wrote created designed programmed set",
    "struggling worst behind failing worry concern problem",
    "private confidential secret secure safe",
    "listen spy monitor",
    "learn theme strength tell pattern",
    "meet meeting together",
    "left gone resigned leaving quit notice",
    "excuse exempt release",
    "refuse decline no",
    "friend friends related married conflict",
)
