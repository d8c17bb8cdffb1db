CREATE TABLE public.absence (
    id integer NOT NULL,
    person_id integer NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    can_finish boolean NOT NULL,
    recorded_by_id integer,
    recorded_at timestamp without time zone NOT NULL
);

CREATE SEQUENCE public.absence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.absence_id_seq OWNED BY public.absence.id;

CREATE TABLE public.action (
    id integer NOT NULL,
    title character varying(300) NOT NULL,
    source character varying(200) NOT NULL,
    reference character varying(40),
    success_measure text NOT NULL,
    owner_id integer,
    due_on date,
    due_precision character varying(10) NOT NULL,
    due_as_given character varying(120) NOT NULL,
    original_due_on date,
    due_known_since date,
    status character varying(30) NOT NULL,
    created_at timestamp without time zone NOT NULL,
    created_by_id integer,
    done_at timestamp without time zone
);

CREATE SEQUENCE public.action_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.action_id_seq OWNED BY public.action.id;

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.audit_chase (
    id integer NOT NULL,
    audit_id integer NOT NULL,
    due_on date NOT NULL,
    step character varying(20) NOT NULL,
    person_id integer NOT NULL,
    message_id integer NOT NULL
);

CREATE SEQUENCE public.audit_chase_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_chase_id_seq OWNED BY public.audit_chase.id;

CREATE TABLE public.audit_event (
    id integer NOT NULL,
    audit_id integer NOT NULL,
    person_id integer,
    at timestamp without time zone NOT NULL,
    kind character varying(30) NOT NULL,
    changes json NOT NULL,
    note text NOT NULL
);

CREATE SEQUENCE public.audit_event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_event_id_seq OWNED BY public.audit_event.id;

CREATE TABLE public.audit_round (
    id integer NOT NULL,
    month date NOT NULL,
    state character varying(20) NOT NULL,
    opens_on date NOT NULL,
    due_on date NOT NULL,
    moderate_by date NOT NULL,
    request text NOT NULL,
    plan text NOT NULL,
    rules json NOT NULL,
    drawn_at timestamp without time zone NOT NULL,
    drawn_by_id integer,
    published_at timestamp without time zone,
    published_by_id integer,
    closed_at timestamp without time zone
);

CREATE SEQUENCE public.audit_round_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_round_id_seq OWNED BY public.audit_round.id;

CREATE TABLE public.audit_rules (
    service character varying(120) NOT NULL,
    "values" json NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by_id integer
);

CREATE TABLE public.auditor_seat (
    id integer NOT NULL,
    person_id integer NOT NULL,
    quota integer,
    starts_on date,
    ends_on date
);

CREATE SEQUENCE public.auditor_seat_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.auditor_seat_id_seq OWNED BY public.auditor_seat.id;

CREATE TABLE public.chase (
    id integer NOT NULL,
    action_id integer NOT NULL,
    due_on date NOT NULL,
    step character varying(10) NOT NULL,
    person_id integer NOT NULL,
    message_id integer NOT NULL
);

CREATE SEQUENCE public.chase_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.chase_id_seq OWNED BY public.chase.id;

CREATE TABLE public.event (
    id integer NOT NULL,
    action_id integer NOT NULL,
    person_id integer,
    at timestamp without time zone NOT NULL,
    kind character varying(20) NOT NULL,
    changes json NOT NULL,
    note text NOT NULL,
    undoes_id integer
);

CREATE SEQUENCE public.event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.event_id_seq OWNED BY public.event.id;

CREATE TABLE public.live_audit (
    id integer NOT NULL,
    round_id integer NOT NULL,
    serial integer NOT NULL,
    auditor_id integer NOT NULL,
    practitioner_id integer NOT NULL,
    state character varying(20) NOT NULL,
    reason text NOT NULL,
    pinned boolean NOT NULL,
    proposed_on date,
    booked_on date,
    due_on date NOT NULL,
    invite_sequence integer NOT NULL,
    replaces_id integer,
    re_audit_of_id integer,
    not_held_reason character varying(40),
    exempt boolean NOT NULL,
    held_at timestamp without time zone,
    grade character varying(40),
    themes json NOT NULL,
    strengths json NOT NULL,
    areas json NOT NULL,
    case_key character varying(64),
    reflection text NOT NULL,
    agrees boolean,
    reflected_at timestamp without time zone,
    moderator_id integer,
    upheld boolean,
    moderated_grade character varying(40),
    moderated_at timestamp without time zone,
    needs_moderation boolean NOT NULL
);

CREATE SEQUENCE public.live_audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.live_audit_id_seq OWNED BY public.live_audit.id;

CREATE TABLE public.message (
    id integer NOT NULL,
    dedupe_key character varying(200) NOT NULL,
    token character varying(32) NOT NULL,
    person_id integer NOT NULL,
    kind character varying(30) NOT NULL,
    about json NOT NULL,
    due_at timestamp without time zone NOT NULL,
    first_try_at timestamp without time zone,
    attempts integer NOT NULL,
    maybe_sent boolean NOT NULL,
    resend_after timestamp without time zone,
    held boolean NOT NULL,
    lease integer NOT NULL,
    slack_channel character varying(20),
    slack_ts character varying(20),
    last_error text,
    outcome character varying(10),
    done_at timestamp without time zone
);

CREATE SEQUENCE public.message_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.message_id_seq OWNED BY public.message.id;

CREATE TABLE public.person (
    id integer NOT NULL,
    email character varying(254),
    slack_id character varying(20),
    name character varying(120) NOT NULL,
    role character varying(120) NOT NULL,
    team_id integer,
    manager_id integer,
    time_zone character varying(60) NOT NULL,
    works character varying(7) NOT NULL,
    day_starts time without time zone NOT NULL,
    day_ends time without time zone NOT NULL,
    starts_on date,
    ends_on date,
    is_lead boolean NOT NULL,
    is_admin boolean NOT NULL,
    left_slack boolean NOT NULL
);

CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;

CREATE TABLE public.seen (
    key character varying(200) NOT NULL,
    at timestamp without time zone NOT NULL
);

CREATE TABLE public.team (
    id integer NOT NULL,
    name character varying(120) NOT NULL,
    service character varying(120) NOT NULL
);

CREATE SEQUENCE public.team_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.team_id_seq OWNED BY public.team.id;

ALTER TABLE ONLY public.absence ALTER COLUMN id SET DEFAULT nextval('public.absence_id_seq'::regclass);

ALTER TABLE ONLY public.action ALTER COLUMN id SET DEFAULT nextval('public.action_id_seq'::regclass);

ALTER TABLE ONLY public.audit_chase ALTER COLUMN id SET DEFAULT nextval('public.audit_chase_id_seq'::regclass);

ALTER TABLE ONLY public.audit_event ALTER COLUMN id SET DEFAULT nextval('public.audit_event_id_seq'::regclass);

ALTER TABLE ONLY public.audit_round ALTER COLUMN id SET DEFAULT nextval('public.audit_round_id_seq'::regclass);

ALTER TABLE ONLY public.auditor_seat ALTER COLUMN id SET DEFAULT nextval('public.auditor_seat_id_seq'::regclass);

ALTER TABLE ONLY public.chase ALTER COLUMN id SET DEFAULT nextval('public.chase_id_seq'::regclass);

ALTER TABLE ONLY public.event ALTER COLUMN id SET DEFAULT nextval('public.event_id_seq'::regclass);

ALTER TABLE ONLY public.live_audit ALTER COLUMN id SET DEFAULT nextval('public.live_audit_id_seq'::regclass);

ALTER TABLE ONLY public.message ALTER COLUMN id SET DEFAULT nextval('public.message_id_seq'::regclass);

ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);

ALTER TABLE ONLY public.team ALTER COLUMN id SET DEFAULT nextval('public.team_id_seq'::regclass);

INSERT INTO public.absence VALUES (1, 4, '2026-12-14', '2026-12-15', false, 1, '2026-11-23 10:00:06.179934');

INSERT INTO public.action VALUES (2, 'Train the staff in chronologies', '', NULL, '', 6, '2026-12-02', 'day', '', '2026-12-02', '2026-11-23', 'not started', '2026-11-23 09:00:11.249463', 3, NULL);
INSERT INTO public.action VALUES (4, 'Review the supervision template', '', NULL, '', 7, NULL, 'none', '', NULL, '2026-11-23', 'not started', '2026-11-23 09:00:11.307146', 3, NULL);
INSERT INTO public.action VALUES (5, 'Agree who chairs the panel', '', NULL, '', NULL, '2026-12-18', 'day', '', '2026-12-18', '2026-11-23', 'not started', '2026-11-23 09:00:11.427982', 3, NULL);
INSERT INTO public.action VALUES (1, 'Finalise the Adolescent Strategy', '', NULL, '', 6, '2026-12-18', 'day', '', '2026-12-04', '2026-11-23', 'in progress', '2026-11-23 09:00:11.016682', 3, NULL);
INSERT INTO public.action VALUES (3, 'Write to the partners about thresholds', '', NULL, '', 7, '2026-12-11', 'day', '', '2026-12-11', '2026-11-23', 'in progress', '2026-11-23 09:00:11.276604', 3, NULL);
INSERT INTO public.action VALUES (6, 'Bring the induction pack up to date', '', NULL, '', 3, '2026-11-27', 'day', '', '2026-11-27', '2026-11-23', 'done', '2026-11-23 09:00:11.474209', 3, '2026-11-23 09:00:19.599717');
INSERT INTO public.action VALUES (7, 'Refresh the chronology template', 'LA-2026-12-003', NULL, '', 4, '2026-12-18', 'day', '', '2026-12-18', '2026-12-09', 'not started', '2026-12-09 09:00:05.906116', 4, NULL);
INSERT INTO public.action VALUES (8, 'Read the minutes to the team', '', NULL, '', 6, '2027-01-15', 'day', '', '2027-01-15', '2026-12-14', 'not started', '2026-12-14 09:00:05.201079', 3, NULL);

INSERT INTO public.alembic_version VALUES ('0002');

INSERT INTO public.audit_chase VALUES (1, 2, '2026-12-10', '-3', 3, 24);
INSERT INTO public.audit_chase VALUES (2, 3, '2026-12-07', '+1', 4, 25);
INSERT INTO public.audit_chase VALUES (3, 3, '2026-12-07', '0', 6, 26);
INSERT INTO public.audit_chase VALUES (4, 2, '2026-12-10', '-3', 8, 28);
INSERT INTO public.audit_chase VALUES (5, 2, '2026-12-10', '+1', 3, 36);
INSERT INTO public.audit_chase VALUES (6, 2, '2026-12-10', '0', 8, 38);

INSERT INTO public.audit_event VALUES (1, 1, 1, '2026-11-23 10:00:07.461266', 'published', '{"state": ["drawn", "published"]}', '');
INSERT INTO public.audit_event VALUES (2, 2, 1, '2026-11-23 10:00:07.461266', 'published', '{"state": ["drawn", "published"]}', '');
INSERT INTO public.audit_event VALUES (3, 3, 1, '2026-11-23 10:00:07.461266', 'published', '{"state": ["drawn", "published"]}', '');
INSERT INTO public.audit_event VALUES (4, 2, 8, '2026-12-01 09:00:05.285275', 'booked', '{"state": ["published", "booked"], "booked_on": [null, "2026-12-10"]}', '');
INSERT INTO public.audit_event VALUES (5, 3, 6, '2026-12-01 09:00:05.927411', 'booked', '{"state": ["published", "booked"], "booked_on": [null, "2026-12-07"]}', '');
INSERT INTO public.audit_event VALUES (6, 1, 7, '2026-12-01 09:00:06.732971', 'not held', '{"state": ["published", "not held"], "not_held_reason": [null, "workload"]}', '');
INSERT INTO public.audit_event VALUES (7, 3, 4, '2026-12-09 09:00:05.906116', 'held', '{"state": ["booked", "held"], "held_at": [null, "2026-12-09T09:00:05.906116+00:00"], "grade": [null, "Inadequate"], "themes": [[], ["Planning", "Recording"]], "strengths": [{}, {"Planning": 1, "Recording": 1}], "areas": [{}, {"Recording": 1}]}', '');
INSERT INTO public.audit_event VALUES (8, 3, NULL, '2026-12-09 09:00:05.906116', 'clock started', '{"actions_due": "2026-12-23"}', '');
INSERT INTO public.audit_event VALUES (9, 3, 6, '2026-12-09 09:00:11.652526', 'reflected', '{"reflection": ["", "The plan was older"], "agrees": [null, false], "reflected_at": [null, "2026-12-09T09:00:11.652526+00:00"]}', 'The plan was older');
INSERT INTO public.audit_event VALUES (10, 3, NULL, '2026-12-09 09:00:11.652526', 'moderator chosen', '{"moderator_id": 5}', '');
INSERT INTO public.audit_event VALUES (11, 3, 5, '2026-12-09 10:00:05.300015', 'moderated', '{"state": ["held", "moderated"], "upheld": [null, true], "moderated_grade": [null, "Inadequate"], "moderated_at": [null, "2026-12-09T10:00:05.300015+00:00"]}', '');

INSERT INTO public.audit_round VALUES (1, '2026-12-01', 'published', '2026-12-01', '2026-12-31', '2027-01-15', '{"auditors":[{"away":[],"ends":null,"id":"3","line":["2","1"],"quota":1,"service":"Children","starts":"2026-11-23","team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[["2026-12-14","2026-12-15"]],"ends":null,"id":"4","line":["2","1"],"quota":2,"service":"Children","starts":"2026-11-23","team":"Assessment","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"id":"5","line":["2","1"],"quota":0,"service":"","starts":"2026-11-23","team":"","weekdays":[0,1,2,3,4]}],"forbids":[],"held":[],"history":[],"holidays":["2026-08-31","2026-12-25","2026-12-26","2026-12-28","2027-01-01","2027-03-26","2027-03-29"],"pins":[],"practitioners":[{"away":[],"ends":null,"finish_only":false,"id":"6","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"7","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"8","line":["4","2","1"],"service":"Children","starts":null,"team":"Assessment","weekdays":[0,1,2,3,4]}],"published":[],"rules":{"days_apart":10,"most_audits":null,"never_own_supervisor":"immediate","quota":2,"repeat_gap_months":6,"who_with_whom":"any","workload_months":12},"seed":202612,"window":{"due":"2026-12-31","off":[],"opens":"2026-12-01","today":null}}', '{"absent":[],"certificate":{"auditors":[[0,0,-1,0,-348369983962],[0,0,-2,-2,-939120242784],[0,0,0,0,0]],"levels":["longest since audited","pairs repeated","spread over teams","workload, then lots","lots for pairs"],"practitioners":[[0,0,-2,-1,0],[0,0,-2,-2,0],[0,0,-1,0,0]],"sink":[0,0,0,0,0],"teams":[[0,0,-1,0,0],[0,0,-2,0,0]]},"most":1,"pairs":[{"auditor":"3","practitioner":"8","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":0}},{"auditor":"4","practitioner":"6","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}},{"auditor":"4","practitioner":"7","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}}],"request":"9f6b7938d7afbf60e19f2a1786611e41a5c7febe074f87a6bc49dea1f13afe4c","stretched":null}', '{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": []}', '2026-11-23 10:00:06.439175', 1, '2026-11-23 10:00:07.461266', 1, NULL);

INSERT INTO public.audit_rules VALUES ('', '{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": []}', '2026-11-23 10:00:05.373565', 1);

INSERT INTO public.auditor_seat VALUES (1, 3, 1, '2026-11-23', NULL);
INSERT INTO public.auditor_seat VALUES (2, 4, 2, '2026-11-23', NULL);
INSERT INTO public.auditor_seat VALUES (3, 5, 0, '2026-11-23', NULL);

INSERT INTO public.chase VALUES (1, 5, '2026-12-18', '-14', 1, 12);
INSERT INTO public.chase VALUES (2, 2, '2026-12-02', '-1', 6, 13);
INSERT INTO public.chase VALUES (3, 1, '2026-12-18', '-14', 6, 13);
INSERT INTO public.chase VALUES (4, 5, '2026-12-18', '-7', 1, 23);
INSERT INTO public.chase VALUES (5, 2, '2026-12-02', '+5', 3, 24);
INSERT INTO public.chase VALUES (6, 2, '2026-12-02', '+5', 6, 26);
INSERT INTO public.chase VALUES (7, 1, '2026-12-18', '-7', 6, 26);
INSERT INTO public.chase VALUES (8, 3, '2026-12-11', '-7', 7, 27);
INSERT INTO public.chase VALUES (9, 3, '2026-12-11', '0', 7, 37);

INSERT INTO public.event VALUES (1, 1, 3, '2026-11-23 09:00:11.016682', 'added', '{"title": [null, "Finalise the Adolescent Strategy"], "owner_id": [null, 6], "due_on": [null, "2026-12-04"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (2, 2, 3, '2026-11-23 09:00:11.249463', 'added', '{"title": [null, "Train the staff in chronologies"], "owner_id": [null, 6], "due_on": [null, "2026-12-02"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (3, 3, 3, '2026-11-23 09:00:11.276604', 'added', '{"title": [null, "Write to the partners about thresholds"], "owner_id": [null, 7], "due_on": [null, "2026-12-11"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (4, 4, 3, '2026-11-23 09:00:11.307146', 'added', '{"title": [null, "Review the supervision template"], "owner_id": [null, 7], "due_on": [null, null], "due_precision": [null, "none"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (5, 5, 3, '2026-11-23 09:00:11.427982', 'added', '{"title": [null, "Agree who chairs the panel"], "owner_id": [null, null], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (6, 6, 3, '2026-11-23 09:00:11.474209', 'added', '{"title": [null, "Bring the induction pack up to date"], "owner_id": [null, 3], "due_on": [null, "2026-11-27"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (7, 1, 6, '2026-11-23 09:00:17.55109', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:17.551090+00:00"]}', 'Minutes of the board, item 4', NULL);
INSERT INTO public.event VALUES (8, 1, 6, '2026-11-23 09:00:17.715654', 'undone', '{"status": ["done", "not started"], "done_at": ["2026-11-23T09:00:17.551090+00:00", null]}', '', 7);
INSERT INTO public.event VALUES (9, 1, 6, '2026-11-23 09:00:17.756133', 'noted', '{"status": ["not started", "in progress"]}', 'Draft sent to Legal', NULL);
INSERT INTO public.event VALUES (10, 1, 6, '2026-11-23 09:00:18.344211', 'moved', '{"due_on": ["2026-12-04", "2026-12-18"]}', 'the panel meets then', NULL);
INSERT INTO public.event VALUES (11, 3, 7, '2026-11-23 09:00:18.59903', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:18.599030+00:00"]}', 'The letters went out', NULL);
INSERT INTO public.event VALUES (12, 3, 3, '2026-11-23 09:00:18.749229', 'reopened', '{"status": ["done", "in progress"], "done_at": ["2026-11-23T09:00:18.599030+00:00", null]}', 'the board asked for more', NULL);
INSERT INTO public.event VALUES (13, 6, 3, '2026-11-23 09:00:19.599717', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:19.599717+00:00"]}', '', NULL);
INSERT INTO public.event VALUES (14, 7, 4, '2026-12-09 09:00:05.906116', 'added', '{"title": [null, "Refresh the chronology template"], "owner_id": [null, 4], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (15, 8, 3, '2026-12-14 09:00:05.201079', 'added', '{"title": [null, "Read the minutes to the team"], "owner_id": [null, 6], "due_on": [null, "2027-01-15"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);

INSERT INTO public.live_audit VALUES (2, 1, 2, 3, 8, 'booked', 'Never audited before, the longest in Assessment; you two have not met before.', false, '2026-12-14', '2026-12-10', '2026-12-31', 0, NULL, NULL, NULL, false, NULL, NULL, '[]', '{}', '{}', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, false);
INSERT INTO public.live_audit VALUES (1, 1, 1, 4, 7, 'not held', 'Never audited before, the longest in Permanence, with 1 other alike; you two have not met before.', false, '2026-12-04', NULL, '2026-12-31', 0, NULL, NULL, 'workload', false, NULL, NULL, '[]', '{}', '{}', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, false);
INSERT INTO public.live_audit VALUES (3, 1, 3, 4, 6, 'moderated', 'Never audited before, the longest in Permanence, with 1 other alike; you two have not met before.', false, '2026-12-31', '2026-12-07', '2026-12-31', 0, NULL, NULL, NULL, false, '2026-12-09 09:00:05.906116', 'Inadequate', '["Planning", "Recording"]', '{"Planning": 1, "Recording": 1}', '{"Recording": 1}', NULL, 'The plan was older', false, '2026-12-09 09:00:11.652526', 5, true, 'Inadequate', '2026-12-09 10:00:05.300015', true);

INSERT INTO public.message VALUES (32, 'audit:disagreed:3:2026-12-09T09:00:11.652526+00:00:3', 'b2f1687c7ecd4cff81007ab2d54d9228', 3, 'audit', '{"audit": 3, "event": "disagreed"}', '2026-12-09 10:01:00.599389', '2026-12-09 10:00:00.599389', 1, false, NULL, false, 1, 'D03', '1796810400.778595', NULL, 'sent', '2026-12-09 10:00:00.786088');
INSERT INTO public.message VALUES (1, 'event:1:6', '88023a12ec494512b66ef1139ba60454', 6, 'event', '{"event": 1}', '2026-11-23 09:01:11.836747', '2026-11-23 09:00:11.836747', 1, false, NULL, false, 1, 'D05', '1795424412.066615', NULL, 'sent', '2026-11-23 09:00:12.089053');
INSERT INTO public.message VALUES (39, 'event:15:6', 'e257362f20724ed1b39a534dd2c474da', 6, 'event', '{"event": 15}', '2026-12-14 09:00:05.201079', NULL, 0, false, NULL, false, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.message VALUES (33, 'audit:moderate:3:2026-12-09T09:00:11.652526+00:00:5', 'cbaa679508d041138ded6d91f814b867', 5, 'audit', '{"audit": 3, "event": "moderate"}', '2026-12-09 10:01:00.82939', '2026-12-09 10:00:00.82939', 1, false, NULL, false, 1, 'D08', '1796810401.129533', NULL, 'sent', '2026-12-09 10:00:01.139142');
INSERT INTO public.message VALUES (10, 'audit:published:3:4', '2ff28cc410fe4b13abe74405be65430b', 4, 'audit', '{"audit": 3, "event": "published"}', '2026-12-01 09:01:02.359411', '2026-12-01 09:00:02.359411', 1, false, NULL, false, 1, 'D04', '1796115602.579516', NULL, 'sent', '2026-12-01 09:00:02.577931');
INSERT INTO public.message VALUES (3, 'event:3:7', '6713f5112381406285b33907978bf431', 7, 'event', '{"event": 3}', '2026-11-23 09:01:12.384408', '2026-11-23 09:00:12.384408', 1, false, NULL, false, 1, 'D06', '1795424412.535396', NULL, 'sent', '2026-11-23 09:00:12.535077');
INSERT INTO public.message VALUES (2, 'event:2:6', '7171dc8e0cae4eb08563717dd6fb3cdd', 6, 'event', '{"event": 2}', '2026-11-23 09:01:13.836069', '2026-11-23 09:00:12.122473', 1, false, NULL, false, 2, 'D05', '1795424413.879292', NULL, 'sent', '2026-11-23 09:00:13.879912');
INSERT INTO public.message VALUES (4, 'event:4:7', '17477c93417446eaac694480e99c5ca7', 7, 'event', '{"event": 4}', '2026-11-23 09:01:13.913541', '2026-11-23 09:00:12.564375', 1, false, NULL, false, 2, 'D06', '1795424413.992146', NULL, 'sent', '2026-11-23 09:00:14.007165');
INSERT INTO public.message VALUES (5, 'event:12:7', 'def49db911644cb2b5de15cd73d1abe7', 7, 'event', '{"event": 12}', '2026-11-23 09:01:19.839199', '2026-11-23 09:00:19.839199', 1, false, NULL, false, 1, 'D06', '1795428000.278211', NULL, 'sent', '2026-11-23 10:00:00.277829');
INSERT INTO public.message VALUES (11, 'audit:published:3:6', '41b1e13e84214d05977e645d16659169', 6, 'audit', '{"audit": 3, "event": "published"}', '2026-12-01 09:01:02.610833', '2026-12-01 09:00:02.610833', 1, false, NULL, false, 1, 'D05', '1796115602.782624', NULL, 'sent', '2026-12-01 09:00:02.848169');
INSERT INTO public.message VALUES (6, 'audit:published:1:4', '86186b9699014ad58bb6cd5125e55f61', 4, 'audit', '{"audit": 1, "event": "published"}', '2026-12-01 09:01:00.700322', '2026-12-01 09:00:00.700322', 1, false, NULL, false, 1, 'D04', '1796115601.180240', NULL, 'sent', '2026-12-01 09:00:01.233088');
INSERT INTO public.message VALUES (7, 'audit:published:1:7', 'cc6258113ad545a9b0b250bcb389292e', 7, 'audit', '{"audit": 1, "event": "published"}', '2026-12-01 09:01:01.253945', '2026-12-01 09:00:01.253945', 1, false, NULL, false, 1, 'D06', '1796115601.466921', NULL, 'sent', '2026-12-01 09:00:01.479947');
INSERT INTO public.message VALUES (8, 'audit:published:2:3', 'a6a04a17f3594fde925d101ed699ac76', 3, 'audit', '{"audit": 2, "event": "published"}', '2026-12-01 09:01:01.531771', '2026-12-01 09:00:01.531771', 1, false, NULL, false, 1, 'D03', '1796115601.951737', NULL, 'sent', '2026-12-01 09:00:01.984073');
INSERT INTO public.message VALUES (12, 'morning:1:2026-12-01', '175570ddff494754a42566f9ec3ca0a1', 1, 'morning', '{"actions": [{"id": 5, "due": "2026-12-18", "step": "-14", "as": "lead"}], "audits": [], "day": "2026-12-01"}', '2026-12-01 09:01:02.884094', '2026-12-01 09:00:02.884094', 1, false, NULL, false, 1, 'D01', '1796115603.156944', NULL, 'sent', '2026-12-01 09:00:03.139989');
INSERT INTO public.message VALUES (9, 'audit:published:2:8', '4433feb9d64143ef933acab11b5617c3', 8, 'audit', '{"audit": 2, "event": "published"}', '2026-12-01 09:01:02.036632', '2026-12-01 09:00:02.036632', 1, false, NULL, false, 1, 'D07', '1796115602.319691', NULL, 'sent', '2026-12-01 09:00:02.338987');
INSERT INTO public.message VALUES (19, 'audit invite:3:0:6', '21a8843da2d64aabb3c586d2e821900d', 6, 'audit invite', '{"audit": 3, "sequence": 0}', '2026-12-01 09:01:07.483686', '2026-12-01 09:00:07.483686', 1, false, NULL, false, 1, 'D05', NULL, NULL, 'sent', '2026-12-01 09:00:07.577578');
INSERT INTO public.message VALUES (13, 'morning:6:2026-12-01', 'f782020130c24a73b63e12366baed5c3', 6, 'morning', '{"actions": [{"id": 2, "due": "2026-12-02", "step": "-1", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-14", "as": "owner"}], "audits": [], "day": "2026-12-01"}', '2026-12-01 09:01:04.713666', '2026-12-01 09:00:03.168113', 1, false, NULL, false, 2, 'D05', '1796115604.905627', NULL, 'sent', '2026-12-01 09:00:04.952368');
INSERT INTO public.message VALUES (14, 'audit:booked:2:2026-12-01T09:00:05.285275+00:00:3', '6c44d6dc46404916ba71465506485225', 3, 'audit', '{"audit": 2, "event": "booked"}', '2026-12-01 09:01:05.733444', '2026-12-01 09:00:05.733444', 1, false, NULL, false, 1, 'D03', '1796115606.084523', NULL, 'sent', '2026-12-01 09:00:06.13408');
INSERT INTO public.message VALUES (16, 'audit invite:2:0:8', 'f4b8200185f9430daf85f886939c9dbf', 8, 'audit invite', '{"audit": 2, "sequence": 0}', '2026-12-01 09:01:06.73155', '2026-12-01 09:00:06.73155', 1, false, NULL, false, 1, 'D07', NULL, NULL, 'sent', '2026-12-01 09:00:07.119971');
INSERT INTO public.message VALUES (17, 'audit:booked:3:2026-12-01T09:00:05.927411+00:00:4', '0decf920af88497587ef064adf9501d9', 4, 'audit', '{"audit": 3, "event": "booked"}', '2026-12-01 09:01:07.23176', '2026-12-01 09:00:07.23176', 1, false, NULL, false, 1, 'D04', '1796806800.128622', NULL, 'sent', '2026-12-01 09:00:07.396379');
INSERT INTO public.message VALUES (21, 'audit:cannot:1:2026-12-01T09:00:06.732971+00:00:2', '8c96f83b58004f828db92712d1813802', 2, 'audit', '{"audit": 1, "event": "cannot"}', '2026-12-09 09:01:00.427647', '2026-12-09 09:00:00.427647', 1, false, NULL, false, 1, 'D02', '1796806800.617328', NULL, 'sent', '2026-12-09 09:00:00.628115');
INSERT INTO public.message VALUES (22, 'audit:cannot:1:2026-12-01T09:00:06.732971+00:00:3', '57838a28f8cb4b11a562bfe2240f6c96', 3, 'audit', '{"audit": 1, "event": "cannot"}', '2026-12-09 09:01:00.676277', '2026-12-09 09:00:00.676277', 1, false, NULL, false, 1, 'D03', '1796806800.781454', NULL, 'sent', '2026-12-09 09:00:00.806278');
INSERT INTO public.message VALUES (23, 'morning:1:2026-12-09', '000800f035f74faf94b7fe46c0725df4', 1, 'morning', '{"actions": [{"id": 5, "due": "2026-12-18", "step": "-7", "as": "lead"}], "audits": [], "day": "2026-12-09"}', '2026-12-09 09:01:00.983598', '2026-12-09 09:00:00.983598', 1, false, NULL, false, 1, 'D01', '1796806801.096140', NULL, 'sent', '2026-12-09 09:00:01.091431');
INSERT INTO public.message VALUES (25, 'morning:4:2026-12-09', 'e7e337698fee4bfc88b79006706c95be', 4, 'morning', '{"actions": [], "audits": [{"id": 3, "due": "2026-12-07", "step": "+1", "as": "auditor"}], "day": "2026-12-09"}', '2026-12-09 09:01:01.248514', '2026-12-09 09:00:01.248514', 1, false, NULL, false, 1, 'D04', '1796806801.339620', NULL, 'sent', '2026-12-09 09:00:01.346933');
INSERT INTO public.message VALUES (26, 'morning:6:2026-12-09', 'fcf43c71d8044706a617c6b472be7145', 6, 'morning', '{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-7", "as": "owner"}], "audits": [{"id": 3, "due": "2026-12-07", "step": "0", "as": "practitioner"}], "day": "2026-12-09"}', '2026-12-09 09:01:01.372243', '2026-12-09 09:00:01.372243', 1, false, NULL, false, 1, 'D05', '1796806801.574059', NULL, 'sent', '2026-12-09 09:00:01.593646');
INSERT INTO public.message VALUES (27, 'morning:7:2026-12-09', '2486bcff76314fc3805b5b4aeeb942fc', 7, 'morning', '{"actions": [{"id": 3, "due": "2026-12-11", "step": "-7", "as": "owner"}], "audits": [], "day": "2026-12-09"}', '2026-12-09 09:01:01.623603', '2026-12-09 09:00:01.623603', 1, false, NULL, false, 1, 'D06', '1796806801.826678', NULL, 'sent', '2026-12-09 09:00:01.834459');
INSERT INTO public.message VALUES (28, 'morning:8:2026-12-09', 'bab6f485fcae4405ae11469991cc44c3', 8, 'morning', '{"actions": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "practitioner"}], "day": "2026-12-09"}', '2026-12-09 09:01:01.861677', '2026-12-09 09:00:01.861677', 1, false, NULL, false, 1, 'D07', '1796806801.980405', NULL, 'sent', '2026-12-09 09:00:01.982165');
INSERT INTO public.message VALUES (15, 'audit invite:2:0:3', 'e2e70d0e98c740f98d64f098021456fb', 3, 'audit invite', '{"audit": 2, "sequence": 0}', '2026-12-09 09:01:02.092901', '2026-12-01 09:00:06.261263', 1, false, NULL, false, 3, 'D03', NULL, NULL, 'sent', '2026-12-09 09:00:02.192933');
INSERT INTO public.message VALUES (20, 'audit:cannot:1:2026-12-01T09:00:06.732971+00:00:4', '38ddc207cedc4bc09fe3974ea4606c9f', 4, 'audit', '{"audit": 1, "event": "cannot"}', '2026-12-09 09:01:03.446764', '2026-12-01 09:00:07.589569', 1, false, NULL, false, 3, 'D04', '1796806803.625461', NULL, 'sent', '2026-12-09 09:00:03.645817');
INSERT INTO public.message VALUES (24, 'morning:3:2026-12-09', 'ed5b89973e9246c6b40bff9e29462453', 3, 'morning', '{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "manager"}], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "auditor"}], "day": "2026-12-09"}', '2026-12-09 09:01:03.845327', '2026-12-09 09:00:01.11455', 1, false, NULL, false, 3, 'D03', '1796806804.009113', NULL, 'sent', '2026-12-09 09:00:04.025559');
INSERT INTO public.message VALUES (18, 'audit invite:3:0:4', 'b02bf056c94248dfbcf90d2a9f85c375', 4, 'audit invite', '{"audit": 3, "sequence": 0}', '2026-12-09 09:01:05.442157', '2026-12-01 09:00:07.429966', 1, false, NULL, false, 5, 'D04', NULL, NULL, 'sent', '2026-12-09 09:00:05.659528');
INSERT INTO public.message VALUES (29, 'audit:held:3:2026-12-09T09:00:05.906116+00:00:6', '28ca43aa301241c1a17397c493cc94ce', 6, 'audit', '{"audit": 3, "event": "held"}', '2026-12-09 09:01:06.446115', '2026-12-09 09:00:06.446115', 1, false, NULL, false, 1, 'D05', '1796806806.661720', NULL, 'sent', '2026-12-09 09:00:06.658434');
INSERT INTO public.message VALUES (30, 'audit:inadequate:3:2026-12-09T09:00:05.906116+00:00:2', 'ca799b4408424ef3962924e505248c43', 2, 'audit', '{"audit": 3, "event": "inadequate"}', '2026-12-09 09:01:06.713211', '2026-12-09 09:00:06.713211', 1, false, NULL, false, 1, 'D02', '1796806806.840788', NULL, 'sent', '2026-12-09 09:00:06.835548');
INSERT INTO public.message VALUES (31, 'audit:reflected:3:2026-12-09T09:00:11.652526+00:00:4', '45a7058f5bc444eaa81d4ce55d543d53', 4, 'audit', '{"audit": 3, "event": "reflected"}', '2026-12-09 10:01:00.458068', '2026-12-09 10:00:00.458068', 1, false, NULL, false, 1, 'D04', '1796810400.567740', NULL, 'sent', '2026-12-09 10:00:00.581666');
INSERT INTO public.message VALUES (34, 'audit:moderated:3:2026-12-09T10:00:05.300015+00:00:4', '616f66bcc4434c7f8adb12ca900432e2', 4, 'audit', '{"audit": 3, "event": "moderated"}', '2026-12-09 10:01:05.463012', '2026-12-09 10:00:05.463012', 1, false, NULL, false, 1, 'D04', '1797238800.249615', NULL, 'sent', '2026-12-14 09:00:00.274081');
INSERT INTO public.message VALUES (35, 'audit:moderated:3:2026-12-09T10:00:05.300015+00:00:6', '68d22bbf7e77451f829890930723ff1c', 6, 'audit', '{"audit": 3, "event": "moderated"}', '2026-12-14 09:01:00.326229', '2026-12-14 09:00:00.326229', 1, false, NULL, false, 1, 'D05', '1797238800.452148', NULL, 'sent', '2026-12-14 09:00:00.43852');
INSERT INTO public.message VALUES (36, 'morning:3:2026-12-14', '27e63a1e6420417dbc263bc2632a4ddc', 3, 'morning', '{"actions": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "+1", "as": "auditor"}], "day": "2026-12-14"}', '2026-12-14 09:01:02.041163', '2026-12-14 09:00:02.041163', 1, false, NULL, false, 1, 'D03', '1797238802.207075', NULL, 'sent', '2026-12-14 09:00:02.217915');
INSERT INTO public.message VALUES (37, 'morning:7:2026-12-14', 'cd2523e7391742f08b3a539fc94fa3d5', 7, 'morning', '{"actions": [{"id": 3, "due": "2026-12-11", "step": "0", "as": "owner"}], "audits": [], "day": "2026-12-14"}', '2026-12-14 09:01:02.245285', '2026-12-14 09:00:02.245285', 1, false, NULL, false, 1, 'D06', '1797238802.434155', NULL, 'sent', '2026-12-14 09:00:02.452724');
INSERT INTO public.message VALUES (38, 'morning:8:2026-12-14', 'afd5fa3632814b48b3a0e6eb955c1d99', 8, 'morning', '{"actions": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "0", "as": "practitioner"}], "day": "2026-12-14"}', '2026-12-14 09:01:02.459578', '2026-12-14 09:00:02.459578', 1, false, NULL, false, 1, 'D07', '1797238802.555318', NULL, 'sent', '2026-12-14 09:00:02.56685');

INSERT INTO public.person VALUES (2, 'person2@council.example', 'U02', 'Head of Service', 'Head of Service', NULL, 1, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false);
INSERT INTO public.person VALUES (3, 'person3@council.example', 'U03', 'Team Manager, Permanence', 'Team Manager, Permanence', 1, 2, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false);
INSERT INTO public.person VALUES (4, 'person4@council.example', 'U04', 'Team Manager, Assessment', 'Team Manager, Assessment', 2, 2, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false);
INSERT INTO public.person VALUES (6, 'person5@council.example', 'U05', 'Practitioner 1, Permanence', 'Practitioner 1, Permanence', 1, 3, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false);
INSERT INTO public.person VALUES (7, 'person6@council.example', 'U06', 'Practitioner 2, Permanence', 'Practitioner 2, Permanence', 1, 3, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false);
INSERT INTO public.person VALUES (8, 'person7@council.example', 'U07', 'Practitioner 1, Assessment', 'Practitioner 1, Assessment', 2, 4, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false);
INSERT INTO public.person VALUES (1, 'person1@council.example', 'U01', 'Assistant Director', 'Assistant Director', NULL, NULL, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, true, false, false);
INSERT INTO public.person VALUES (5, 'person8@council.example', 'U08', 'Improvement Officer', 'Improvement Officer', NULL, 2, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, true, false);

INSERT INTO public.seen VALUES ('2523779388252.4988512213.c8bb0ddf1f9eef5346ea4333557d95be', '2026-11-23 09:00:11.016682');
INSERT INTO public.seen VALUES ('9141708375793.6538148151.cb0a75277f53dc8522c34a773e128576', '2026-11-23 09:00:11.249463');
INSERT INTO public.seen VALUES ('6186407673489.9321686470.fd3bb15116bd30b08c1d54a8f6db77bd', '2026-11-23 09:00:11.276604');
INSERT INTO public.seen VALUES ('4635333651050.4207476728.9acc07a83759b5eec8fe975bbdccd53e', '2026-11-23 09:00:11.307146');
INSERT INTO public.seen VALUES ('7451251668039.9363074632.9c1618e08f4b08a0986d42d3ad2a7090', '2026-11-23 09:00:11.427982');
INSERT INTO public.seen VALUES ('2180812506570.6371616552.7ed004b9b93e36083959caa0bd529764', '2026-11-23 09:00:11.474209');
INSERT INTO public.seen VALUES ('495999622535.6136546649.6f2cd5407384cb87705ebba51de14fed', '2026-11-23 09:00:17.55109');
INSERT INTO public.seen VALUES ('4890481894962.627223094.0de45b12386e74ea2b42d182e246923b', '2026-11-23 09:00:17.715654');
INSERT INTO public.seen VALUES ('7547967894906.6516996865.19670d3f671e782cdfec3eec05954e3e', '2026-11-23 09:00:17.756133');
INSERT INTO public.seen VALUES ('294004994481.3670367936.9b5538ad6f304ad0bc535e485e2b39cd', '2026-11-23 09:00:18.344211');
INSERT INTO public.seen VALUES ('4681565149937.103931743.699f8c8f70fedd878f7e7f200589f186', '2026-11-23 09:00:18.59903');
INSERT INTO public.seen VALUES ('4917979385825.234656722.492067b940910385e41594963c861ab0', '2026-11-23 09:00:18.749229');
INSERT INTO public.seen VALUES ('2521896101273.9420914871.8e9b35aed0c7ea5eccb65e445bf0d210', '2026-11-23 09:00:19.599717');
INSERT INTO public.seen VALUES ('4402717320276.2058885982.e9262e48efee2ff574f3a1f6990989e7', '2026-11-23 10:00:05.107527');
INSERT INTO public.seen VALUES ('6112923745954.1340849986.a6d1c19b900e9afa8b8d85173bd223c4', '2026-11-23 10:00:05.226008');
INSERT INTO public.seen VALUES ('9190060302571.5930594905.b52e25305b1f8d0645ec8536603601c9', '2026-11-23 10:00:05.373565');
INSERT INTO public.seen VALUES ('2742089826083.5818714965.25639638662112f2a8a308fb206dd047', '2026-11-23 10:00:05.49777');
INSERT INTO public.seen VALUES ('3309398266148.3009756513.98b0d5401565d438a5d26135702a0620', '2026-11-23 10:00:05.651838');
INSERT INTO public.seen VALUES ('6030751667006.5180948121.4e3fe4293b4a553f3f51de951fcc0a73', '2026-11-23 10:00:06.015872');
INSERT INTO public.seen VALUES ('4729091980233.4218456089.598439944d972cfc186c10fd247fc8de', '2026-11-23 10:00:06.179934');
INSERT INTO public.seen VALUES ('2169912277983.8115959450.6503cd6310d36ba410e8797dd41ab297', '2026-11-23 10:00:06.439175');
INSERT INTO public.seen VALUES ('6426580783286.1357597465.a5e2ddbb22185f708ea82e709d79f5d2', '2026-11-23 10:00:07.461266');
INSERT INTO public.seen VALUES ('5988474371467.8277226382.5f18a986bd1ad6e61b5ff7471fb161c8', '2026-12-01 09:00:05.285275');
INSERT INTO public.seen VALUES ('4471992094366.2629667989.319222bb82ecafac1df090d6036394ad', '2026-12-01 09:00:05.927411');
INSERT INTO public.seen VALUES ('1355155397575.5734802989.7ee3298aba61528a2847ca84045904dc', '2026-12-01 09:00:06.569018');
INSERT INTO public.seen VALUES ('3449149336341.4175193412.bc9265e64c3c399c744682fc71071f95', '2026-12-01 09:00:06.732971');
INSERT INTO public.seen VALUES ('599878112429.4643756972.059d506a5ee15a122ff8c9423d12b56c', '2026-12-09 09:00:05.807888');
INSERT INTO public.seen VALUES ('7226637331303.3749758331.89a31750c540200625bec1590daebd53', '2026-12-09 09:00:05.906116');
INSERT INTO public.seen VALUES ('2456842029067.9222487123.a72ab567e20f11c542dc37baf16ee6df', '2026-12-09 09:00:11.343517');
INSERT INTO public.seen VALUES ('3132652807286.3408686512.b7b1d2bb9d5b22d74b4edcf240bea0ae', '2026-12-09 09:00:11.548047');
INSERT INTO public.seen VALUES ('1053624853719.5543740136.f683835595b249fc5194d01a9148f8dc', '2026-12-09 09:00:11.652526');
INSERT INTO public.seen VALUES ('5337601050438.7191062802.927c31d5b2d15e58c905421d229324a1', '2026-12-09 10:00:05.141565');
INSERT INTO public.seen VALUES ('1772924813254.2262734338.ee828962ceee6ba026592b08d1a8278d', '2026-12-09 10:00:05.210161');
INSERT INTO public.seen VALUES ('3578149724468.4931848860.260e07ac10780972871f56ea8515099d', '2026-12-09 10:00:05.300015');
INSERT INTO public.seen VALUES ('5323564957369.8496013563.579a01f6ca949f93ecb3ee6c0f728c7d', '2026-12-14 09:00:05.201079');

INSERT INTO public.team VALUES (1, 'Permanence', 'Children');
INSERT INTO public.team VALUES (2, 'Assessment', 'Children');

SELECT pg_catalog.setval('public.absence_id_seq', 1, true);

SELECT pg_catalog.setval('public.action_id_seq', 8, true);

SELECT pg_catalog.setval('public.audit_chase_id_seq', 6, true);

SELECT pg_catalog.setval('public.audit_event_id_seq', 11, true);

SELECT pg_catalog.setval('public.audit_round_id_seq', 1, true);

SELECT pg_catalog.setval('public.auditor_seat_id_seq', 3, true);

SELECT pg_catalog.setval('public.chase_id_seq', 9, true);

SELECT pg_catalog.setval('public.event_id_seq', 15, true);

SELECT pg_catalog.setval('public.live_audit_id_seq', 3, true);

SELECT pg_catalog.setval('public.message_id_seq', 39, true);

SELECT pg_catalog.setval('public.person_id_seq', 8, true);

SELECT pg_catalog.setval('public.team_id_seq', 2, true);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT pk_absence PRIMARY KEY (id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT pk_action PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_chase
    ADD CONSTRAINT pk_audit_chase PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT pk_audit_event PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_round
    ADD CONSTRAINT pk_audit_round PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_rules
    ADD CONSTRAINT pk_audit_rules PRIMARY KEY (service);

ALTER TABLE ONLY public.auditor_seat
    ADD CONSTRAINT pk_auditor_seat PRIMARY KEY (id);

ALTER TABLE ONLY public.chase
    ADD CONSTRAINT pk_chase PRIMARY KEY (id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT pk_event PRIMARY KEY (id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT pk_live_audit PRIMARY KEY (id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT pk_message PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);

ALTER TABLE ONLY public.seen
    ADD CONSTRAINT pk_seen PRIMARY KEY (key);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT pk_team PRIMARY KEY (id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT uq_action_reference UNIQUE (reference);

ALTER TABLE ONLY public.audit_chase
    ADD CONSTRAINT uq_audit_chase_audit_id_due_on_step_person_id UNIQUE (audit_id, due_on, step, person_id);

ALTER TABLE ONLY public.audit_round
    ADD CONSTRAINT uq_audit_round_month UNIQUE (month);

ALTER TABLE ONLY public.auditor_seat
    ADD CONSTRAINT uq_auditor_seat_person_id UNIQUE (person_id);

ALTER TABLE ONLY public.chase
    ADD CONSTRAINT uq_chase_action_id_due_on_step_person_id UNIQUE (action_id, due_on, step, person_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT uq_event_undoes_id UNIQUE (undoes_id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT uq_live_audit_round_id_serial UNIQUE (round_id, serial);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_dedupe_key UNIQUE (dedupe_key);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_token UNIQUE (token);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_email UNIQUE (email);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_slack_id UNIQUE (slack_id);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT uq_team_name UNIQUE (name);

CREATE INDEX ix_absence_person_id ON public.absence USING btree (person_id);

CREATE INDEX ix_action_due_on ON public.action USING btree (due_on);

CREATE INDEX ix_action_owner_id ON public.action USING btree (owner_id);

CREATE INDEX ix_action_status ON public.action USING btree (status);

CREATE INDEX ix_audit_event_audit_id ON public.audit_event USING btree (audit_id);

CREATE INDEX ix_event_action_id ON public.event USING btree (action_id);

CREATE INDEX ix_live_audit_auditor_id ON public.live_audit USING btree (auditor_id);

CREATE INDEX ix_live_audit_case_key ON public.live_audit USING btree (case_key);

CREATE INDEX ix_live_audit_practitioner_id ON public.live_audit USING btree (practitioner_id);

CREATE INDEX ix_live_audit_round_id ON public.live_audit USING btree (round_id);

CREATE INDEX ix_live_audit_state ON public.live_audit USING btree (state);

CREATE INDEX ix_message_person_id ON public.message USING btree (person_id);

CREATE INDEX ix_message_waiting ON public.message USING btree (due_at) WHERE (done_at IS NULL);

CREATE INDEX ix_person_manager_id ON public.person USING btree (manager_id);

CREATE INDEX ix_person_team_id ON public.person USING btree (team_id);

CREATE INDEX ix_seen_at ON public.seen USING btree (at);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT fk_absence_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT fk_absence_recorded_by_id_person FOREIGN KEY (recorded_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_created_by_id_person FOREIGN KEY (created_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_owner_id_person FOREIGN KEY (owner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.audit_chase
    ADD CONSTRAINT fk_audit_chase_audit_id_live_audit FOREIGN KEY (audit_id) REFERENCES public.live_audit(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.audit_chase
    ADD CONSTRAINT fk_audit_chase_message_id_message FOREIGN KEY (message_id) REFERENCES public.message(id);

ALTER TABLE ONLY public.audit_chase
    ADD CONSTRAINT fk_audit_chase_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT fk_audit_event_audit_id_live_audit FOREIGN KEY (audit_id) REFERENCES public.live_audit(id);

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT fk_audit_event_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.audit_round
    ADD CONSTRAINT fk_audit_round_drawn_by_id_person FOREIGN KEY (drawn_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.audit_round
    ADD CONSTRAINT fk_audit_round_published_by_id_person FOREIGN KEY (published_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.audit_rules
    ADD CONSTRAINT fk_audit_rules_changed_by_id_person FOREIGN KEY (changed_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.auditor_seat
    ADD CONSTRAINT fk_auditor_seat_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.chase
    ADD CONSTRAINT fk_chase_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.chase
    ADD CONSTRAINT fk_chase_message_id_message FOREIGN KEY (message_id) REFERENCES public.message(id);

ALTER TABLE ONLY public.chase
    ADD CONSTRAINT fk_chase_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_undoes_id_event FOREIGN KEY (undoes_id) REFERENCES public.event(id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT fk_live_audit_auditor_id_person FOREIGN KEY (auditor_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT fk_live_audit_moderator_id_person FOREIGN KEY (moderator_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT fk_live_audit_practitioner_id_person FOREIGN KEY (practitioner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT fk_live_audit_re_audit_of_id_live_audit FOREIGN KEY (re_audit_of_id) REFERENCES public.live_audit(id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT fk_live_audit_replaces_id_live_audit FOREIGN KEY (replaces_id) REFERENCES public.live_audit(id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT fk_live_audit_round_id_audit_round FOREIGN KEY (round_id) REFERENCES public.audit_round(id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_manager_id_person FOREIGN KEY (manager_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_team_id_team FOREIGN KEY (team_id) REFERENCES public.team(id);
