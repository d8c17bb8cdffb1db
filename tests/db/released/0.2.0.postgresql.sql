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
    done_at timestamp without time zone,
    source_link character varying(500) NOT NULL,
    theme character varying(120) NOT NULL,
    phase character varying(120) NOT NULL,
    evidence character varying(500) NOT NULL,
    owner_as_given character varying(200) NOT NULL,
    recurrence character varying(200) NOT NULL,
    recurs_from character varying(12) NOT NULL,
    deferred_until date,
    sign_off_asked_on date,
    signed_off_at timestamp without time zone,
    outcome_check_on date,
    outcome character varying(20),
    rag_override character varying(20),
    previous_id integer,
    deputy_id integer,
    signer_id integer,
    done_by_id integer,
    sign_off_asked_id integer,
    signed_off_by_id integer
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

CREATE TABLE public.answering (
    action_id integer NOT NULL,
    item_id integer NOT NULL,
    made_by_id integer,
    made_at timestamp without time zone NOT NULL
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

CREATE TABLE public.date_move (
    id integer NOT NULL,
    action_id integer NOT NULL,
    event_id integer,
    number integer NOT NULL,
    asked_by_id integer,
    asked_at timestamp without time zone NOT NULL,
    from_on date,
    from_precision character varying(10) NOT NULL,
    to_on date,
    to_precision character varying(10) NOT NULL,
    days integer,
    reason text NOT NULL,
    state character varying(12) NOT NULL,
    decided_by_id integer,
    decided_at timestamp without time zone,
    decision text NOT NULL
);

CREATE SEQUENCE public.date_move_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.date_move_id_seq OWNED BY public.date_move.id;

CREATE TABLE public.dependency (
    action_id integer NOT NULL,
    after_id integer NOT NULL
);

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

CREATE TABLE public.forecast (
    id integer NOT NULL,
    action_id integer NOT NULL,
    due_on date NOT NULL,
    made_on date NOT NULL,
    reason text NOT NULL,
    came_true boolean,
    settled_on date
);

CREATE SEQUENCE public.forecast_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.forecast_id_seq OWNED BY public.forecast.id;

CREATE TABLE public.handover (
    id integer NOT NULL,
    giver_id integer NOT NULL,
    taker_id integer NOT NULL,
    asked_by_id integer,
    asked_at timestamp without time zone NOT NULL,
    reason text NOT NULL
);

CREATE SEQUENCE public.handover_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.handover_id_seq OWNED BY public.handover.id;

CREATE TABLE public.handover_item (
    id integer NOT NULL,
    handover_id integer NOT NULL,
    kind character varying(20) NOT NULL,
    subject_id integer NOT NULL,
    state character varying(12) NOT NULL,
    decided_at timestamp without time zone,
    note text NOT NULL
);

CREATE SEQUENCE public.handover_item_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.handover_item_id_seq OWNED BY public.handover_item.id;

CREATE TABLE public.home (
    person_id integer NOT NULL,
    opened_on date NOT NULL,
    changed integer NOT NULL,
    shown integer NOT NULL,
    shown_on date NOT NULL,
    not_before timestamp without time zone,
    choice json NOT NULL,
    news json,
    news_until timestamp without time zone
);

CREATE TABLE public.item_link (
    item_id integer NOT NULL,
    under_id integer NOT NULL
);

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
    needs_moderation boolean NOT NULL,
    moderate_by date
);

CREATE SEQUENCE public.live_audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.live_audit_id_seq OWNED BY public.live_audit.id;

CREATE TABLE public.measure (
    id integer NOT NULL,
    name character varying(120) NOT NULL,
    computed character varying(20) NOT NULL,
    theme character varying(120) NOT NULL,
    team_id integer,
    unit character varying(40) NOT NULL,
    target double precision,
    target_out_of double precision,
    more_is_better boolean NOT NULL,
    made_by_id integer,
    made_at timestamp without time zone NOT NULL,
    ended_at timestamp without time zone
);

CREATE TABLE public.measure_event (
    id integer NOT NULL,
    measure_id integer NOT NULL,
    person_id integer,
    at timestamp without time zone NOT NULL,
    kind character varying(20) NOT NULL,
    changes json NOT NULL
);

CREATE SEQUENCE public.measure_event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.measure_event_id_seq OWNED BY public.measure_event.id;

CREATE SEQUENCE public.measure_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.measure_id_seq OWNED BY public.measure.id;

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
    done_at timestamp without time zone,
    channel character varying(20)
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
    left_slack boolean NOT NULL,
    deputy_id integer
);

CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;

CREATE TABLE public.plan_event (
    id integer NOT NULL,
    item_id integer NOT NULL,
    person_id integer,
    at timestamp without time zone NOT NULL,
    kind character varying(20) NOT NULL,
    changes json NOT NULL
);

CREATE SEQUENCE public.plan_event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.plan_event_id_seq OWNED BY public.plan_event.id;

CREATE TABLE public.plan_item (
    id integer NOT NULL,
    kind character varying(20) NOT NULL,
    reference character varying(40) NOT NULL,
    paragraph character varying(20) NOT NULL,
    text text NOT NULL,
    theme character varying(120) NOT NULL,
    source character varying(200) NOT NULL,
    added_at timestamp without time zone NOT NULL
);

CREATE SEQUENCE public.plan_item_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.plan_item_id_seq OWNED BY public.plan_item.id;

CREATE TABLE public.reading (
    id integer NOT NULL,
    measure_id integer NOT NULL,
    read_on date NOT NULL,
    number double precision NOT NULL,
    out_of double precision,
    note text NOT NULL,
    recorded_by_id integer,
    recorded_at timestamp without time zone NOT NULL
);

CREATE SEQUENCE public.reading_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.reading_id_seq OWNED BY public.reading.id;

CREATE TABLE public.seen (
    key character varying(200) NOT NULL,
    at timestamp without time zone NOT NULL
);

CREATE TABLE public.snooze (
    person_id integer NOT NULL,
    action_id integer NOT NULL,
    until date NOT NULL
);

CREATE TABLE public.subscription (
    id integer NOT NULL,
    made_by_id integer NOT NULL,
    channel character varying(20),
    view character varying(20) NOT NULL,
    reach character varying(20) NOT NULL,
    name character varying(120) NOT NULL,
    about_id integer,
    weekday integer,
    working_day integer,
    at time without time zone NOT NULL,
    time_zone character varying(60) NOT NULL,
    paused boolean NOT NULL,
    made_at timestamp without time zone NOT NULL,
    counts_from timestamp without time zone NOT NULL,
    changed_at timestamp without time zone,
    changed_by_id integer,
    ended_at timestamp without time zone,
    last_on date,
    last_told json NOT NULL
);

CREATE SEQUENCE public.subscription_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.subscription_id_seq OWNED BY public.subscription.id;

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

ALTER TABLE ONLY public.date_move ALTER COLUMN id SET DEFAULT nextval('public.date_move_id_seq'::regclass);

ALTER TABLE ONLY public.event ALTER COLUMN id SET DEFAULT nextval('public.event_id_seq'::regclass);

ALTER TABLE ONLY public.forecast ALTER COLUMN id SET DEFAULT nextval('public.forecast_id_seq'::regclass);

ALTER TABLE ONLY public.handover ALTER COLUMN id SET DEFAULT nextval('public.handover_id_seq'::regclass);

ALTER TABLE ONLY public.handover_item ALTER COLUMN id SET DEFAULT nextval('public.handover_item_id_seq'::regclass);

ALTER TABLE ONLY public.live_audit ALTER COLUMN id SET DEFAULT nextval('public.live_audit_id_seq'::regclass);

ALTER TABLE ONLY public.measure ALTER COLUMN id SET DEFAULT nextval('public.measure_id_seq'::regclass);

ALTER TABLE ONLY public.measure_event ALTER COLUMN id SET DEFAULT nextval('public.measure_event_id_seq'::regclass);

ALTER TABLE ONLY public.message ALTER COLUMN id SET DEFAULT nextval('public.message_id_seq'::regclass);

ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);

ALTER TABLE ONLY public.plan_event ALTER COLUMN id SET DEFAULT nextval('public.plan_event_id_seq'::regclass);

ALTER TABLE ONLY public.plan_item ALTER COLUMN id SET DEFAULT nextval('public.plan_item_id_seq'::regclass);

ALTER TABLE ONLY public.reading ALTER COLUMN id SET DEFAULT nextval('public.reading_id_seq'::regclass);

ALTER TABLE ONLY public.subscription ALTER COLUMN id SET DEFAULT nextval('public.subscription_id_seq'::regclass);

ALTER TABLE ONLY public.team ALTER COLUMN id SET DEFAULT nextval('public.team_id_seq'::regclass);

INSERT INTO public.absence VALUES (1, 4, '2026-12-14', '2026-12-15', false, 1, '2026-11-23 10:00:05.626955');
INSERT INTO public.absence VALUES (2, 7, '2026-12-23', '2026-12-24', false, 7, '2026-12-09 13:00:05.465977');

INSERT INTO public.action VALUES (5, 'Agree who chairs the panel', '', NULL, '', NULL, '2026-12-18', 'day', '', '2026-12-18', '2026-11-23', 'not started', '2026-11-23 09:00:04.003859', 3, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (3, 'Write to the partners about thresholds', '', NULL, '', 7, '2026-12-11', 'day', '', '2026-12-11', '2026-11-23', 'in progress', '2026-11-23 09:00:03.578536', 3, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (6, 'Bring the induction pack up to date', '', NULL, '', 3, '2026-11-27', 'day', '', '2026-11-27', '2026-11-23', 'done', '2026-11-23 09:00:04.0736', 3, '2026-11-23 09:00:09.916966', '', '', '', '', '', '', 'date', NULL, '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 3, 5, NULL);
INSERT INTO public.action VALUES (7, 'Refresh the chronology template', 'LA-2026-12-003', NULL, '', 4, '2026-12-18', 'day', '', '2026-12-18', '2026-12-09', 'not started', '2026-12-09 09:00:06.977817', 4, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (8, 'Agree the threshold document', '', NULL, '', 6, '2027-01-08', 'day', '', '2027-01-08', '2026-12-09', 'signed off', '2026-12-09 10:00:05.226743', 3, '2026-12-09 10:00:05.635197', '', '', '', 'https://council.example/minutes', '', '', 'date', NULL, '2026-12-09', '2026-12-09 11:00:05.112739', NULL, NULL, NULL, NULL, NULL, 5, 6, 5, 5);
INSERT INTO public.action VALUES (9, 'Publish the practice standards', '', NULL, '', 7, '2027-01-08', 'day', '', '2027-01-08', '2026-12-09', 'in progress', '2026-12-09 10:00:05.386728', 3, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (10, 'Fund the training', '', NULL, '', NULL, '2027-01-08', 'day', '', '2027-01-08', '2026-12-09', 'deferred', '2026-12-09 11:00:05.263996', 3, NULL, '', '', '', '', '', '', 'date', '2027-03-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (11, 'Rewrite the leaflet', '', NULL, '', NULL, '2027-01-08', 'day', '', '2027-01-08', '2026-12-09', 'dropped', '2026-12-09 11:00:05.417859', 3, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (4, 'Review the supervision template', '', NULL, '', 7, NULL, 'none', '', NULL, '2026-11-23', 'not started', '2026-11-23 09:00:03.801631', 3, NULL, '', '', 'Phase 1: Stabilise', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, 'at risk', NULL, 6, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (12, 'Audit the supervision files', '', NULL, '', 7, '2027-01-06', 'day', '', '2027-01-06', '2026-12-09', 'done', '2026-12-09 11:00:05.583289', 3, '2026-12-09 11:00:06.759312', '', '', '', '', '', 'DTSTART;VALUE=DATE:20270106
RRULE:FREQ=MONTHLY', 'date', NULL, '2026-12-09', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 7, 5, NULL);
INSERT INTO public.action VALUES (2, 'Train the staff in chronologies', '', NULL, '', 6, '2026-12-11', 'day', '', '2026-12-02', '2026-12-09', 'not started', '2026-11-23 09:00:03.318552', 3, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (1, 'Finalise the Adolescent Strategy', '', NULL, '', 7, '2027-01-29', 'day', '', '2026-12-04', '2026-12-09', 'in progress', '2026-11-23 09:00:03.096112', 3, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (13, 'Map the pathway to early help', '', '2.1', '', 2, '2027-01-29', 'day', '29 January 2027', '2027-01-29', NULL, 'not started', '2026-12-09 13:00:05.928612', 1, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (14, 'Write down what good looks like', '', '2.2', '', 5, '2027-02-26', 'day', '26 February 2027', '2027-02-26', NULL, 'not started', '2026-12-09 13:00:05.928612', 1, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (15, 'Read the minutes to the team', '', NULL, '', 6, '2027-01-15', 'day', '', '2027-01-15', '2026-12-14', 'not started', '2026-12-14 09:00:05.04494', 3, NULL, '', '', '', '', '', '', 'date', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO public.alembic_version VALUES ('0004');

INSERT INTO public.audit_chase VALUES (1, 2, '2026-12-01', 'opened 0', 3, 11);
INSERT INTO public.audit_chase VALUES (2, 1, '2026-12-01', 'opened 0', 4, 12);
INSERT INTO public.audit_chase VALUES (3, 3, '2026-12-01', 'opened 0', 4, 12);
INSERT INTO public.audit_chase VALUES (4, 3, '2026-12-01', 'opened 0', 6, 14);
INSERT INTO public.audit_chase VALUES (5, 1, '2026-12-01', 'opened 0', 7, 15);
INSERT INTO public.audit_chase VALUES (6, 2, '2026-12-01', 'opened 0', 8, 16);
INSERT INTO public.audit_chase VALUES (7, 2, '2026-12-10', '-3', 3, 27);
INSERT INTO public.audit_chase VALUES (8, 3, '2026-12-07', '+1', 4, 28);
INSERT INTO public.audit_chase VALUES (9, 3, '2026-12-07', '0', 6, 30);
INSERT INTO public.audit_chase VALUES (10, 2, '2026-12-10', '-3', 8, 32);
INSERT INTO public.audit_chase VALUES (11, 2, '2026-12-10', '+1', 3, 65);
INSERT INTO public.audit_chase VALUES (12, 2, '2026-12-10', '0', 8, 69);

INSERT INTO public.audit_event VALUES (1, 1, 1, '2026-11-23 10:00:07.364098', 'published', '{"state": ["drawn", "published"]}', '');
INSERT INTO public.audit_event VALUES (2, 2, 1, '2026-11-23 10:00:07.364098', 'published', '{"state": ["drawn", "published"]}', '');
INSERT INTO public.audit_event VALUES (3, 3, 1, '2026-11-23 10:00:07.364098', 'published', '{"state": ["drawn", "published"]}', '');
INSERT INTO public.audit_event VALUES (4, 2, 8, '2026-12-01 09:00:05.111606', 'booked', '{"state": ["published", "booked"], "booked_on": [null, "2026-12-10"]}', '');
INSERT INTO public.audit_event VALUES (5, 3, 6, '2026-12-01 09:00:05.258802', 'booked', '{"state": ["published", "booked"], "booked_on": [null, "2026-12-07"]}', '');
INSERT INTO public.audit_event VALUES (6, 1, 7, '2026-12-01 09:00:05.32297', 'not held', '{"state": ["published", "not held"], "not_held_reason": [null, "workload"]}', '');
INSERT INTO public.audit_event VALUES (7, 3, 4, '2026-12-09 09:00:06.977817', 'held', '{"state": ["booked", "held"], "held_at": [null, "2026-12-09T09:00:06.977817+00:00"], "grade": [null, "Inadequate"], "themes": [[], ["Planning", "Recording"]], "strengths": [{}, {"Planning": 2, "Recording": 1}], "areas": [{}, {"Recording": 3}]}', '');
INSERT INTO public.audit_event VALUES (8, 3, NULL, '2026-12-09 09:00:06.977817', 'clock started', '{"actions_due": "2026-12-23"}', '');
INSERT INTO public.audit_event VALUES (9, 3, 6, '2026-12-09 09:00:12.300278', 'reflected', '{"reflection": ["", "The plan was older"], "agrees": [null, false], "reflected_at": [null, "2026-12-09T09:00:12.300278+00:00"]}', 'The plan was older');
INSERT INTO public.audit_event VALUES (10, 3, NULL, '2026-12-09 09:00:12.300278', 'moderator chosen', '{"moderator_id": 5}', '');
INSERT INTO public.audit_event VALUES (11, 3, 5, '2026-12-09 10:00:05.17213', 'moderated', '{"state": ["held", "moderated"], "upheld": [null, true], "moderated_grade": [null, "Inadequate"], "moderated_at": [null, "2026-12-09T10:00:05.172130+00:00"]}', '');

INSERT INTO public.audit_round VALUES (1, '2026-12-01', 'published', '2026-12-01', '2026-12-31', '2027-01-15', '{"auditors":[{"away":[],"ends":null,"id":"3","line":["2","1"],"quota":1,"service":"Children","starts":"2026-11-23","team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[["2026-12-14","2026-12-15"]],"ends":null,"id":"4","line":["2","1"],"quota":2,"service":"Children","starts":"2026-11-23","team":"Assessment","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"id":"5","line":["2","1"],"quota":0,"service":"","starts":"2026-11-23","team":"","weekdays":[0,1,2,3,4]}],"forbids":[],"held":[],"history":[],"holidays":["2026-08-31","2026-12-25","2026-12-26","2026-12-28","2027-01-01","2027-03-26","2027-03-29"],"pins":[],"practitioners":[{"away":[],"ends":null,"finish_only":false,"id":"6","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"7","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"8","line":["4","2","1"],"service":"Children","starts":null,"team":"Assessment","weekdays":[0,1,2,3,4]}],"published":[],"rules":{"days_apart":10,"most_audits":null,"never_own_supervisor":"immediate","quota":2,"repeat_gap_months":6,"who_with_whom":"any","workload_months":12},"seed":202612,"window":{"due":"2026-12-31","off":[],"opens":"2026-12-01","today":null}}', '{"absent":[],"certificate":{"auditors":[[0,0,-1,0,-348369983962],[0,0,-2,-2,-939120242784],[0,0,0,0,0]],"levels":["longest since audited","pairs repeated","spread over teams","workload, then lots","lots for pairs"],"practitioners":[[0,0,-2,-1,0],[0,0,-2,-2,0],[0,0,-1,0,0]],"sink":[0,0,0,0,0],"teams":[[0,0,-1,0,0],[0,0,-2,0,0]]},"most":1,"pairs":[{"auditor":"3","practitioner":"8","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":0}},{"auditor":"4","practitioner":"6","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}},{"auditor":"4","practitioner":"7","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}}],"request":"9f6b7938d7afbf60e19f2a1786611e41a5c7febe074f87a6bc49dea1f13afe4c","stretched":null}', '{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": [], "scrutiny_monthly": [], "services": {}}', '2026-11-23 10:00:05.740231', 1, '2026-11-23 10:00:07.364098', 1, NULL);

INSERT INTO public.audit_rules VALUES ('', '{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": [], "scrutiny_monthly": []}', '2026-11-23 10:00:05.360025', 1);

INSERT INTO public.auditor_seat VALUES (1, 3, 1, '2026-11-23', NULL);
INSERT INTO public.auditor_seat VALUES (2, 4, 2, '2026-11-23', NULL);
INSERT INTO public.auditor_seat VALUES (3, 5, 0, '2026-11-23', NULL);

INSERT INTO public.chase VALUES (1, 5, '2026-12-18', '-14', 1, 10);
INSERT INTO public.chase VALUES (2, 6, '2026-11-23', 'sign +3', 5, 13);
INSERT INTO public.chase VALUES (3, 2, '2026-12-02', '-1', 6, 14);
INSERT INTO public.chase VALUES (4, 1, '2026-12-18', '-14', 6, 14);
INSERT INTO public.chase VALUES (5, 5, '2026-12-18', '-7', 1, 26);
INSERT INTO public.chase VALUES (6, 2, '2026-12-02', '+5', 3, 27);
INSERT INTO public.chase VALUES (7, 6, '2026-11-23', 'sign +8', 5, 29);
INSERT INTO public.chase VALUES (8, 2, '2026-12-02', '+5', 6, 30);
INSERT INTO public.chase VALUES (9, 1, '2026-12-18', '-7', 6, 30);
INSERT INTO public.chase VALUES (10, 3, '2026-12-11', '-7', 7, 31);
INSERT INTO public.chase VALUES (11, 6, '2026-11-23', 'sign +13', 1, 64);
INSERT INTO public.chase VALUES (12, 6, '2026-11-23', 'sign +13', 5, 66);
INSERT INTO public.chase VALUES (13, 12, '2026-12-09', 'sign +3', 5, 66);
INSERT INTO public.chase VALUES (14, 2, '2026-12-11', '0', 6, 67);
INSERT INTO public.chase VALUES (15, 3, '2026-12-11', '0', 7, 68);

INSERT INTO public.date_move VALUES (1, 1, 10, 1, 6, '2026-11-23 09:00:09.72011', '2026-12-04', 'day', '2026-12-18', 'day', 10, 'the panel meets then', 'agreed', 6, '2026-11-23 09:00:09.72011', '');
INSERT INTO public.date_move VALUES (3, 2, 35, 1, 6, '2026-12-09 11:00:07.13834', '2026-12-02', 'day', '2026-12-11', 'day', 7, 'Legal asked', 'agreed', 6, '2026-12-09 11:00:07.13834', '');
INSERT INTO public.date_move VALUES (2, 1, 37, 2, 6, '2026-12-09 11:00:07.041721', '2026-12-18', 'day', '2027-01-29', 'day', 27, 'it needs longer', 'agreed', 2, '2026-12-09 12:00:05.401755', '');
INSERT INTO public.date_move VALUES (4, 2, 38, 2, 6, '2026-12-09 11:00:07.314611', '2026-12-11', 'day', '2027-01-29', 'day', 32, 'it needs longer', 'declined', 2, '2026-12-09 12:00:05.508184', 'the board meets before that');

INSERT INTO public.dependency VALUES (12, 8);
INSERT INTO public.dependency VALUES (4, 9);

INSERT INTO public.event VALUES (1, 1, 3, '2026-11-23 09:00:03.096112', 'added', '{"title": [null, "Finalise the Adolescent Strategy"], "owner_id": [null, 6], "due_on": [null, "2026-12-04"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (2, 2, 3, '2026-11-23 09:00:03.318552', 'added', '{"title": [null, "Train the staff in chronologies"], "owner_id": [null, 6], "due_on": [null, "2026-12-02"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (3, 3, 3, '2026-11-23 09:00:03.578536', 'added', '{"title": [null, "Write to the partners about thresholds"], "owner_id": [null, 7], "due_on": [null, "2026-12-11"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (4, 4, 3, '2026-11-23 09:00:03.801631', 'added', '{"title": [null, "Review the supervision template"], "owner_id": [null, 7], "due_on": [null, null], "due_precision": [null, "none"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (5, 5, 3, '2026-11-23 09:00:04.003859', 'added', '{"title": [null, "Agree who chairs the panel"], "owner_id": [null, null], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (6, 6, 3, '2026-11-23 09:00:04.0736', 'added', '{"title": [null, "Bring the induction pack up to date"], "owner_id": [null, 3], "due_on": [null, "2026-11-27"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (7, 1, 6, '2026-11-23 09:00:09.449216', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:09.449216+00:00"], "done_by_id": [null, 6], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-11-23"]}', 'Minutes of the board, item 4', NULL);
INSERT INTO public.event VALUES (8, 1, 6, '2026-11-23 09:00:09.563218', 'undone', '{"status": ["done", "not started"], "done_at": ["2026-11-23T09:00:09.449216+00:00", null], "done_by_id": [6, null], "sign_off_asked_id": [5, null], "sign_off_asked_on": ["2026-11-23", null]}', '', 7);
INSERT INTO public.event VALUES (9, 1, 6, '2026-11-23 09:00:09.590593', 'noted', '{"status": ["not started", "in progress"]}', 'Draft sent to Legal', NULL);
INSERT INTO public.event VALUES (10, 1, 6, '2026-11-23 09:00:09.72011', 'moved', '{"due_on": ["2026-12-04", "2026-12-18"]}', 'the panel meets then', NULL);
INSERT INTO public.event VALUES (11, 3, 7, '2026-11-23 09:00:09.765703', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:09.765703+00:00"], "done_by_id": [null, 7], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-11-23"]}', 'The letters went out', NULL);
INSERT INTO public.event VALUES (12, 3, 3, '2026-11-23 09:00:09.814587', 'reopened', '{"status": ["done", "in progress"], "done_at": ["2026-11-23T09:00:09.765703+00:00", null], "done_by_id": [7, null], "sign_off_asked_id": [5, null], "sign_off_asked_on": ["2026-11-23", null]}', 'the board asked for more', NULL);
INSERT INTO public.event VALUES (13, 6, 3, '2026-11-23 09:00:09.916966', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:09.916966+00:00"], "done_by_id": [null, 3], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-11-23"]}', '', NULL);
INSERT INTO public.event VALUES (14, 7, 4, '2026-12-09 09:00:06.977817', 'added', '{"title": [null, "Refresh the chronology template"], "owner_id": [null, 4], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (15, 8, 3, '2026-12-09 10:00:05.226743', 'added', '{"title": [null, "Agree the threshold document"], "owner_id": [null, 6], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (16, 9, 3, '2026-12-09 10:00:05.386728', 'added', '{"title": [null, "Publish the practice standards"], "owner_id": [null, 7], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (17, 8, 3, '2026-12-09 10:00:05.579645', 'signer', '{"signer_id": [null, 5]}', '', NULL);
INSERT INTO public.event VALUES (18, 8, 6, '2026-12-09 10:00:05.635197', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-12-09T10:00:05.635197+00:00"], "done_by_id": [null, 6], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-12-09"]}', 'Agreed by the board', NULL);
INSERT INTO public.event VALUES (19, 9, 7, '2026-12-09 10:00:05.649845', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-12-09T10:00:05.649845+00:00"], "done_by_id": [null, 7], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-12-09"]}', 'They are on the intranet', NULL);
INSERT INTO public.event VALUES (20, 8, 5, '2026-12-09 11:00:05.112739', 'signed off', '{"status": ["done", "signed off"], "evidence": ["", "https://council.example/minutes"], "signed_off_at": [null, "2026-12-09T11:00:05.112739+00:00"], "signed_off_by_id": [null, 5]}', '', NULL);
INSERT INTO public.event VALUES (21, 9, 5, '2026-12-09 11:00:05.225345', 'returned', '{"status": ["done", "in progress"], "done_at": ["2026-12-09T10:00:05.649845+00:00", null], "done_by_id": [7, null], "sign_off_asked_id": [5, null], "sign_off_asked_on": ["2026-12-09", null]}', 'it is thin', NULL);
INSERT INTO public.event VALUES (22, 10, 3, '2026-12-09 11:00:05.263996', 'added', '{"title": [null, "Fund the training"], "owner_id": [null, null], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (23, 11, 3, '2026-12-09 11:00:05.417859', 'added', '{"title": [null, "Rewrite the leaflet"], "owner_id": [null, null], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (24, 12, 3, '2026-12-09 11:00:05.583289', 'added', '{"title": [null, "Audit the supervision files"], "owner_id": [null, 7], "due_on": [null, "2027-01-06"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (25, 12, 3, '2026-12-09 11:00:05.583289', 'after', '{"after": [[], [8]]}', '', NULL);
INSERT INTO public.event VALUES (26, 10, 1, '2026-12-09 11:00:05.831938', 'deferred', '{"status": ["not started", "deferred"], "deferred_until": [null, "2027-03-01"]}', 'of the budget', NULL);
INSERT INTO public.event VALUES (27, 11, 1, '2026-12-09 11:00:05.880247', 'dropped', '{"status": ["not started", "dropped"]}', 'the new strategy covers it', NULL);
INSERT INTO public.event VALUES (28, 4, 1, '2026-12-09 11:00:05.932745', 'after', '{"after": [[], [9]]}', '', NULL);
INSERT INTO public.event VALUES (29, 12, 1, '2026-12-09 11:00:06.125945', 'repeats', '{"recurrence": ["", "DTSTART;VALUE=DATE:20270106\nRRULE:FREQ=MONTHLY"]}', '', NULL);
INSERT INTO public.event VALUES (30, 4, 1, '2026-12-09 11:00:06.298126', 'phase', '{"phase": ["", "Phase 1: Stabilise"]}', '', NULL);
INSERT INTO public.event VALUES (31, 4, 1, '2026-12-09 11:00:06.483368', 'deputy', '{"deputy_id": [null, 6]}', '', NULL);
INSERT INTO public.event VALUES (32, 4, 1, '2026-12-09 11:00:06.623706', 'rated', '{"rag_override": [null, "at risk"]}', 'the partner has not answered', NULL);
INSERT INTO public.event VALUES (33, 12, 7, '2026-12-09 11:00:06.759312', 'done', '{"status": ["not started", "done"], "done_at": [null, "2026-12-09T11:00:06.759312+00:00"], "done_by_id": [null, 7], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-12-09"]}', 'All of them were read', NULL);
INSERT INTO public.event VALUES (34, 1, 6, '2026-12-09 11:00:07.041721', 'move asked', '{}', 'it needs longer', NULL);
INSERT INTO public.event VALUES (35, 2, 6, '2026-12-09 11:00:07.13834', 'moved', '{"due_on": ["2026-12-02", "2026-12-11"], "due_known_since": ["2026-11-23", "2026-12-09"]}', 'Legal asked', NULL);
INSERT INTO public.event VALUES (36, 2, 6, '2026-12-09 11:00:07.314611', 'move asked', '{}', 'it needs longer', NULL);
INSERT INTO public.event VALUES (37, 1, 2, '2026-12-09 12:00:05.401755', 'move approved', '{"due_on": ["2026-12-18", "2027-01-29"], "due_known_since": ["2026-11-23", "2026-12-09"]}', 'it needs longer', NULL);
INSERT INTO public.event VALUES (38, 2, 2, '2026-12-09 12:00:05.508184', 'move declined', '{}', 'the board meets before that', NULL);
INSERT INTO public.event VALUES (39, 1, 7, '2026-12-09 13:00:05.056341', 'handed over', '{"owner_id": [6, 7]}', '', NULL);
INSERT INTO public.event VALUES (40, 13, 1, '2026-12-09 13:00:05.928612', 'imported', '{"title": [null, "Map the pathway to early help"], "owner_id": [null, 2], "due_on": [null, "2027-01-29"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (41, 14, 1, '2026-12-09 13:00:05.928612', 'imported', '{"title": [null, "Write down what good looks like"], "owner_id": [null, 5], "due_on": [null, "2027-02-26"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);
INSERT INTO public.event VALUES (42, 15, 3, '2026-12-14 09:00:05.04494', 'added', '{"title": [null, "Read the minutes to the team"], "owner_id": [null, 6], "due_on": [null, "2027-01-15"], "due_precision": [null, "day"], "status": [null, "not started"]}', '', NULL);

INSERT INTO public.forecast VALUES (1, 1, '2026-12-18', '2026-12-09', 'due in 7 working days, nothing heard for 12 working days, moved once', true, '2026-12-14');

INSERT INTO public.handover VALUES (1, 6, 7, 3, '2026-12-09 12:00:05.755104', 'she moves on');

INSERT INTO public.handover_item VALUES (3, 1, 'deputy', 4, 'waiting', NULL, '');
INSERT INTO public.handover_item VALUES (1, 1, 'action', 1, 'accepted', '2026-12-09 13:00:05.056341', '');
INSERT INTO public.handover_item VALUES (2, 1, 'action', 2, 'refused', '2026-12-09 13:00:05.340039', 'No room before the summer');

INSERT INTO public.home VALUES (6, '2026-12-09', 2, 1, '2026-12-14', '2026-12-14 09:00:03.317648', '{}', 'null', NULL);

INSERT INTO public.live_audit VALUES (2, 1, 2, 3, 8, 'booked', '{"how":"drawn","team":"Assessment","month":{"year":2026,"number":12},"facts":{"months_waited":null,"rank_in_team":1,"tied":0,"last_met":null,"repeat":false,"nth":1,"pinned":false,"kept":false}}', false, '2026-12-14', '2026-12-10', '2026-12-31', 0, NULL, NULL, NULL, false, NULL, NULL, '[]', '{}', '{}', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, false, '2027-01-15');
INSERT INTO public.live_audit VALUES (1, 1, 1, 4, 7, 'not held', '{"how":"drawn","team":"Permanence","month":{"year":2026,"number":12},"facts":{"months_waited":null,"rank_in_team":1,"tied":1,"last_met":null,"repeat":false,"nth":1,"pinned":false,"kept":false}}', false, '2026-12-04', NULL, '2026-12-31', 0, NULL, NULL, 'workload', false, NULL, NULL, '[]', '{}', '{}', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, false, '2027-01-15');
INSERT INTO public.live_audit VALUES (3, 1, 3, 4, 6, 'moderated', '{"how":"drawn","team":"Permanence","month":{"year":2026,"number":12},"facts":{"months_waited":null,"rank_in_team":1,"tied":1,"last_met":null,"repeat":false,"nth":1,"pinned":false,"kept":false}}', false, '2026-12-31', '2026-12-07', '2026-12-31', 0, NULL, NULL, NULL, false, '2026-12-09 09:00:06.977817', 'Inadequate', '["Planning", "Recording"]', '{"Planning": 2, "Recording": 1}', '{"Recording": 3}', NULL, 'The plan was older', false, '2026-12-09 09:00:12.300278', 5, true, 'Inadequate', '2026-12-09 10:00:05.17213', true, '2027-01-15');

INSERT INTO public.measure VALUES (1, 'Supervision on time', '', '', NULL, '', 90, 100, true, 1, '2026-12-09 13:00:06.124593', NULL);
INSERT INTO public.measure VALUES (2, 'Graded Good or better', 'good', '', NULL, '', 80, 100, true, 1, '2026-12-09 13:00:06.526546', NULL);

INSERT INTO public.measure_event VALUES (1, 1, 1, '2026-12-09 13:00:06.124593', 'added', '{"name": [null, "Supervision on time"], "theme": [null, ""], "team_id": [null, null], "target": [null, 90.0], "target_out_of": [null, 100.0], "more_is_better": [null, true]}');
INSERT INTO public.measure_event VALUES (2, 1, 1, '2026-12-09 13:00:06.213844', 'reading', '{"2026-09-01": [null, [58.0, 80.0]]}');
INSERT INTO public.measure_event VALUES (3, 1, 1, '2026-12-09 13:00:06.329767', 'reading', '{"2026-12-09": [null, [76.0, 80.0]]}');
INSERT INTO public.measure_event VALUES (4, 2, 1, '2026-12-09 13:00:06.526546', 'added', '{"name": [null, "Graded Good or better"], "theme": [null, ""], "team_id": [null, null], "target": [null, 80.0], "target_out_of": [null, 100.0], "more_is_better": [null, true]}');

INSERT INTO public.message VALUES (1, 'event:1:6', 'f20e7d6816d14e099bd3eeb0cf172033', 6, 'event', '{"event": 1}', '2026-11-23 09:01:03.441151', '2026-11-23 09:00:03.441151', 1, false, NULL, false, 1, 'D05', '1795424403.779799', NULL, 'sent', '2026-11-23 09:00:03.788677', NULL);
INSERT INTO public.message VALUES (47, 'event:31:6', '7a4a5cb61ef642a78da3e688d9b77920', 6, 'event', '{"event": 31}', '2026-12-09 11:01:06.816946', '2026-12-09 11:00:06.816946', 1, false, NULL, false, 1, 'D05', '1796814007.039389', NULL, 'sent', '2026-12-09 11:00:07.039052', NULL);
INSERT INTO public.message VALUES (3, 'event:3:7', '9df2b7615a964d589bceaf8843a85c27', 7, 'event', '{"event": 3}', '2026-11-23 09:01:03.976988', '2026-11-23 09:00:03.976988', 1, false, NULL, false, 1, 'D06', '1795424404.145718', NULL, 'sent', '2026-11-23 09:00:04.149231', NULL);
INSERT INTO public.message VALUES (50, 'sign off:33:5', '7ad7c42c54314cdc9018421b42566a55', 5, 'sign off', '{"action": 12}', '2026-12-09 12:01:01.656529', '2026-12-09 12:00:01.656529', 1, false, NULL, false, 1, 'D08', '1796817601.858685', NULL, 'sent', '2026-12-09 12:00:01.857203', NULL);
INSERT INTO public.message VALUES (13, 'morning:5:2026-12-01', '4ee02914d79547bdb31c85d20d68477d', 5, 'morning', '{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "signer"}], "day": "2026-12-01"}', '2026-12-01 09:01:02.538189', '2026-12-01 09:00:02.538189', 1, false, NULL, false, 1, 'D08', '1796115602.681267', NULL, 'sent', '2026-12-01 09:00:02.681864', NULL);
INSERT INTO public.message VALUES (52, 'event:35:3', '23f5d117f6604dd0a54b15d38531b164', 3, 'event', '{"event": 35}', '2026-12-09 12:01:02.057995', '2026-12-09 12:00:02.057995', 1, false, NULL, false, 1, 'D03', '1796817602.149270', NULL, 'sent', '2026-12-09 12:00:02.150754', NULL);
INSERT INTO public.message VALUES (2, 'event:2:6', '4639a1e2ab384990adc8eeaaf9726a2e', 6, 'event', '{"event": 2}', '2026-11-23 09:01:05.414439', '2026-11-23 09:00:03.840988', 1, false, NULL, false, 2, 'D05', '1795424405.643980', NULL, 'sent', '2026-11-23 09:00:05.654537', NULL);
INSERT INTO public.message VALUES (4, 'event:4:7', '1f5b12766378499080816b9189784ba9', 7, 'event', '{"event": 4}', '2026-11-23 09:01:05.687914', '2026-11-23 09:00:04.165214', 1, false, NULL, false, 2, 'D06', '1795424405.772743', NULL, 'sent', '2026-11-23 09:00:05.774327', NULL);
INSERT INTO public.message VALUES (10, 'morning:1:2026-12-01', '031bd10a86294517a3fb5ed056f015f3', 1, 'morning', '{"actions": [{"id": 5, "due": "2026-12-18", "step": "-14", "as": "lead"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-01"}', '2026-12-01 09:01:02.031676', '2026-12-01 09:00:02.031676', 1, false, NULL, false, 1, 'D01', '1796115602.320700', NULL, 'sent', '2026-12-01 09:00:02.320753', NULL);
INSERT INTO public.message VALUES (8, 'event:12:7', 'dda42a1a6b554eb387c4ab6177b7dd0c', 7, 'event', '{"event": 12}', '2026-11-23 09:01:10.389483', '2026-11-23 09:00:10.389483', 1, false, NULL, false, 1, 'D06', '1795428000.541140', NULL, 'sent', '2026-11-23 10:00:00.541635', NULL);
INSERT INTO public.message VALUES (5, 'sign off:7:5', '9c2f51e8b6b94f24aa5b3a2279620971', 5, 'sign off', '{"action": 1}', '2026-11-23 10:01:00.554969', '2026-11-23 10:00:00.554969', 1, false, NULL, false, 1, NULL, NULL, NULL, 'stale', '2026-11-23 10:00:00.620633', NULL);
INSERT INTO public.message VALUES (6, 'event:10:3', 'adc8d45745fc414891f30c2114d37b64', 3, 'event', '{"event": 10}', '2026-11-23 10:01:00.651137', '2026-11-23 10:00:00.651137', 1, false, NULL, false, 1, 'D03', '1795428000.744989', NULL, 'sent', '2026-11-23 10:00:00.747379', NULL);
INSERT INTO public.message VALUES (7, 'sign off:11:5', '50d39b3e3ce8446b9b66c18adebf525a', 5, 'sign off', '{"action": 3}', '2026-11-23 10:01:00.758837', '2026-11-23 10:00:00.758837', 1, false, NULL, false, 1, NULL, NULL, NULL, 'stale', '2026-11-23 10:00:00.821556', NULL);
INSERT INTO public.message VALUES (9, 'sign off:13:5', '73ae189ec6ea4eabb473e1c4da810cde', 5, 'sign off', '{"action": 6}', '2026-11-23 10:01:00.835077', '2026-11-23 10:00:00.835077', 1, false, NULL, false, 1, 'D08', '1795428000.949385', NULL, 'sent', '2026-11-23 10:00:00.949813', NULL);
INSERT INTO public.message VALUES (11, 'morning:3:2026-12-01', '8a03d839dd9a4556bd55272d798ba07c', 3, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-01", "step": "opened 0", "as": "auditor"}], "sign_offs": [], "day": "2026-12-01"}', '2026-12-01 09:01:02.338442', '2026-12-01 09:00:02.338442', 1, false, NULL, false, 1, 'D03', '1796115602.416928', NULL, 'sent', '2026-12-01 09:00:02.422406', NULL);
INSERT INTO public.message VALUES (12, 'morning:4:2026-12-01', '913fb01c7ba7436bb5604a22ab4d7643', 4, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 1, "due": "2026-12-01", "step": "opened 0", "as": "auditor"}, {"id": 3, "due": "2026-12-01", "step": "opened 0", "as": "auditor"}], "sign_offs": [], "day": "2026-12-01"}', '2026-12-01 09:01:02.434051', '2026-12-01 09:00:02.434051', 1, false, NULL, false, 1, 'D04', '1796115602.513271', NULL, 'sent', '2026-12-01 09:00:02.523448', NULL);
INSERT INTO public.message VALUES (14, 'morning:6:2026-12-01', '9373d43e1263417f98c80030e4e06ae2', 6, 'morning', '{"actions": [{"id": 2, "due": "2026-12-02", "step": "-1", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-14", "as": "owner"}], "approvals": [], "audits": [{"id": 3, "due": "2026-12-01", "step": "opened 0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-01"}', '2026-12-01 09:01:02.688756', '2026-12-01 09:00:02.688756', 1, false, NULL, false, 1, 'D05', '1796115602.816347', NULL, 'sent', '2026-12-01 09:00:02.817968', NULL);
INSERT INTO public.message VALUES (15, 'morning:7:2026-12-01', 'b0cfc2db349e4aca83dcaaa520a0a347', 7, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 1, "due": "2026-12-01", "step": "opened 0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-01"}', '2026-12-01 09:01:02.823615', '2026-12-01 09:00:02.823615', 1, false, NULL, false, 1, 'D06', '1796115602.895784', NULL, 'sent', '2026-12-01 09:00:02.899044', NULL);
INSERT INTO public.message VALUES (16, 'morning:8:2026-12-01', 'a7a8b96fcccb476880ab5413529f7a2d', 8, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-01", "step": "opened 0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-01"}', '2026-12-01 09:01:02.918537', '2026-12-01 09:00:02.918537', 1, false, NULL, false, 1, 'D07', '1796115603.015942', NULL, 'sent', '2026-12-01 09:00:03.019397', NULL);
INSERT INTO public.message VALUES (17, 'audit:booked:2:2026-12-01T09:00:05.111606+00:00:3', 'e022b622aabd442b99a2010a6aeb9785', 3, 'audit', '{"audit": 2, "event": "booked"}', '2026-12-09 09:01:00.537006', '2026-12-09 09:00:00.537006', 1, false, NULL, false, 1, 'D03', '1796806800.697550', NULL, 'sent', '2026-12-09 09:00:00.697886', NULL);
INSERT INTO public.message VALUES (19, 'audit invite:2:0:8', '96afb51b361545f0b900bd66f05c1093', 8, 'audit invite', '{"audit": 2, "sequence": 0}', '2026-12-09 09:01:00.926891', '2026-12-09 09:00:00.926891', 1, false, NULL, false, 1, 'D07', NULL, NULL, 'sent', '2026-12-09 09:00:01.020512', NULL);
INSERT INTO public.message VALUES (20, 'audit:booked:3:2026-12-01T09:00:05.258802+00:00:4', '5877bc4a260e4141b30d700f189edb5d', 4, 'audit', '{"audit": 3, "event": "booked"}', '2026-12-09 09:01:01.050098', '2026-12-09 09:00:01.050098', 1, false, NULL, false, 1, 'D04', '1796806801.132637', NULL, 'sent', '2026-12-09 09:00:01.132223', NULL);
INSERT INTO public.message VALUES (22, 'audit invite:3:0:6', 'e6cc60bfe05040578e5b3b2ceda67118', 6, 'audit invite', '{"audit": 3, "sequence": 0}', '2026-12-09 09:01:01.24404', '2026-12-09 09:00:01.24404', 1, false, NULL, false, 1, 'D05', NULL, NULL, 'sent', '2026-12-09 09:00:01.322854', NULL);
INSERT INTO public.message VALUES (24, 'audit:cannot:1:2026-12-01T09:00:05.322970+00:00:2', '3eda358fff294bdfb8439d8653823993', 2, 'audit', '{"audit": 1, "event": "cannot"}', '2026-12-09 09:01:01.414924', '2026-12-09 09:00:01.414924', 1, false, NULL, false, 1, 'D02', '1796806801.474389', NULL, 'sent', '2026-12-09 09:00:01.47485', NULL);
INSERT INTO public.message VALUES (27, 'morning:3:2026-12-09', 'a26585c772414f3abc860560ecc58f1e', 3, 'morning', '{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "manager"}], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "auditor"}], "sign_offs": [], "day": "2026-12-09"}', '2026-12-09 09:01:01.830897', '2026-12-09 09:00:01.830897', 1, false, NULL, false, 1, 'D03', '1796806801.958061', NULL, 'sent', '2026-12-09 09:00:01.951676', NULL);
INSERT INTO public.message VALUES (29, 'morning:5:2026-12-09', '89aa92e555be48cbb1dd0fade4a0757b', 5, 'morning', '{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "signer"}], "day": "2026-12-09"}', '2026-12-09 09:01:02.073327', '2026-12-09 09:00:02.073327', 1, false, NULL, false, 1, 'D08', '1796806802.222654', NULL, 'sent', '2026-12-09 09:00:02.234433', NULL);
INSERT INTO public.message VALUES (31, 'morning:7:2026-12-09', 'a0154f9093244bb8933f82c82a8eec30', 7, 'morning', '{"actions": [{"id": 3, "due": "2026-12-11", "step": "-7", "as": "owner"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-09"}', '2026-12-09 09:01:02.405153', '2026-12-09 09:00:02.405153', 1, false, NULL, false, 1, 'D06', '1796806802.616953', NULL, 'sent', '2026-12-09 09:00:02.621639', NULL);
INSERT INTO public.message VALUES (21, 'audit invite:3:0:4', 'c23e738d79c54c2ea238ff676ec99d67', 4, 'audit invite', '{"audit": 3, "sequence": 0}', '2026-12-09 09:01:02.871819', '2026-12-09 09:00:01.149555', 1, false, NULL, false, 2, 'D04', NULL, NULL, 'sent', '2026-12-09 09:00:02.956381', NULL);
INSERT INTO public.message VALUES (25, 'audit:cannot:1:2026-12-01T09:00:05.322970+00:00:3', '97e77f73a7e148aea384918e172d211e', 3, 'audit', '{"audit": 1, "event": "cannot"}', '2026-12-09 09:01:03.051915', '2026-12-09 09:00:01.487031', 1, false, NULL, false, 2, 'D03', '1796806803.129064', NULL, 'sent', '2026-12-09 09:00:03.135588', NULL);
INSERT INTO public.message VALUES (18, 'audit invite:2:0:3', 'e4fd68ee2ebc4d9bbe1ba9a9aa24aeef', 3, 'audit invite', '{"audit": 2, "sequence": 0}', '2026-12-09 09:01:04.534859', '2026-12-09 09:00:00.724779', 1, false, NULL, false, 3, 'D03', NULL, NULL, 'sent', '2026-12-09 09:00:04.612674', NULL);
INSERT INTO public.message VALUES (28, 'morning:4:2026-12-09', 'cbfe3f2668e34ddfa2bb0503b21cff9c', 4, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 3, "due": "2026-12-07", "step": "+1", "as": "auditor"}], "sign_offs": [], "day": "2026-12-09"}', '2026-12-09 09:01:06.548228', '2026-12-09 09:00:01.965305', 1, false, NULL, false, 4, 'D04', '1796806806.620841', NULL, 'sent', '2026-12-09 09:00:06.62115', NULL);
INSERT INTO public.message VALUES (46, 'event:24:7', 'abcb078039274da1bf36d3639e3c079a', 7, 'event', '{"event": 24}', '2026-12-09 11:01:06.491932', '2026-12-09 11:00:06.491932', 1, false, NULL, false, 1, 'D06', '1796814006.764361', NULL, 'sent', '2026-12-09 11:00:06.763499', NULL);
INSERT INTO public.message VALUES (26, 'morning:1:2026-12-09', 'abaed6c2a89e49549e3e95e998f1342e', 1, 'morning', '{"actions": [{"id": 5, "due": "2026-12-18", "step": "-7", "as": "lead"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-09"}', '2026-12-09 09:01:01.673555', '2026-12-09 09:00:01.673555', 1, false, NULL, false, 1, 'D01', '1796806801.826559', NULL, 'sent', '2026-12-09 09:00:01.821397', NULL);
INSERT INTO public.message VALUES (30, 'morning:6:2026-12-09', '794453ffba764182aee2afab171fd700', 6, 'morning', '{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-7", "as": "owner"}], "approvals": [], "audits": [{"id": 3, "due": "2026-12-07", "step": "0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-09"}', '2026-12-09 09:01:02.245842', '2026-12-09 09:00:02.245842', 1, false, NULL, false, 1, 'D05', '1796806802.379328', NULL, 'sent', '2026-12-09 09:00:02.379553', NULL);
INSERT INTO public.message VALUES (32, 'morning:8:2026-12-09', '8cee48b953fd4a3fb7e135b693343671', 8, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-09"}', '2026-12-09 09:01:02.641259', '2026-12-09 09:00:02.641259', 1, false, NULL, false, 1, 'D07', '1796806802.772859', NULL, 'sent', '2026-12-09 09:00:02.786856', NULL);
INSERT INTO public.message VALUES (48, 'event:31:7', '52212822b3d648eca3ba602807c322a5', 7, 'event', '{"event": 31}', '2026-12-09 12:01:01.084635', '2026-12-09 11:00:07.042331', 1, false, NULL, false, 2, 'D06', '1796817601.181775', NULL, 'sent', '2026-12-09 12:00:01.190692', NULL);
INSERT INTO public.message VALUES (23, 'audit:cannot:1:2026-12-01T09:00:05.322970+00:00:4', '107a29896e564d4a8ac89d7d8644144f', 4, 'audit', '{"audit": 1, "event": "cannot"}', '2026-12-09 09:01:04.624497', '2026-12-09 09:00:01.343252', 1, false, NULL, false, 3, 'D04', '1796806804.681780', NULL, 'sent', '2026-12-09 09:00:04.684613', NULL);
INSERT INTO public.message VALUES (36, 'audit:disagreed:3:2026-12-09T09:00:12.300278+00:00:3', '87ef2736d9584006b21ff27e5f3f72a3', 3, 'audit', '{"audit": 3, "event": "disagreed"}', '2026-12-09 09:01:12.640871', '2026-12-09 09:00:12.640871', 1, false, NULL, false, 1, 'D03', '1796810400.311211', NULL, 'sent', '2026-12-09 10:00:00.312796', NULL);
INSERT INTO public.message VALUES (33, 'audit:held:3:2026-12-09T09:00:06.977817+00:00:6', '86b13797072f48c89e3c07fad76f3a8d', 6, 'audit', '{"audit": 3, "event": "held"}', '2026-12-09 09:01:07.552266', '2026-12-09 09:00:07.552266', 1, false, NULL, false, 1, 'D05', '1796806807.658593', NULL, 'sent', '2026-12-09 09:00:07.658708', NULL);
INSERT INTO public.message VALUES (44, 'event:20:6', 'f6eee640093b48389207468b638b33a2', 6, 'event', '{"event": 20}', '2026-12-09 12:01:01.318344', '2026-12-09 12:00:01.318344', 1, false, NULL, false, 1, 'D05', '1796817601.445448', NULL, 'sent', '2026-12-09 12:00:01.455411', NULL);
INSERT INTO public.message VALUES (34, 'audit:inadequate:3:2026-12-09T09:00:06.977817+00:00:2', '0f022d55d971453ab6b384e07e96697b', 2, 'audit', '{"audit": 3, "event": "inadequate"}', '2026-12-09 09:01:07.67618', '2026-12-09 09:00:07.67618', 1, false, NULL, false, 1, 'D02', '1796806807.754500', NULL, 'sent', '2026-12-09 09:00:07.754488', NULL);
INSERT INTO public.message VALUES (49, 'event:32:7', '175b126bba98447c8506cda4cfa1c91c', 7, 'event', '{"event": 32}', '2026-12-09 12:01:03.077156', '2026-12-09 11:00:07.138907', 1, false, NULL, false, 3, 'D06', '1796817603.181512', NULL, 'sent', '2026-12-09 12:00:03.199192', NULL);
INSERT INTO public.message VALUES (51, 'move:2:2', '7fa39981f86542e9a2b7f4dfb888e5cf', 2, 'approval', '{"move": 2}', '2026-12-09 12:01:01.883523', '2026-12-09 12:00:01.883523', 1, false, NULL, false, 1, 'D02', '1796817602.044211', NULL, 'sent', '2026-12-09 12:00:02.045317', NULL);
INSERT INTO public.message VALUES (35, 'audit:reflected:3:2026-12-09T09:00:12.300278+00:00:4', '235330426b8747048e351700184790a2', 4, 'audit', '{"audit": 3, "event": "reflected"}', '2026-12-09 09:01:12.532431', '2026-12-09 09:00:12.532431', 1, false, NULL, false, 1, 'D04', '1796810400.261217', NULL, 'sent', '2026-12-09 09:00:12.637324', NULL);
INSERT INTO public.message VALUES (37, 'audit:moderate:3:2026-12-09T09:00:12.300278+00:00:5', '410b4afd7e3b4d07860e34789be3ab7d', 5, 'audit', '{"audit": 3, "event": "moderate"}', '2026-12-09 10:01:00.31729', '2026-12-09 10:00:00.31729', 1, false, NULL, false, 1, 'D08', '1796810400.354931', NULL, 'sent', '2026-12-09 10:00:00.35678', NULL);
INSERT INTO public.message VALUES (53, 'move:4:2', '1038098eae444fd0951894937b725898', 2, 'approval', '{"move": 4}', '2026-12-09 12:01:03.297086', '2026-12-09 12:00:02.175415', 1, false, NULL, false, 2, 'D02', '1796817603.417075', NULL, 'sent', '2026-12-09 12:00:03.424376', NULL);
INSERT INTO public.message VALUES (45, 'event:21:7', 'd63a94bd70c749f4ba90b1116a5c2f5f', 7, 'event', '{"event": 21}', '2026-12-09 12:01:05.100822', '2026-12-09 12:00:01.489697', 1, false, NULL, false, 3, 'D06', '1796817605.337197', NULL, 'sent', '2026-12-09 12:00:05.344778', NULL);
INSERT INTO public.message VALUES (38, 'audit:moderated:3:2026-12-09T10:00:05.172130+00:00:4', '4784a79264b34316bac9b0ce7b5ed7b3', 4, 'audit', '{"audit": 3, "event": "moderated"}', '2026-12-09 11:01:00.494968', '2026-12-09 11:00:00.494968', 1, false, NULL, false, 1, 'D04', '1796814000.629350', NULL, 'sent', '2026-12-09 11:00:00.638666', NULL);
INSERT INTO public.message VALUES (39, 'audit:moderated:3:2026-12-09T10:00:05.172130+00:00:6', 'db03a2e893924d89ba79f01eb8e77666', 6, 'audit', '{"audit": 3, "event": "moderated"}', '2026-12-09 11:01:00.665962', '2026-12-09 11:00:00.665962', 1, false, NULL, false, 1, 'D05', '1796814000.723542', NULL, 'sent', '2026-12-09 11:00:00.724097', NULL);
INSERT INTO public.message VALUES (40, 'event:15:6', '4a35dbf54ba649748411ab8fcc4d8dd2', 6, 'event', '{"event": 15}', '2026-12-09 11:01:02.529831', '2026-12-09 11:00:00.732201', 1, false, NULL, false, 2, 'D05', '1796814002.659405', NULL, 'sent', '2026-12-09 11:00:02.667942', NULL);
INSERT INTO public.message VALUES (56, 'event:38:6', '68304e177825497082cf693bd7e9b5ea', 6, 'event', '{"event": 38}', '2026-12-09 12:01:06.080125', '2026-12-09 12:00:06.080125', 1, false, NULL, false, 1, 'D05', '1796821200.473054', NULL, 'sent', '2026-12-09 13:00:00.479416', NULL);
INSERT INTO public.message VALUES (41, 'event:16:7', 'b6421a623f804789b97ba50d667f241c', 7, 'event', '{"event": 16}', '2026-12-09 11:01:00.820995', '2026-12-09 11:00:00.820995', 1, false, NULL, false, 1, 'D06', '1796814000.920929', NULL, 'sent', '2026-12-09 11:00:00.930982', NULL);
INSERT INTO public.message VALUES (43, 'sign off:19:5', '749adcff3d504ee1ac8591ccc4b82b6d', 5, 'sign off', '{"action": 9}', '2026-12-09 11:01:02.683945', '2026-12-09 11:00:01.131388', 1, false, NULL, false, 2, 'D08', '1796814002.834714', NULL, 'sent', '2026-12-09 11:00:02.836504', NULL);
INSERT INTO public.message VALUES (42, 'sign off:18:5', 'e5818af6e86b477288c90765971a447b', 5, 'sign off', '{"action": 8}', '2026-12-09 11:01:00.970045', '2026-12-09 11:00:00.970045', 1, false, NULL, false, 1, 'D08', '1796814001.104194', NULL, 'sent', '2026-12-09 11:00:01.114207', NULL);
INSERT INTO public.message VALUES (57, 'handover:offered:1:7', '2c1c3ef0f1fc43a38160d213e0c53693', 7, 'handover', '{"handover": 1, "event": "offered"}', '2026-12-09 13:01:00.490973', '2026-12-09 13:00:00.490973', 1, false, NULL, false, 1, 'D06', '1796821200.613313', NULL, 'sent', '2026-12-09 13:00:00.616698', NULL);
INSERT INTO public.message VALUES (54, 'event:37:3', '15e462c31a9a4295bde07350f62246d7', 3, 'event', '{"event": 37}', '2026-12-09 13:01:00.749824', '2026-12-09 13:00:00.749824', 1, false, NULL, false, 1, 'D03', '1796821200.897066', NULL, 'sent', '2026-12-09 13:00:00.904371', NULL);
INSERT INTO public.message VALUES (58, 'handover:begun:1:6', 'aa8e4f43e1f34880b0854df09410d7a9', 6, 'handover', '{"handover": 1, "event": "begun"}', '2026-12-09 13:01:02.31747', '2026-12-09 13:00:00.634055', 1, false, NULL, false, 2, 'D05', '1796821202.379235', NULL, 'sent', '2026-12-09 13:00:02.379615', NULL);
INSERT INTO public.message VALUES (55, 'event:37:6', '75fa388d6bc443a5977af4591adbc5bf', 6, 'event', '{"event": 37}', '2026-12-09 13:01:04.312782', '2026-12-09 13:00:00.920255', 1, false, NULL, false, 3, 'D05', '1796821204.418110', NULL, 'sent', '2026-12-09 13:00:04.424126', NULL);
INSERT INTO public.message VALUES (59, 'imported:13:2026-12-09T13:00:05.928612+00:00:2', 'fa9a13110ed54c28ad662b2f00336cbf', 2, 'imported', '{"actions": [13], "by": 1}', '2026-12-09 13:01:06.324723', '2026-12-09 13:00:06.324723', 1, false, NULL, false, 1, 'D02', '1796821206.536191', NULL, 'sent', '2026-12-09 13:00:06.53696', NULL);
INSERT INTO public.message VALUES (60, 'imported:14:2026-12-09T13:00:05.928612+00:00:5', '9e91131e4040452186864f3045d22554', 5, 'imported', '{"actions": [14], "by": 1}', '2026-12-09 13:01:06.571069', '2026-12-09 13:00:06.571069', 1, false, NULL, false, 1, 'D08', '1796821206.773755', NULL, 'sent', '2026-12-09 13:00:06.77527', NULL);
INSERT INTO public.message VALUES (65, 'morning:3:2026-12-14', '821782562b69480c88c45f9172d34831', 3, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "+1", "as": "auditor"}], "sign_offs": [], "day": "2026-12-14"}', '2026-12-14 09:01:01.473525', '2026-12-14 09:00:01.473525', 1, false, NULL, false, 1, 'D03', '1797238801.591609', NULL, 'sent', '2026-12-14 09:00:01.60732', NULL);
INSERT INTO public.message VALUES (61, 'subscription:1:2026-12-14', 'ac4e0b2b77154142a52948a3cb3c06d3', 2, 'subscription', '{"subscription": 1, "day": "2026-12-14", "told": {"on": "2026-12-14", "whose": "line:2::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 0, "without a date": 1}, "held": {"2026-12-01": 1}}}', '2026-12-14 09:01:02.550774', '2026-12-14 09:00:02.550774', 1, false, NULL, false, 1, 'D02', '1797238803.479882', NULL, 'sent', '2026-12-14 09:00:03.475051', NULL);
INSERT INTO public.message VALUES (62, 'handover:offered:1:+3:7', '59f9a0b3c9264ef39c81dc7129edc896', 7, 'handover', '{"handover": 1, "event": "offered"}', '2026-12-14 09:01:03.893042', '2026-12-14 09:00:02.434278', 1, false, NULL, false, 2, 'D06', '1797238804.019648', NULL, 'sent', '2026-12-14 09:00:04.636972', NULL);
INSERT INTO public.message VALUES (64, 'morning:1:2026-12-14', '0aa6fd532e5148c4b722a8d3bc507d41', 1, 'morning', '{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "lead"}], "day": "2026-12-14"}', '2026-12-14 09:01:01.100558', '2026-12-14 09:00:01.100558', 1, false, NULL, false, 1, 'D01', '1797238801.448542', NULL, 'sent', '2026-12-14 09:00:01.453684', NULL);
INSERT INTO public.message VALUES (67, 'morning:6:2026-12-14', '700520d7fd464405890a53edcb45e6ac', 6, 'morning', '{"actions": [{"id": 2, "due": "2026-12-11", "step": "0", "as": "owner"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-14"}', '2026-12-14 09:01:01.845895', '2026-12-14 09:00:01.845895', 1, false, NULL, false, 1, 'D05', '1797238801.988217', NULL, 'sent', '2026-12-14 09:00:01.995626', NULL);
INSERT INTO public.message VALUES (68, 'morning:7:2026-12-14', 'a9e52c3ae2bb4eb89a6ff72f466c5d8e', 7, 'morning', '{"actions": [{"id": 3, "due": "2026-12-11", "step": "0", "as": "owner"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-14"}', '2026-12-14 09:01:02.01873', '2026-12-14 09:00:02.01873', 1, false, NULL, false, 1, 'D06', '1797238802.208667', NULL, 'sent', '2026-12-14 09:00:02.223336', NULL);
INSERT INTO public.message VALUES (69, 'morning:8:2026-12-14', 'c539fe28d1e84c52a59917ccf45721ed', 8, 'morning', '{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-14"}', '2026-12-14 09:01:02.282953', '2026-12-14 09:00:02.282953', 1, false, NULL, false, 1, 'D07', '1797238802.421240', NULL, 'sent', '2026-12-14 09:00:02.422495', NULL);
INSERT INTO public.message VALUES (66, 'morning:5:2026-12-14', '9d9aba5ae4744502aa48679dd44edcb9', 5, 'morning', '{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "signer"}, {"id": 12, "since": "2026-12-09", "as": "signer"}], "day": "2026-12-14"}', '2026-12-14 09:01:01.614906', '2026-12-14 09:00:01.614906', 1, false, NULL, false, 1, 'D08', '1797238801.814591', NULL, 'sent', '2026-12-14 09:00:01.824905', NULL);
INSERT INTO public.message VALUES (63, 'subscription:2:2026-12-14', '51b18f2742724361b49316796a23be6d', 1, 'subscription', '{"subscription": 2, "day": "2026-12-14", "told": {"on": "2026-12-14", "whose": "all:::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 1, "without a date": 1}, "held": {"2026-12-01": 1}}}', '2026-12-14 09:01:03.51027', '2026-12-14 09:00:03.51027', 1, false, NULL, false, 1, 'C01', '1797238803.851157', NULL, 'sent', '2026-12-14 09:00:03.857133', 'C01');
INSERT INTO public.message VALUES (70, 'event:42:6', '3280eef795394962bf269f250513c6c2', 6, 'event', '{"event": 42}', '2026-12-14 09:00:05.04494', NULL, 0, false, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO public.person VALUES (2, 'person2@council.example', 'U02', 'Head of Service', 'Head of Service', NULL, 1, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false, NULL);
INSERT INTO public.person VALUES (3, 'person3@council.example', 'U03', 'Team Manager, Permanence', 'Team Manager, Permanence', 1, 2, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false, NULL);
INSERT INTO public.person VALUES (4, 'person4@council.example', 'U04', 'Team Manager, Assessment', 'Team Manager, Assessment', 2, 2, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false, NULL);
INSERT INTO public.person VALUES (6, 'person5@council.example', 'U05', 'Practitioner 1, Permanence', 'Practitioner 1, Permanence', 1, 3, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false, NULL);
INSERT INTO public.person VALUES (7, 'person6@council.example', 'U06', 'Practitioner 2, Permanence', 'Practitioner 2, Permanence', 1, 3, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false, NULL);
INSERT INTO public.person VALUES (8, 'person7@council.example', 'U07', 'Practitioner 1, Assessment', 'Practitioner 1, Assessment', 2, 4, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, false, false, NULL);
INSERT INTO public.person VALUES (1, 'person1@council.example', 'U01', 'Assistant Director', 'Assistant Director', NULL, NULL, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, true, false, false, NULL);
INSERT INTO public.person VALUES (5, 'person8@council.example', 'U08', 'Improvement Officer', 'Improvement Officer', NULL, 2, 'Europe/London', '12345', '09:00:00', '17:00:00', NULL, NULL, false, true, false, NULL);

INSERT INTO public.reading VALUES (1, 1, '2026-09-01', 58, 80, '', 1, '2026-12-09 13:00:06.213844');
INSERT INTO public.reading VALUES (2, 1, '2026-12-09', 76, 80, '', 1, '2026-12-09 13:00:06.329767');

INSERT INTO public.seen VALUES ('9545966579980.9884860546.6a9beded0f53ee8ba83f3fddd74cc392', '2026-11-23 09:00:03.096112');
INSERT INTO public.seen VALUES ('6573609581431.742055341.284821ddde46d670dd499e300d3a772b', '2026-11-23 09:00:03.318552');
INSERT INTO public.seen VALUES ('260895431301.9840216767.1a13835c543b75a25e4eed3a6e97a469', '2026-11-23 09:00:03.578536');
INSERT INTO public.seen VALUES ('1010031932181.9507442089.405f2334b5c10dc3b0de711fd32e327e', '2026-11-23 09:00:03.801631');
INSERT INTO public.seen VALUES ('5045070505044.6753176942.7886d2914a19165634ed81e9b0b92cb0', '2026-11-23 09:00:04.003859');
INSERT INTO public.seen VALUES ('3306414273430.5594024121.9321865ede37ab7535807ee42ce36a89', '2026-11-23 09:00:04.0736');
INSERT INTO public.seen VALUES ('9932716879058.8626279442.d06fc872ab272f445c97a9daf4b17f7a', '2026-11-23 09:00:09.449216');
INSERT INTO public.seen VALUES ('4061195987880.3828683001.20214faff5419de93528ba9ffabaf63b', '2026-11-23 09:00:09.563218');
INSERT INTO public.seen VALUES ('3987627022374.7189857290.1bc2cc0b15cb2f6cd7f830c2baae049a', '2026-11-23 09:00:09.590593');
INSERT INTO public.seen VALUES ('6207675195604.9793341866.0131c50ef6b47bb4f6738a75a9348d5b', '2026-11-23 09:00:09.72011');
INSERT INTO public.seen VALUES ('877093972138.1968270443.e3829b80d6f5a84ac6092e4d8faf0b55', '2026-11-23 09:00:09.765703');
INSERT INTO public.seen VALUES ('5819651505433.3846534942.5faa7396a97fa66b2799e272a256df1f', '2026-11-23 09:00:09.814587');
INSERT INTO public.seen VALUES ('5003696487361.9707567441.de879521944a8f41ed7e16cdde4c2bb6', '2026-11-23 09:00:09.916966');
INSERT INTO public.seen VALUES ('2152124754699.959576707.c9d8e721199c3202d26f2735104ce225', '2026-11-23 10:00:05.03768');
INSERT INTO public.seen VALUES ('1316548838455.527995879.1b5e7987b66be4dc58a93077aa98f3f9', '2026-11-23 10:00:05.091509');
INSERT INTO public.seen VALUES ('9573642921086.7038473984.1befddf1d3491894765a1f81049be874', '2026-11-23 10:00:05.360025');
INSERT INTO public.seen VALUES ('2919504050394.455509738.466b5a50d892ceb85f320ba73222a09d', '2026-11-23 10:00:05.4101');
INSERT INTO public.seen VALUES ('5896933477078.4820590766.5134b1062a7879ac54fae428f586b788', '2026-11-23 10:00:05.498681');
INSERT INTO public.seen VALUES ('85075522110.6037281530.024d243a8b8b957a0cc0be86613cff59', '2026-11-23 10:00:05.580029');
INSERT INTO public.seen VALUES ('8019412936710.9683373930.84dfb10017014d1d9ecc45c2077d14fd', '2026-11-23 10:00:05.626955');
INSERT INTO public.seen VALUES ('7661479824607.2312831786.9e548c2d71af7fc33ba222b1cb99a897', '2026-11-23 10:00:05.740231');
INSERT INTO public.seen VALUES ('4790298504717.2545243456.6326101c1b69fb698ebc7e639482957c', '2026-11-23 10:00:07.364098');
INSERT INTO public.seen VALUES ('6296723547130.5476719620.26ed902c43308f95bdaf1bcbeb29670e', '2026-12-01 09:00:05.111606');
INSERT INTO public.seen VALUES ('3622837894020.5790140497.2c6d06ee89dc5198155edd423ef34d66', '2026-12-01 09:00:05.258802');
INSERT INTO public.seen VALUES ('6704108669908.6941943064.4c77086a52b9fe7e2dcadd73f6f536cb', '2026-12-01 09:00:05.301552');
INSERT INTO public.seen VALUES ('1823241345531.5724833108.14d3e5f835f7b4571e7c8c0955054edc', '2026-12-01 09:00:05.32297');
INSERT INTO public.seen VALUES ('9283353377700.5593276925.447d680684a339eac466794f38e212d1', '2026-12-09 09:00:06.909749');
INSERT INTO public.seen VALUES ('1654914582506.3683679557.752a1a2de05d4f28e88169c00cc654f8', '2026-12-09 09:00:06.977817');
INSERT INTO public.seen VALUES ('4659395527886.1916312890.0af1b8867523cd93b12436429760c131', '2026-12-09 09:00:12.153324');
INSERT INTO public.seen VALUES ('5809544321716.763781107.4f4a8c4f13f58916fcb2f4e8ec1c60c4', '2026-12-09 09:00:12.247458');
INSERT INTO public.seen VALUES ('9984782305991.9365243160.547321480b21504f2f09bbdedec9eb61', '2026-12-09 09:00:12.300278');
INSERT INTO public.seen VALUES ('1570482713622.124377740.8329e87757af28b656501b2c69b9956f', '2026-12-09 10:00:05.05145');
INSERT INTO public.seen VALUES ('3855564771603.3412231336.adaf077d616eeba79e9bea477c334cec', '2026-12-09 10:00:05.11924');
INSERT INTO public.seen VALUES ('159474250497.9510402588.347eb0ecd6369c73b9911c13174fdfcb', '2026-12-09 10:00:05.17213');
INSERT INTO public.seen VALUES ('3969563341510.126940405.5872314ef7e2706ec6f0ecf95109ba75', '2026-12-09 10:00:05.226743');
INSERT INTO public.seen VALUES ('6874786228018.5115548777.76f534d0a74f9cd2031cb4a703b36cc2', '2026-12-09 10:00:05.386728');
INSERT INTO public.seen VALUES ('651233835069.6644931971.bc0b65c27e3a644eebca1ddfa6b75423', '2026-12-09 10:00:05.579645');
INSERT INTO public.seen VALUES ('7297594474654.2501022446.e1336d038bd04dd6761f04e32d5cdabb', '2026-12-09 10:00:05.635197');
INSERT INTO public.seen VALUES ('7210452573744.9824126417.0f6155f0700a9eeee08181b96fdee4e0', '2026-12-09 10:00:05.649845');
INSERT INTO public.seen VALUES ('3810134993140.7881958309.f82d38fbd984e3f9cf2386354ec8843e', '2026-12-09 11:00:05.070703');
INSERT INTO public.seen VALUES ('4140318407010.4394303883.f349d4c91d2432cf991ffc9fe02a3659', '2026-12-09 11:00:05.112739');
INSERT INTO public.seen VALUES ('7751027400400.3704827635.e05fbe6c8a4e70ddfebb7316628c9aa6', '2026-12-09 11:00:05.225345');
INSERT INTO public.seen VALUES ('8035562306855.6597762539.51dff9f68196ad680605793d07a8ebc2', '2026-12-09 11:00:05.263996');
INSERT INTO public.seen VALUES ('1302913996275.3776984739.85c1525e3c20f74b7cde631cf8dcddba', '2026-12-09 11:00:05.417859');
INSERT INTO public.seen VALUES ('1910034452800.390233681.0b9fa17fdc57424564931faf726107cb', '2026-12-09 11:00:05.583289');
INSERT INTO public.seen VALUES ('8004840953898.6569584455.d06d5c851a3dc6c562ec9d8179aa220f', '2026-12-09 11:00:05.831938');
INSERT INTO public.seen VALUES ('8476632598320.1659851771.9551223cb9d55991a53e13dd4a34d8da', '2026-12-09 11:00:05.880247');
INSERT INTO public.seen VALUES ('9982771452054.8045482720.7ce7817115306fa49004848a88457164', '2026-12-09 11:00:05.932745');
INSERT INTO public.seen VALUES ('4834961840087.1951428075.ded90cd96fcae95a1a4031ac06240a7a', '2026-12-09 11:00:06.125945');
INSERT INTO public.seen VALUES ('7922665688811.6752220856.edf39baa246371fbcf20d6f6929891c8', '2026-12-09 11:00:06.298126');
INSERT INTO public.seen VALUES ('4674114383239.5613104035.b2e431cfab335c6e5f9e9c065835a624', '2026-12-09 11:00:06.483368');
INSERT INTO public.seen VALUES ('301150440252.3672346997.c110e2f09c62dbcbd4585a66acabd9c5', '2026-12-09 11:00:06.623706');
INSERT INTO public.seen VALUES ('8104839306304.5394782685.6e83795357cf42f9e8f5c838c73644ab', '2026-12-09 11:00:06.759312');
INSERT INTO public.seen VALUES ('9878978089362.6655440852.7cbac39d2cffac29c2da3039c34333ac', '2026-12-09 11:00:07.041721');
INSERT INTO public.seen VALUES ('4671866913943.6902536689.f1d52ec63469d1d8acd9b528a8bfa82f', '2026-12-09 11:00:07.13834');
INSERT INTO public.seen VALUES ('4583819260544.2799581290.c740df7ad5824e775687ce760988d45a', '2026-12-09 11:00:07.314611');
INSERT INTO public.seen VALUES ('282392533411.7224408688.cbd1a9209ecc1d2e82db0d30520bc2bf', '2026-12-09 12:00:05.401755');
INSERT INTO public.seen VALUES ('7136282196364.6027052449.97bad4fffd19de81526cdc4d96f56803', '2026-12-09 12:00:05.508184');
INSERT INTO public.seen VALUES ('2260728834028.3080382832.d00fe35cb37fc07d05e947edb1bf0e85', '2026-12-09 12:00:05.60777');
INSERT INTO public.seen VALUES ('969879022994.2373423059.b259466d44945aa015d802fbc0642648', '2026-12-09 12:00:05.755104');
INSERT INTO public.seen VALUES ('3289451776680.5008711902.75c5d42cfd55cb8c0345231f6e642cc0', '2026-12-09 13:00:05.056341');
INSERT INTO public.seen VALUES ('7154359359074.4540535468.f8796efaf5fa77405ac87a5fde9a880d', '2026-12-09 13:00:05.304405');
INSERT INTO public.seen VALUES ('8294916372375.3058311604.0eb4432d18994d1cc34bafbf99755836', '2026-12-09 13:00:05.340039');
INSERT INTO public.seen VALUES ('740051540671.4451740992.84710fa64d54f9c8a1199b84492c45ee', '2026-12-09 13:00:05.465977');
INSERT INTO public.seen VALUES ('Ev49BBD138B3', '2026-12-09 13:00:05.644549');
INSERT INTO public.seen VALUES ('3201896914337.3889048503.1c146d9f0eb557a7f8c32e71fbcd7607', '2026-12-09 13:00:05.928612');
INSERT INTO public.seen VALUES ('6180602783399.9134368576.bd78bf3e9bd878138c8e8575800873a5', '2026-12-09 13:00:06.124593');
INSERT INTO public.seen VALUES ('7088096221635.8309309094.8a73fb93dc0416d253717bfe9f08515f', '2026-12-09 13:00:06.213844');
INSERT INTO public.seen VALUES ('5462544121741.4372267433.4e1b7156a2eadb46a34826e401ca6a91', '2026-12-09 13:00:06.329767');
INSERT INTO public.seen VALUES ('888814014420.9386574302.b2fdf0517b52c297e01349b6127b63f3', '2026-12-09 13:00:06.526546');
INSERT INTO public.seen VALUES ('4533182099805.4840944393.ddb78ec949e5a4b16e19ad3465a0a6e8', '2026-12-09 13:00:06.628408');
INSERT INTO public.seen VALUES ('171774766901.374536293.a48508690ec900e9066f2c2d2d3fbd70', '2026-12-09 13:00:06.780704');
INSERT INTO public.seen VALUES ('233066536403.4075291123.0f430881b9f54aa49d8f259d7df09d2c', '2026-12-09 13:00:06.851464');
INSERT INTO public.seen VALUES ('1737120653473.6565041363.33344c6bc0cf47a0a58ec4680e0771b6', '2026-12-09 13:00:06.923226');
INSERT INTO public.seen VALUES ('Ev0A17F6D676', '2026-12-09 13:00:07.014401');
INSERT INTO public.seen VALUES ('1471431051833.7406278874.29025157464d4be56f625bb10798295d', '2026-12-14 09:00:05.04494');

INSERT INTO public.subscription VALUES (3, 1, NULL, 'overdue', '', '', NULL, NULL, 3, '09:00:00', 'Europe/London', true, '2026-12-09 13:00:06.851464', '2026-12-09 13:00:06.851464', '2026-12-09 13:00:06.923226', 1, NULL, NULL, '{}');
INSERT INTO public.subscription VALUES (1, 2, NULL, '', '', '', NULL, 0, NULL, '09:00:00', 'Europe/London', false, '2026-12-09 13:00:06.628408', '2026-12-09 13:00:06.628408', NULL, NULL, NULL, '2026-12-14', '{"on": "2026-12-14", "whose": "line:2::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 0, "without a date": 1}, "held": {"2026-12-01": 1}}');
INSERT INTO public.subscription VALUES (2, 1, 'C01', '', '', '', NULL, 0, NULL, '09:00:00', 'Europe/London', false, '2026-12-09 13:00:06.780704', '2026-12-09 13:00:06.780704', NULL, NULL, NULL, '2026-12-14', '{"on": "2026-12-14", "whose": "all:::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 1, "without a date": 1}, "held": {"2026-12-01": 1}}');

INSERT INTO public.team VALUES (1, 'Permanence', 'Children');
INSERT INTO public.team VALUES (2, 'Assessment', 'Children');

SELECT pg_catalog.setval('public.absence_id_seq', 2, true);

SELECT pg_catalog.setval('public.action_id_seq', 15, true);

SELECT pg_catalog.setval('public.audit_chase_id_seq', 12, true);

SELECT pg_catalog.setval('public.audit_event_id_seq', 11, true);

SELECT pg_catalog.setval('public.audit_round_id_seq', 1, true);

SELECT pg_catalog.setval('public.auditor_seat_id_seq', 3, true);

SELECT pg_catalog.setval('public.chase_id_seq', 15, true);

SELECT pg_catalog.setval('public.date_move_id_seq', 4, true);

SELECT pg_catalog.setval('public.event_id_seq', 42, true);

SELECT pg_catalog.setval('public.forecast_id_seq', 1, true);

SELECT pg_catalog.setval('public.handover_id_seq', 1, true);

SELECT pg_catalog.setval('public.handover_item_id_seq', 3, true);

SELECT pg_catalog.setval('public.live_audit_id_seq', 3, true);

SELECT pg_catalog.setval('public.measure_event_id_seq', 4, true);

SELECT pg_catalog.setval('public.measure_id_seq', 2, true);

SELECT pg_catalog.setval('public.message_id_seq', 70, true);

SELECT pg_catalog.setval('public.person_id_seq', 8, true);

SELECT pg_catalog.setval('public.plan_event_id_seq', 1, false);

SELECT pg_catalog.setval('public.plan_item_id_seq', 1, false);

SELECT pg_catalog.setval('public.reading_id_seq', 2, true);

SELECT pg_catalog.setval('public.subscription_id_seq', 3, true);

SELECT pg_catalog.setval('public.team_id_seq', 2, true);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT pk_absence PRIMARY KEY (id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT pk_action PRIMARY KEY (id);

ALTER TABLE ONLY public.answering
    ADD CONSTRAINT pk_answering PRIMARY KEY (action_id, item_id);

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

ALTER TABLE ONLY public.date_move
    ADD CONSTRAINT pk_date_move PRIMARY KEY (id);

ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT pk_dependency PRIMARY KEY (action_id, after_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT pk_event PRIMARY KEY (id);

ALTER TABLE ONLY public.forecast
    ADD CONSTRAINT pk_forecast PRIMARY KEY (id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT pk_handover PRIMARY KEY (id);

ALTER TABLE ONLY public.handover_item
    ADD CONSTRAINT pk_handover_item PRIMARY KEY (id);

ALTER TABLE ONLY public.home
    ADD CONSTRAINT pk_home PRIMARY KEY (person_id);

ALTER TABLE ONLY public.item_link
    ADD CONSTRAINT pk_item_link PRIMARY KEY (item_id, under_id);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT pk_live_audit PRIMARY KEY (id);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT pk_measure PRIMARY KEY (id);

ALTER TABLE ONLY public.measure_event
    ADD CONSTRAINT pk_measure_event PRIMARY KEY (id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT pk_message PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);

ALTER TABLE ONLY public.plan_event
    ADD CONSTRAINT pk_plan_event PRIMARY KEY (id);

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT pk_plan_item PRIMARY KEY (id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT pk_reading PRIMARY KEY (id);

ALTER TABLE ONLY public.seen
    ADD CONSTRAINT pk_seen PRIMARY KEY (key);

ALTER TABLE ONLY public.snooze
    ADD CONSTRAINT pk_snooze PRIMARY KEY (person_id, action_id);

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT pk_subscription PRIMARY KEY (id);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT pk_team PRIMARY KEY (id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT uq_action_previous_id UNIQUE (previous_id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT uq_action_reference UNIQUE (reference);

ALTER TABLE ONLY public.audit_chase
    ADD CONSTRAINT uq_audit_chase_audit_id_due_on_step_person_id UNIQUE (audit_id, due_on, step, person_id);

ALTER TABLE ONLY public.audit_round
    ADD CONSTRAINT uq_audit_round_month UNIQUE (month);

ALTER TABLE ONLY public.chase
    ADD CONSTRAINT uq_chase_action_id_due_on_step_person_id UNIQUE (action_id, due_on, step, person_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT uq_event_undoes_id UNIQUE (undoes_id);

ALTER TABLE ONLY public.forecast
    ADD CONSTRAINT uq_forecast_action_id_due_on UNIQUE (action_id, due_on);

ALTER TABLE ONLY public.live_audit
    ADD CONSTRAINT uq_live_audit_round_id_serial UNIQUE (round_id, serial);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT uq_measure_name_theme_team_id UNIQUE (name, theme, team_id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_dedupe_key UNIQUE (dedupe_key);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_token UNIQUE (token);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_email UNIQUE (email);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_slack_id UNIQUE (slack_id);

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT uq_plan_item_reference UNIQUE (reference);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT uq_reading_measure_id_read_on UNIQUE (measure_id, read_on);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT uq_team_name UNIQUE (name);

CREATE INDEX ix_absence_person_id ON public.absence USING btree (person_id);

CREATE INDEX ix_action_deputy_id ON public.action USING btree (deputy_id);

CREATE INDEX ix_action_due_on ON public.action USING btree (due_on);

CREATE INDEX ix_action_owner_id ON public.action USING btree (owner_id);

CREATE INDEX ix_action_sign_off_asked_id ON public.action USING btree (sign_off_asked_id);

CREATE INDEX ix_action_signer_id ON public.action USING btree (signer_id);

CREATE INDEX ix_action_status ON public.action USING btree (status);

CREATE INDEX ix_answering_item_id ON public.answering USING btree (item_id);

CREATE INDEX ix_audit_event_audit_id ON public.audit_event USING btree (audit_id);

CREATE INDEX ix_auditor_seat_person_id ON public.auditor_seat USING btree (person_id);

CREATE INDEX ix_date_move_action_id ON public.date_move USING btree (action_id);

CREATE INDEX ix_date_move_state ON public.date_move USING btree (state);

CREATE INDEX ix_dependency_after_id ON public.dependency USING btree (after_id);

CREATE INDEX ix_event_action_id ON public.event USING btree (action_id);

CREATE INDEX ix_handover_giver_id ON public.handover USING btree (giver_id);

CREATE INDEX ix_handover_item_handover_id ON public.handover_item USING btree (handover_id);

CREATE INDEX ix_handover_item_state ON public.handover_item USING btree (state);

CREATE INDEX ix_handover_taker_id ON public.handover USING btree (taker_id);

CREATE INDEX ix_item_link_under_id ON public.item_link USING btree (under_id);

CREATE INDEX ix_live_audit_auditor_id ON public.live_audit USING btree (auditor_id);

CREATE INDEX ix_live_audit_case_key ON public.live_audit USING btree (case_key);

CREATE INDEX ix_live_audit_practitioner_id ON public.live_audit USING btree (practitioner_id);

CREATE INDEX ix_live_audit_round_id ON public.live_audit USING btree (round_id);

CREATE INDEX ix_live_audit_state ON public.live_audit USING btree (state);

CREATE INDEX ix_measure_event_measure_id ON public.measure_event USING btree (measure_id);

CREATE INDEX ix_message_person_id ON public.message USING btree (person_id);

CREATE INDEX ix_message_waiting ON public.message USING btree (due_at) WHERE (done_at IS NULL);

CREATE INDEX ix_person_deputy_id ON public.person USING btree (deputy_id);

CREATE INDEX ix_person_manager_id ON public.person USING btree (manager_id);

CREATE INDEX ix_person_team_id ON public.person USING btree (team_id);

CREATE INDEX ix_plan_event_item_id ON public.plan_event USING btree (item_id);

CREATE INDEX ix_plan_item_kind ON public.plan_item USING btree (kind);

CREATE INDEX ix_seen_at ON public.seen USING btree (at);

CREATE INDEX ix_snooze_action_id ON public.snooze USING btree (action_id);

CREATE INDEX ix_subscription_made_by_id ON public.subscription USING btree (made_by_id);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT fk_absence_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT fk_absence_recorded_by_id_person FOREIGN KEY (recorded_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_created_by_id_person FOREIGN KEY (created_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_deputy_id_person FOREIGN KEY (deputy_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_done_by_id_person FOREIGN KEY (done_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_owner_id_person FOREIGN KEY (owner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_previous_id_action FOREIGN KEY (previous_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_sign_off_asked_id_person FOREIGN KEY (sign_off_asked_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_signed_off_by_id_person FOREIGN KEY (signed_off_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_signer_id_person FOREIGN KEY (signer_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.answering
    ADD CONSTRAINT fk_answering_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.answering
    ADD CONSTRAINT fk_answering_item_id_plan_item FOREIGN KEY (item_id) REFERENCES public.plan_item(id);

ALTER TABLE ONLY public.answering
    ADD CONSTRAINT fk_answering_made_by_id_person FOREIGN KEY (made_by_id) REFERENCES public.person(id);

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

ALTER TABLE ONLY public.date_move
    ADD CONSTRAINT fk_date_move_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.date_move
    ADD CONSTRAINT fk_date_move_asked_by_id_person FOREIGN KEY (asked_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.date_move
    ADD CONSTRAINT fk_date_move_decided_by_id_person FOREIGN KEY (decided_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.date_move
    ADD CONSTRAINT fk_date_move_event_id_event FOREIGN KEY (event_id) REFERENCES public.event(id);

ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT fk_dependency_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT fk_dependency_after_id_action FOREIGN KEY (after_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_undoes_id_event FOREIGN KEY (undoes_id) REFERENCES public.event(id);

ALTER TABLE ONLY public.forecast
    ADD CONSTRAINT fk_forecast_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT fk_handover_asked_by_id_person FOREIGN KEY (asked_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT fk_handover_giver_id_person FOREIGN KEY (giver_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.handover_item
    ADD CONSTRAINT fk_handover_item_handover_id_handover FOREIGN KEY (handover_id) REFERENCES public.handover(id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT fk_handover_taker_id_person FOREIGN KEY (taker_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.home
    ADD CONSTRAINT fk_home_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.item_link
    ADD CONSTRAINT fk_item_link_item_id_plan_item FOREIGN KEY (item_id) REFERENCES public.plan_item(id);

ALTER TABLE ONLY public.item_link
    ADD CONSTRAINT fk_item_link_under_id_plan_item FOREIGN KEY (under_id) REFERENCES public.plan_item(id);

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

ALTER TABLE ONLY public.measure_event
    ADD CONSTRAINT fk_measure_event_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id);

ALTER TABLE ONLY public.measure_event
    ADD CONSTRAINT fk_measure_event_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT fk_measure_made_by_id_person FOREIGN KEY (made_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT fk_measure_team_id_team FOREIGN KEY (team_id) REFERENCES public.team(id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_deputy_id_person FOREIGN KEY (deputy_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_manager_id_person FOREIGN KEY (manager_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_team_id_team FOREIGN KEY (team_id) REFERENCES public.team(id);

ALTER TABLE ONLY public.plan_event
    ADD CONSTRAINT fk_plan_event_item_id_plan_item FOREIGN KEY (item_id) REFERENCES public.plan_item(id);

ALTER TABLE ONLY public.plan_event
    ADD CONSTRAINT fk_plan_event_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT fk_reading_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT fk_reading_recorded_by_id_person FOREIGN KEY (recorded_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.snooze
    ADD CONSTRAINT fk_snooze_action_id_action FOREIGN KEY (action_id) REFERENCES public.action(id);

ALTER TABLE ONLY public.snooze
    ADD CONSTRAINT fk_snooze_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT fk_subscription_about_id_person FOREIGN KEY (about_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT fk_subscription_changed_by_id_person FOREIGN KEY (changed_by_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT fk_subscription_made_by_id_person FOREIGN KEY (made_by_id) REFERENCES public.person(id);
