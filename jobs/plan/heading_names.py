"""What councils write above the columns of a plan, by field, and how two headings are compared."""

import re
from collections.abc import Mapping
from typing import Final

from db.patterns import pattern

# What a bracket says of a date goes before it: "Due date (original)".
_OF_TIME: Final = pattern(
    r"^([^()]+?)\s*\((original|initial|revised|latest|new|current|baseline|amended|updated|actual|"
    r"forecast)\)"
)


def normal(heading: str) -> str:
    """Return a heading for comparing: small letters, figures and single blanks."""
    plain = _OF_TIME.sub(r"\2 \1 ", heading.lower().replace("e-mail", "email"))
    plain = re.sub(r"\([^)\n]{0,400}\)", " ", plain)
    plain = plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "").replace("'", "")
    return " ".join(re.sub(r"[^a-z0-9#%]+", " ", plain).split())


def _all(names: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in names.split(","))


REFERENCE: Final = _all("""
    ref, ref no, reference number, id, no, number, item, #, item no, serial, serial no, s no, sn,
    unique id, card id, code, line, row, line no, ref number, identifier, index
""")
REFERENCE_OF_ACTIONS: Final = _all("""
    action ref, action no, action number, action id, action reference, rec no, rec ref, rec,
    recommendation no, recommendation number, recommendation ref, recommendation reference, rec id,
    recommendation id, task id, task no, task number, plan ref, plan reference, tracker ref, sl no,
    issue no, wbs, key, issue key, ref id, audit ref, finding no, finding id, priority no, ref code
""")
TITLE: Final = _all("""
    action, actions, action title, action required, actions required, task, activity, activities,
    improvement action, key action, key actions, what will we do, what we will do, tasks,
    what is to be done, description of action, agreed action, agreed actions, action to be taken,
    actions to be taken, action agreed, agreed management action, management action, task name,
    management actions, planned action, planned actions, proposed action, proposed actions,
    action description, action point, action points, action item, action items, key task, key tasks,
    key activity, key activities, specific action, specific actions, smart action, smart actions,
    improvement activity, improvement actions, what do we need to do, what needs to happen,
    what needs to be done, what will be done, what are we going to do, what we are going to do,
    what do we want to do, what are we doing, what we need to do, actions we will take,
    how will we do it, how will we achieve this, how we will do it, how we will get there,
    how will we get there, action we will take, what action will we take, action to address,
    steps to be taken, action steps, steps, next steps, action to take, actions to take, to do,
    work required, response action, action plan, corrective action, corrective actions, remedial
    action, recommended action, recommended actions, task description, activity description,
    what must we do, what should happen, action or task, deliverable, deliverables, commitment,
    commitments, project task, action in response, actions in response, improvement required,
    action needed, actions needed, mitigating action, mitigating actions, issue summary, card name,
    title of action, name of action, work item, our actions, we will, what will happen
""")
# They name what is to be done only where no column above does.
WEAKER_TITLES: Final = frozenset(
    _all("""
    what, summary, description, deliverable, deliverables, commitment, commitments, title, steps,
    next steps, commitment, work required, action plan, name, issue summary, mitigating action,
    mitigating actions, improvement required, milestone, milestones
""")
)
DETAIL: Final = _all("""
    description, action detail, action details, further detail, further details, more detail,
    additional detail, additional information, background, context, milestone, milestones,
    key milestones, sub actions, sub tasks, how, scope, notes on action, activity detail
""")
RECOMMENDATION: Final = _all("""
    recommendation, recommendations, ofsted recommendation, recommendation text, finding, findings,
    issue, issues, issue identified, issues identified, area for improvement, weakness, priority,
    areas for improvement, area for development, areas for development, area of improvement,
    inspection finding, ofsted finding, audit finding, gap, gaps, gap identified, key finding,
    learning, learning point, learning identified, what did we find, what we found, requirement,
    what do we need to improve, what needs to improve, why, reason, reason for action, observation,
    must do, regulation, standard, breach, concern, issue to address, lesson, lesson learned,
    lessons learned, what the inspectors said, what ofsted said, what inspectors said, condition,
    judgement, recommendation made, detailed recommendation, original recommendation, objective,
    objectives, aim, aims, goal, improvement objective, strategic objective, what do we want
    to achieve, what we want to achieve, desired outcome, risk, risk identified, what was said,
    area to improve, findings from inspection, what needs to change, identified need
""")
OWNER: Final = _all("""
    lead, lead officer, named lead, action owner, owner as given, responsible, responsible officer,
    responsible person, responsible lead, accountable officer, by whom, who, assigned to, officer,
    owner email, lead email, person responsible, lead responsible, owners, leads, lead officers,
    lead person, lead name, owner name, task owner, responsibility, responsible owner, named
    officer,
    officer responsible, officers responsible, responsible officers, persons responsible, assignee,
    people responsible, accountable, accountable lead, accountable person, accountable owner,
    action lead, lead for action, lead manager, manager responsible, responsible manager, sro,
    senior responsible officer, senior responsible owner, strategic lead, operational lead,
    project lead, workstream lead, service lead, delivery lead, lead professional, allocated to,
    who will do it, who is responsible, who will lead, who will do this, whos responsible, who by,
    who will be responsible, who is leading, whose responsibility, by who, action by, actioned by,
    responsible party, owned by, person leading, person accountable, owner lead, lead owner,
    lead and owner, manager, lead service, staff lead, lead director, director responsible,
    responsible director, responsible head of service, head of service, assigned, resource names,
    lead role, designated lead, named person, named responsible officer, implementation lead,
    implementation owner, lead responsibility, who leads, who will make it happen, completed by
    whom,
    recommendation owner, lead officer responsible, accountability, to be actioned by
""")
DEPUTY: Final = _all("""
    second owner, deputy, deputy lead, co lead, joint lead, joint owner, second lead, support,
    supporting officer, supporting officers, support lead, supported by, other leads, other owners,
    co owner, secondary owner, secondary lead, other officers, contributors, contributor, partners,
    supporting lead, with support from, other lead, additional lead, additional owner, lead 2,
    owner 2, second officer, operational support
""")
DUE: Final = _all("""
    due, date due, due as given, deadline, by when, when, timescale, timescales, time frame,
    timeframe, target date, target, end date, completion date, complete by, target completion date,
    date for completion, due by, due on, completion due, completion due date, to be completed by,
    date to be completed, date to be completed by, when will it be done, when will it be done by,
    by what date, action by date, action due date, due for completion, deadline date, target
    deadline, planned completion, planned completion date, planned end date, target end date,
    expected completion date, expected completion, expected date, estimated completion date,
    anticipated completion date, proposed completion date, agreed completion date, finish, finish
    date, implementation date, target implementation date, date for implementation, agreed date,
    date of completion, timeline, timelines, timing, time scale, time scales, complete by date,
    when by, delivery date, target delivery date, date required, required by, due date agreed, date,
    completion target, completion target date, action deadline, date by which, by, target timescale,
    action by, milestone date, agreed implementation date, agreed timescale, when will we do it,
    when will this happen, when will this be done, when will it happen, task due date, end,
    current due date, current target date, scheduled completion, planned date, to be completed,
    implementation deadline, agreed deadline, agreed target date, month due, quarter due
""")
REVISED: Final = _all("""
    revised target date, revised date, revised due date, revised deadline, revised timescale,
    revised completion date, new date, new due date, new target date, new deadline, amended date,
    amended target date, updated date, updated due date, updated target date, extended date,
    extension date, extended to, forecast date, forecast completion, forecast completion date,
    forecast, revised implementation date, revised end date, latest due date, latest target date,
    revised, revised target, date revised to, revision, updated deadline, updated timescale,
    revised target completion date, revised date for completion, revised timescales, current
    forecast date, rescheduled date, extension agreed to, revised due, agreed extension date,
    revised delivery date, revised action date, moved to, slipped to
""")
ORIGINAL: Final = _all("""
    original due date, original target date, original date, original deadline, original timescale,
    original completion date, initial target date, initial due date, original end date, baseline
    date, first due date, original implementation date, original target, baseline end date,
    initial date, initial deadline, baseline finish, original due, original target completion date,
    previous date, previous due date, previous target date, original date for completion,
    original agreed date, original timescales, first target date, original delivery date,
    original action date
""")
STATUS: Final = _all("""
    action status, current status, status at report, state, progress status, status update,
    progress, completed, complete, complete y n, completed y n, done, closed, open closed, open or
    closed, status of action, rag status, implementation status, delivery status, % complete,
    percent complete, percentage complete, progress %, stage of completion, completion status,
    recommendation status, position, current position, task status, status rag, action complete,
    achieved, is it done, bucket status, overall status, brag status, completion, rag, brag,
    on track, where are we now, how far are we, status of recommendation, progress rating,
    % completion
""")
COMPLETED: Final = _all("""
    date completed, completed date, actual completion date, completed on, date closed, closed date,
    date of completion, date actioned, actual date, actual finish, actual end date, completed,
    date achieved, complete date, date done, closure date, date implemented, date action completed,
    actual date of completion, date signed off, sign off date, completion date actual, closed on,
    date of closure, actual completion, resolved, date completed on, completion date
""")
RAG: Final = _all("""
    rag, rag status, rag rating, brag, brag status, brag rating, current rag, rag update, rating,
    status, delivery rag, progress rag, rag progress, overall rag, rag this month, this months rag,
    traffic light, rayg, bragg, blue red amber green, red amber green, confidence, delivery
    confidence, rag current, latest rag, current rag rating, action rag, colour, rag score, brag
    current, progress rating, self assessment rag, status rag
""")
PROGRESS: Final = _all("""
    progress update, progress updates, update, updates, latest update, current update, comments,
    comment, notes, note, progress notes, progress to date, progress comments, commentary, progress,
    status update, narrative, progress narrative, monthly update, what have we done, action taken,
    actions taken, update on progress, progress made, current position, position statement, remarks,
    what have we achieved, what has been done, impact so far, progress against action, latest
    progress, where are we now, progress report, card description, last update,
    officer comments, management comments, current progress,
    highlights, work to date, quarterly update, progress since last meeting, response, update notes,
    management response, management comment, service response, status comments, rag comments,
    reason for rag, progress and impact, explanation, update for board, feedback, outcome of action,
    position, detailed update, progress summary, update summary, work completed to date, rationale
""")
EVIDENCE: Final = _all("""
    evidence, evidence link, evidence of completion, evidence of progress, evidence location,
    link to evidence, evidence links, evidence required, sources of evidence, source of evidence,
    supporting evidence, evidence base, evidence file, evidence of impact, link, hyperlink,
    document link, evidence of closure, where is the evidence, evidence source, evidence submitted,
    evidence provided, url, documents, attachments, supporting documents, assurance evidence
""")
THEME: Final = _all("""
    area, objective, themes, work area,
    bucket, bucket name, programme, project, plan name, priority theme, key theme, improvement
    theme, improvement area, domain, pillar, section, group, subject, topic, key
    priority,
    strategic priority, priority, priorities, theme area, delivery strand, programme area,
    portfolio, list name, section column,
    ofsted area, area of focus, focus area, focus, priority name, workstream name, key area, service
    area, service, objective area, improvement priority, parent task
""")
MEASURE: Final = _all("""
    measure, success measures, measure of success, measures of success, success looks like, what
    success looks like, what will success look like, success criteria, outcome, outcomes, impact,
    intended outcome, kpi, how will we know, intended impact, kpis, performance measure,
    performance measures, target, targets, how will success be measured, how will we measure,
    how will we measure success, how will we know it has worked, how will we know it is working,
    how we will know, how we will know we have succeeded, how will we know we have made a
    difference,
    expected outcome, expected outcomes, outcome measure, outcome measures, desired outcome,
    desired outcomes, desired impact, success indicator, success indicators, indicator, indicators,
    success criterion, intended outcomes, anticipated outcome, anticipated impact, expected impact,
    measurable outcome, how will impact be measured, what difference will it make, difference made,
    what difference will this make, what will be different, what will be better, impact measure,
    what impact will this have, evidence of success, monitoring, how will it be monitored, metric,
    metrics, quantitative measure, outcome required, outcomes for children, success factors,
    how will we measure impact, what does good look like, impact on children, measure of impact,
    success, how will we evidence impact, planned impact, baseline and target, outcomes expected
""")
ABOUT: Final = _all("""
    paragraphs, paras, related paragraphs, related paras, linked paragraphs, report paragraphs,
    paragraphs answered, also mentioned paras, also mentioned in paragraphs, paras mentioned,
    also mentioned, top tip link, top tip link inferred, top tips answered, paragraphs addressed,
    finding paragraphs, paragraphs of the report, relevant paragraphs
""")
# They hold dates or people, and none of them is when an action is due or who owns it.
OTHER_DATES: Final = pattern(
    r"\b(?:start|started|begin|created|raised|added|reported|meeting|reviewed|updated|"
    r"(?<!due date )(?<!date for )review|(?<=date for )review(?! completion)|"
    r"last|agreed on|logged|received|opened|issued|published|identified|modified|assigned on|"
    r"commence\w*|baseline start|next review|date of (?:report|meeting|audit|inspection|review)|"
    r"report date|audit date|inspection date|entered|approved)\b"
)
OTHER_PEOPLE: Final = pattern(
    r"\b(?:created|completed|raised|modified|closed|updated|reported|requested|added|logged|"
    r"reviewed|approved|signed off|verified|checked) by\b|\b(?:sponsor|board|governance|consulted|"
    r"informed|monitored by|auditor|author|reporter|stakeholders?|partner agenc\w+)\b|"
    r"^(?:previous|former|outgoing|old)\b"
)
TO_COME: Final = pattern(r"\bto be\b|\bby$|\b(?:proposed|planned|expected|target)\b")
FORMER: Final = pattern(r"^(?:previous|former|old|superseded)\b")
NUMBERS: Final = pattern(r"\b(?:id|key|no|number|ref|reference)$")  # of something, and not it
HINTS: Final[Mapping[str, re.Pattern[str]]] = {
    "reference": pattern(r"\b(?:ref|refs|reference|id|no|number)\b"),
    "title": pattern(r"\b(?:actions?|tasks?|activit(?:y|ies))\b(?!.* (?:by|date|ref|no|owner))"),
    "recommendation": pattern(
        r"\b(?:recommendations?|findings?|issues?|weakness\w*|objectives?|"
        r"areas? (?:for|of) (?:improvement|development|concern))\b"
    ),
    "owner": pattern(
        r"\b(?:lead|owner|responsib\w+|accountab\w+|officer|holder|assigned|who|whom)\b"
    ),
    "due": pattern(
        r"\b(?:due|deadlines?|timescales?|time ?frames?|by when|target date|completion date|"
        r"complete(?:d)? by|completion|end date|when)\b"
    ),
    "original": pattern(r"\b(?:original|initial|previous|first|baseline)\b.*\b(?:date|target|"
                           r"deadline|timescales?|due|completion|finish)\b"),
    "completed": pattern(r"\b(?:actual|closed|completed|closure)\b.*\bdate\b|\bdate\b.*"
                            r"\b(?:closed|completed|achieved|implemented|closure)\b"),
    "status": pattern(r"\bstatus\b|\bcomplete\b|\bprogress\b"),
    "rag": pattern(r"\bb?rag\b"),
    "progress": pattern(
        r"\b(?:updates?|comments?|commentary|progress|narrative|position|notes?)\b"
    ),
    "evidence": pattern(r"\b(?:evidence|hyperlinks?|links?)\b"),
    "theme": pattern(r"\b(?:themes?|workstreams?|priority|strand|programme|category|pillar)\b"),
    "measure": pattern(
        r"\b(?:success|outcomes?|impact|measures?|kpis?|indicators?|how will we know|difference)\b"
    ),
}  # fmt: skip
REVISION: Final = pattern(
    r"\b(?:revised|new|amended|updated|extended|extension|forecast|revision|rescheduled|latest|"
    r"current)\b"
)
