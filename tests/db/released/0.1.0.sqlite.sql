BEGIN TRANSACTION;
CREATE TABLE absence (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	first_on DATE NOT NULL, 
	last_on DATE NOT NULL, 
	can_finish BOOLEAN NOT NULL, 
	recorded_by_id INTEGER, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_absence PRIMARY KEY (id), 
	CONSTRAINT fk_absence_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_absence_recorded_by_id_person FOREIGN KEY(recorded_by_id) REFERENCES person (id)
);
INSERT INTO "absence" VALUES(1,4,'2026-12-14','2026-12-15',0,1,'2026-11-23 10:00:05.716951');
CREATE TABLE action (
	id INTEGER NOT NULL, 
	title VARCHAR(300) NOT NULL, 
	source VARCHAR(200) NOT NULL, 
	reference VARCHAR(40), 
	success_measure TEXT NOT NULL, 
	owner_id INTEGER, 
	due_on DATE, 
	due_precision VARCHAR(10) NOT NULL, 
	due_as_given VARCHAR(120) NOT NULL, 
	original_due_on DATE, 
	due_known_since DATE, 
	status VARCHAR(30) NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by_id INTEGER, 
	done_at DATETIME, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CONSTRAINT uq_action_reference UNIQUE (reference), 
	CONSTRAINT fk_action_owner_id_person FOREIGN KEY(owner_id) REFERENCES person (id), 
	CONSTRAINT fk_action_created_by_id_person FOREIGN KEY(created_by_id) REFERENCES person (id)
);
INSERT INTO "action" VALUES(1,'Finalise the Adolescent Strategy','',NULL,'',6,'2026-12-18','day','','2026-12-04','2026-11-23','in progress','2026-11-23 09:00:15.769377',3,NULL);
INSERT INTO "action" VALUES(2,'Train the staff in chronologies','',NULL,'',6,'2026-12-02','day','','2026-12-02','2026-11-23','not started','2026-11-23 09:00:15.884290',3,NULL);
INSERT INTO "action" VALUES(3,'Write to the partners about thresholds','',NULL,'',7,'2026-12-11','day','','2026-12-11','2026-11-23','in progress','2026-11-23 09:00:16.069200',3,NULL);
INSERT INTO "action" VALUES(4,'Review the supervision template','',NULL,'',7,NULL,'none','',NULL,'2026-11-23','not started','2026-11-23 09:00:16.218668',3,NULL);
INSERT INTO "action" VALUES(5,'Agree who chairs the panel','',NULL,'',NULL,'2026-12-18','day','','2026-12-18','2026-11-23','not started','2026-11-23 09:00:16.323469',3,NULL);
INSERT INTO "action" VALUES(6,'Bring the induction pack up to date','',NULL,'',3,'2026-11-27','day','','2026-11-27','2026-11-23','done','2026-11-23 09:00:16.417359',3,'2026-11-23 09:00:23.028350');
INSERT INTO "action" VALUES(7,'Refresh the chronology template','LA-2026-12-003',NULL,'',4,'2026-12-18','day','','2026-12-18','2026-12-09','not started','2026-12-09 09:00:07.671460',4,NULL);
INSERT INTO "action" VALUES(8,'Read the minutes to the team','',NULL,'',6,'2027-01-15','day','','2027-01-15','2026-12-14','not started','2026-12-14 09:00:05.019787',3,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE audit_chase (
	id INTEGER NOT NULL, 
	audit_id INTEGER NOT NULL, 
	due_on DATE NOT NULL, 
	step VARCHAR(20) NOT NULL, 
	person_id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	CONSTRAINT pk_audit_chase PRIMARY KEY (id), 
	CONSTRAINT uq_audit_chase_audit_id_due_on_step_person_id UNIQUE (audit_id, due_on, step, person_id), 
	CONSTRAINT fk_audit_chase_audit_id_live_audit FOREIGN KEY(audit_id) REFERENCES live_audit (id) ON DELETE CASCADE, 
	CONSTRAINT fk_audit_chase_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_audit_chase_message_id_message FOREIGN KEY(message_id) REFERENCES message (id)
);
INSERT INTO "audit_chase" VALUES(1,2,'2026-12-10','-3',3,24);
INSERT INTO "audit_chase" VALUES(2,3,'2026-12-07','+1',4,25);
INSERT INTO "audit_chase" VALUES(3,3,'2026-12-07','0',6,26);
INSERT INTO "audit_chase" VALUES(4,2,'2026-12-10','-3',8,28);
INSERT INTO "audit_chase" VALUES(5,2,'2026-12-10','+1',3,36);
INSERT INTO "audit_chase" VALUES(6,2,'2026-12-10','0',8,38);
CREATE TABLE audit_event (
	id INTEGER NOT NULL, 
	audit_id INTEGER NOT NULL, 
	person_id INTEGER, 
	at DATETIME NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	changes JSON NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_audit_event PRIMARY KEY (id), 
	CONSTRAINT fk_audit_event_audit_id_live_audit FOREIGN KEY(audit_id) REFERENCES live_audit (id), 
	CONSTRAINT fk_audit_event_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "audit_event" VALUES(1,1,1,'2026-11-23 10:00:07.084685','published','{"state": ["drawn", "published"]}','');
INSERT INTO "audit_event" VALUES(2,2,1,'2026-11-23 10:00:07.084685','published','{"state": ["drawn", "published"]}','');
INSERT INTO "audit_event" VALUES(3,3,1,'2026-11-23 10:00:07.084685','published','{"state": ["drawn", "published"]}','');
INSERT INTO "audit_event" VALUES(4,2,8,'2026-12-01 09:00:06.393479','booked','{"state": ["published", "booked"], "booked_on": [null, "2026-12-10"]}','');
INSERT INTO "audit_event" VALUES(5,3,6,'2026-12-01 09:00:06.533650','booked','{"state": ["published", "booked"], "booked_on": [null, "2026-12-07"]}','');
INSERT INTO "audit_event" VALUES(6,1,7,'2026-12-01 09:00:06.753554','not held','{"state": ["published", "not held"], "not_held_reason": [null, "workload"]}','');
INSERT INTO "audit_event" VALUES(7,3,4,'2026-12-09 09:00:07.671460','held','{"state": ["booked", "held"], "held_at": [null, "2026-12-09T09:00:07.671460+00:00"], "grade": [null, "Inadequate"], "themes": [[], ["Planning", "Recording"]], "strengths": [{}, {"Planning": 1, "Recording": 1}], "areas": [{}, {"Recording": 1}]}','');
INSERT INTO "audit_event" VALUES(8,3,NULL,'2026-12-09 09:00:07.671460','clock started','{"actions_due": "2026-12-23"}','');
INSERT INTO "audit_event" VALUES(9,3,6,'2026-12-09 09:00:12.884888','reflected','{"reflection": ["", "The plan was older"], "agrees": [null, false], "reflected_at": [null, "2026-12-09T09:00:12.884888+00:00"]}','The plan was older');
INSERT INTO "audit_event" VALUES(10,3,NULL,'2026-12-09 09:00:12.884888','moderator chosen','{"moderator_id": 5}','');
INSERT INTO "audit_event" VALUES(11,3,5,'2026-12-09 10:00:05.156363','moderated','{"state": ["held", "moderated"], "upheld": [null, true], "moderated_grade": [null, "Inadequate"], "moderated_at": [null, "2026-12-09T10:00:05.156363+00:00"]}','');
CREATE TABLE audit_round (
	id INTEGER NOT NULL, 
	month DATE NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	opens_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	moderate_by DATE NOT NULL, 
	request TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	rules JSON NOT NULL, 
	drawn_at DATETIME NOT NULL, 
	drawn_by_id INTEGER, 
	published_at DATETIME, 
	published_by_id INTEGER, 
	closed_at DATETIME, 
	CONSTRAINT pk_audit_round PRIMARY KEY (id), 
	CONSTRAINT uq_audit_round_month UNIQUE (month), 
	CONSTRAINT fk_audit_round_drawn_by_id_person FOREIGN KEY(drawn_by_id) REFERENCES person (id), 
	CONSTRAINT fk_audit_round_published_by_id_person FOREIGN KEY(published_by_id) REFERENCES person (id)
);
INSERT INTO "audit_round" VALUES(1,'2026-12-01','published','2026-12-01','2026-12-31','2027-01-15','{"auditors":[{"away":[],"ends":null,"id":"3","line":["2","1"],"quota":1,"service":"Children","starts":"2026-11-23","team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[["2026-12-14","2026-12-15"]],"ends":null,"id":"4","line":["2","1"],"quota":2,"service":"Children","starts":"2026-11-23","team":"Assessment","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"id":"5","line":["2","1"],"quota":0,"service":"","starts":"2026-11-23","team":"","weekdays":[0,1,2,3,4]}],"forbids":[],"held":[],"history":[],"holidays":["2026-08-31","2026-12-25","2026-12-26","2026-12-28","2027-01-01","2027-03-26","2027-03-29"],"pins":[],"practitioners":[{"away":[],"ends":null,"finish_only":false,"id":"6","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"7","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"8","line":["4","2","1"],"service":"Children","starts":null,"team":"Assessment","weekdays":[0,1,2,3,4]}],"published":[],"rules":{"days_apart":10,"most_audits":null,"never_own_supervisor":"immediate","quota":2,"repeat_gap_months":6,"who_with_whom":"any","workload_months":12},"seed":202612,"window":{"due":"2026-12-31","off":[],"opens":"2026-12-01","today":null}}','{"absent":[],"certificate":{"auditors":[[0,0,-1,0,-348369983962],[0,0,-2,-2,-939120242784],[0,0,0,0,0]],"levels":["longest since audited","pairs repeated","spread over teams","workload, then lots","lots for pairs"],"practitioners":[[0,0,-2,-1,0],[0,0,-2,-2,0],[0,0,-1,0,0]],"sink":[0,0,0,0,0],"teams":[[0,0,-1,0,0],[0,0,-2,0,0]]},"most":1,"pairs":[{"auditor":"3","practitioner":"8","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":0}},{"auditor":"4","practitioner":"6","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}},{"auditor":"4","practitioner":"7","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}}],"request":"9f6b7938d7afbf60e19f2a1786611e41a5c7febe074f87a6bc49dea1f13afe4c","stretched":null}','{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": []}','2026-11-23 10:00:05.961740',1,'2026-11-23 10:00:07.084685',1,NULL);
CREATE TABLE audit_rules (
	service VARCHAR(120) NOT NULL, 
	"values" JSON NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by_id INTEGER, 
	CONSTRAINT pk_audit_rules PRIMARY KEY (service), 
	CONSTRAINT fk_audit_rules_changed_by_id_person FOREIGN KEY(changed_by_id) REFERENCES person (id)
);
INSERT INTO "audit_rules" VALUES('','{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": []}','2026-11-23 10:00:05.276512',1);
CREATE TABLE auditor_seat (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	quota INTEGER, 
	starts_on DATE, 
	ends_on DATE, 
	CONSTRAINT pk_auditor_seat PRIMARY KEY (id), 
	CONSTRAINT uq_auditor_seat_person_id UNIQUE (person_id), 
	CONSTRAINT fk_auditor_seat_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "auditor_seat" VALUES(1,3,1,'2026-11-23',NULL);
INSERT INTO "auditor_seat" VALUES(2,4,2,'2026-11-23',NULL);
INSERT INTO "auditor_seat" VALUES(3,5,0,'2026-11-23',NULL);
CREATE TABLE chase (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	due_on DATE NOT NULL, 
	step VARCHAR(10) NOT NULL, 
	person_id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	CONSTRAINT pk_chase PRIMARY KEY (id), 
	CONSTRAINT uq_chase_action_id_due_on_step_person_id UNIQUE (action_id, due_on, step, person_id), 
	CONSTRAINT fk_chase_action_id_action FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE CASCADE, 
	CONSTRAINT fk_chase_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_chase_message_id_message FOREIGN KEY(message_id) REFERENCES message (id)
);
INSERT INTO "chase" VALUES(1,5,'2026-12-18','-14',1,12);
INSERT INTO "chase" VALUES(2,2,'2026-12-02','-1',6,13);
INSERT INTO "chase" VALUES(3,1,'2026-12-18','-14',6,13);
INSERT INTO "chase" VALUES(4,5,'2026-12-18','-7',1,23);
INSERT INTO "chase" VALUES(5,2,'2026-12-02','+5',3,24);
INSERT INTO "chase" VALUES(6,2,'2026-12-02','+5',6,26);
INSERT INTO "chase" VALUES(7,1,'2026-12-18','-7',6,26);
INSERT INTO "chase" VALUES(8,3,'2026-12-11','-7',7,27);
INSERT INTO "chase" VALUES(9,3,'2026-12-11','0',7,37);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	person_id INTEGER, 
	at DATETIME NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	changes JSON NOT NULL, 
	note TEXT NOT NULL, 
	undoes_id INTEGER, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT fk_event_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_event_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_event_undoes_id UNIQUE (undoes_id), 
	CONSTRAINT fk_event_undoes_id_event FOREIGN KEY(undoes_id) REFERENCES event (id)
);
INSERT INTO "event" VALUES(1,1,3,'2026-11-23 09:00:15.769377','added','{"title": [null, "Finalise the Adolescent Strategy"], "owner_id": [null, 6], "due_on": [null, "2026-12-04"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(2,2,3,'2026-11-23 09:00:15.884290','added','{"title": [null, "Train the staff in chronologies"], "owner_id": [null, 6], "due_on": [null, "2026-12-02"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(3,3,3,'2026-11-23 09:00:16.069200','added','{"title": [null, "Write to the partners about thresholds"], "owner_id": [null, 7], "due_on": [null, "2026-12-11"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(4,4,3,'2026-11-23 09:00:16.218668','added','{"title": [null, "Review the supervision template"], "owner_id": [null, 7], "due_on": [null, null], "due_precision": [null, "none"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(5,5,3,'2026-11-23 09:00:16.323469','added','{"title": [null, "Agree who chairs the panel"], "owner_id": [null, null], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(6,6,3,'2026-11-23 09:00:16.417359','added','{"title": [null, "Bring the induction pack up to date"], "owner_id": [null, 3], "due_on": [null, "2026-11-27"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(7,1,6,'2026-11-23 09:00:21.760365','done','{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:21.760365+00:00"]}','Minutes of the board, item 4',NULL);
INSERT INTO "event" VALUES(8,1,6,'2026-11-23 09:00:22.030193','undone','{"status": ["done", "not started"], "done_at": ["2026-11-23T09:00:21.760365+00:00", null]}','',7);
INSERT INTO "event" VALUES(9,1,6,'2026-11-23 09:00:22.213985','noted','{"status": ["not started", "in progress"]}','Draft sent to Legal',NULL);
INSERT INTO "event" VALUES(10,1,6,'2026-11-23 09:00:22.376561','moved','{"due_on": ["2026-12-04", "2026-12-18"]}','the panel meets then',NULL);
INSERT INTO "event" VALUES(11,3,7,'2026-11-23 09:00:22.596036','done','{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:22.596036+00:00"]}','The letters went out',NULL);
INSERT INTO "event" VALUES(12,3,3,'2026-11-23 09:00:22.818761','reopened','{"status": ["done", "in progress"], "done_at": ["2026-11-23T09:00:22.596036+00:00", null]}','the board asked for more',NULL);
INSERT INTO "event" VALUES(13,6,3,'2026-11-23 09:00:23.028350','done','{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:23.028350+00:00"]}','',NULL);
INSERT INTO "event" VALUES(14,7,4,'2026-12-09 09:00:07.671460','added','{"title": [null, "Refresh the chronology template"], "owner_id": [null, 4], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(15,8,3,'2026-12-14 09:00:05.019787','added','{"title": [null, "Read the minutes to the team"], "owner_id": [null, 6], "due_on": [null, "2027-01-15"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
CREATE TABLE live_audit (
	id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	serial INTEGER NOT NULL, 
	auditor_id INTEGER NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	reason TEXT NOT NULL, 
	pinned BOOLEAN NOT NULL, 
	proposed_on DATE, 
	booked_on DATE, 
	due_on DATE NOT NULL, 
	invite_sequence INTEGER NOT NULL, 
	replaces_id INTEGER, 
	re_audit_of_id INTEGER, 
	not_held_reason VARCHAR(40), 
	exempt BOOLEAN NOT NULL, 
	held_at DATETIME, 
	grade VARCHAR(40), 
	themes JSON NOT NULL, 
	strengths JSON NOT NULL, 
	areas JSON NOT NULL, 
	case_key VARCHAR(64), 
	reflection TEXT NOT NULL, 
	agrees BOOLEAN, 
	reflected_at DATETIME, 
	moderator_id INTEGER, 
	upheld BOOLEAN, 
	moderated_grade VARCHAR(40), 
	moderated_at DATETIME, 
	needs_moderation BOOLEAN NOT NULL, 
	CONSTRAINT pk_live_audit PRIMARY KEY (id), 
	CONSTRAINT uq_live_audit_round_id_serial UNIQUE (round_id, serial), 
	CONSTRAINT fk_live_audit_round_id_audit_round FOREIGN KEY(round_id) REFERENCES audit_round (id), 
	CONSTRAINT fk_live_audit_auditor_id_person FOREIGN KEY(auditor_id) REFERENCES person (id), 
	CONSTRAINT fk_live_audit_practitioner_id_person FOREIGN KEY(practitioner_id) REFERENCES person (id), 
	CONSTRAINT fk_live_audit_replaces_id_live_audit FOREIGN KEY(replaces_id) REFERENCES live_audit (id), 
	CONSTRAINT fk_live_audit_re_audit_of_id_live_audit FOREIGN KEY(re_audit_of_id) REFERENCES live_audit (id), 
	CONSTRAINT fk_live_audit_moderator_id_person FOREIGN KEY(moderator_id) REFERENCES person (id)
);
INSERT INTO "live_audit" VALUES(1,1,1,4,7,'not held','Never audited before, the longest in Permanence, with 1 other alike; you two have not met before.',0,'2026-12-04',NULL,'2026-12-31',0,NULL,NULL,'workload',0,NULL,NULL,'[]','{}','{}',NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "live_audit" VALUES(2,1,2,3,8,'booked','Never audited before, the longest in Assessment; you two have not met before.',0,'2026-12-14','2026-12-10','2026-12-31',0,NULL,NULL,NULL,0,NULL,NULL,'[]','{}','{}',NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "live_audit" VALUES(3,1,3,4,6,'moderated','Never audited before, the longest in Permanence, with 1 other alike; you two have not met before.',0,'2026-12-31','2026-12-07','2026-12-31',0,NULL,NULL,NULL,0,'2026-12-09 09:00:07.671460','Inadequate','["Planning", "Recording"]','{"Planning": 1, "Recording": 1}','{"Recording": 1}',NULL,'The plan was older',0,'2026-12-09 09:00:12.884888',5,1,'Inadequate','2026-12-09 10:00:05.156363',1);
CREATE TABLE message (
	id INTEGER NOT NULL, 
	dedupe_key VARCHAR(200) NOT NULL, 
	token VARCHAR(32) NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	about JSON NOT NULL, 
	due_at DATETIME NOT NULL, 
	first_try_at DATETIME, 
	attempts INTEGER NOT NULL, 
	maybe_sent BOOLEAN NOT NULL, 
	resend_after DATETIME, 
	held BOOLEAN NOT NULL, 
	lease INTEGER NOT NULL, 
	slack_channel VARCHAR(20), 
	slack_ts VARCHAR(20), 
	last_error TEXT, 
	outcome VARCHAR(10), 
	done_at DATETIME, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT uq_message_dedupe_key UNIQUE (dedupe_key), 
	CONSTRAINT uq_message_token UNIQUE (token), 
	CONSTRAINT fk_message_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "message" VALUES(1,'event:1:6','852b925c175d44e1922e0196bdad12f7',6,'event','{"event": 1}','2026-11-23 09:01:16.708479','2026-11-23 09:00:16.708479',1,0,NULL,0,1,'D05','1795424416.960412',NULL,'sent','2026-11-23 09:00:16.946927');
INSERT INTO "message" VALUES(2,'event:2:6','d849cf5d9d9547c0a64d8cbc533a4d1d',6,'event','{"event": 2}','2026-11-23 09:01:18.256763','2026-11-23 09:00:18.256763',1,0,NULL,0,1,'D05','1795424418.513658',NULL,'sent','2026-11-23 09:00:18.586948');
INSERT INTO "message" VALUES(3,'event:3:7','051333a64aac4371948177c59007c229',7,'event','{"event": 3}','2026-11-23 09:01:18.588397','2026-11-23 09:00:18.588397',1,0,NULL,0,1,'D06','1795424418.768616',NULL,'sent','2026-11-23 09:00:18.786398');
INSERT INTO "message" VALUES(4,'event:4:7','b363212d0de240d78c8f95ba5645b0cd',7,'event','{"event": 4}','2026-11-23 09:01:20.585880','2026-11-23 09:00:18.787747',1,0,NULL,0,2,'D06','1795424420.601930',NULL,'sent','2026-11-23 09:00:20.602538');
INSERT INTO "message" VALUES(5,'event:12:7','dd315e8d93ca4b96ad09d6f80cf52c83',7,'event','{"event": 12}','2026-11-23 10:01:00.509169','2026-11-23 10:00:00.509169',1,0,NULL,0,1,'D06','1795428000.533871',NULL,'sent','2026-11-23 10:00:00.535658');
INSERT INTO "message" VALUES(6,'audit:published:1:4','7634c45551a3415e84551f4015c310ec',4,'audit','{"audit": 1, "event": "published"}','2026-12-01 09:01:01.117172','2026-12-01 09:00:01.117172',1,0,NULL,0,1,'D04','1796115601.374484',NULL,'sent','2026-12-01 09:00:01.375261');
INSERT INTO "message" VALUES(7,'audit:published:1:7','340d04baea9f4db1a5ddece072920358',7,'audit','{"audit": 1, "event": "published"}','2026-12-01 09:01:01.376538','2026-12-01 09:00:01.376538',1,0,NULL,0,1,'D06','1796115601.586633',NULL,'sent','2026-12-01 09:00:01.593763');
INSERT INTO "message" VALUES(8,'audit:published:2:3','d445e96897d54e06af4ce46a978b80fe',3,'audit','{"audit": 2, "event": "published"}','2026-12-01 09:01:01.594979','2026-12-01 09:00:01.594979',1,0,NULL,0,1,'D03','1796115601.826667',NULL,'sent','2026-12-01 09:00:01.831340');
INSERT INTO "message" VALUES(9,'audit:published:2:8','31d4923edfc243d5a7b1ab1910855b56',8,'audit','{"audit": 2, "event": "published"}','2026-12-01 09:01:01.925842','2026-12-01 09:00:01.925842',1,0,NULL,0,1,'D07','1796115602.542038',NULL,'sent','2026-12-01 09:00:02.627993');
INSERT INTO "message" VALUES(10,'audit:published:3:4','3ca3daf87e4042e1a5b6f78543204979',4,'audit','{"audit": 3, "event": "published"}','2026-12-01 09:01:02.629395','2026-12-01 09:00:02.629395',1,0,NULL,0,1,'D04','1796115603.079471',NULL,'sent','2026-12-01 09:00:03.172999');
INSERT INTO "message" VALUES(11,'audit:published:3:6','591810d35ae04f02b3a1cfb7e4faa275',6,'audit','{"audit": 3, "event": "published"}','2026-12-01 09:01:03.174370','2026-12-01 09:00:03.174370',1,0,NULL,0,1,'D05','1796115603.467367',NULL,'sent','2026-12-01 09:00:03.520332');
INSERT INTO "message" VALUES(12,'morning:1:2026-12-01','f4a516f714304deab8f62d48ffbd9503',1,'morning','{"actions": [{"id": 5, "due": "2026-12-18", "step": "-14", "as": "lead"}], "audits": [], "day": "2026-12-01"}','2026-12-01 09:01:03.529624','2026-12-01 09:00:03.529624',1,0,NULL,0,1,'D01','1796115603.969209',NULL,'sent','2026-12-01 09:00:03.976705');
INSERT INTO "message" VALUES(13,'morning:6:2026-12-01','d0175e35f78a4a4c95092b61829f0567',6,'morning','{"actions": [{"id": 2, "due": "2026-12-02", "step": "-1", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-14", "as": "owner"}], "audits": [], "day": "2026-12-01"}','2026-12-01 09:01:06.111442','2026-12-01 09:00:03.988433',1,0,NULL,0,2,'D05','1796115606.128275',NULL,'sent','2026-12-01 09:00:06.128902');
INSERT INTO "message" VALUES(14,'audit:booked:2:2026-12-01T09:00:06.393479+00:00:3','4dbde4a219b84bf992c1e5abc73f1891',3,'audit','{"audit": 2, "event": "booked"}','2026-12-01 09:01:07.109969','2026-12-01 09:00:07.109969',1,0,NULL,0,1,'D03','1796806800.327799',NULL,'sent','2026-12-01 09:00:07.159721');
INSERT INTO "message" VALUES(15,'audit invite:2:0:3','15ecfd8f63594aa598fa31c3483f5ccd',3,'audit invite','{"audit": 2, "sequence": 0}','2026-12-09 09:01:05.616430','2026-12-01 09:00:07.161219',1,0,NULL,0,3,'D03',NULL,NULL,'sent','2026-12-09 09:00:05.742856');
INSERT INTO "message" VALUES(16,'audit invite:2:0:8','880903e6cd814be08acfa64099084357',8,'audit invite','{"audit": 2, "sequence": 0}','2026-12-09 09:01:00.609636','2026-12-09 09:00:00.609636',1,0,NULL,0,1,'D07',NULL,NULL,'sent','2026-12-09 09:00:00.666049');
INSERT INTO "message" VALUES(17,'audit:booked:3:2026-12-01T09:00:06.533650+00:00:4','ce2e07933b6d43bc9f3f659d0df54151',4,'audit','{"audit": 3, "event": "booked"}','2026-12-09 09:01:00.667500','2026-12-09 09:00:00.667500',1,0,NULL,0,1,'D04','1796806800.769235',NULL,'sent','2026-12-09 09:00:00.773634');
INSERT INTO "message" VALUES(18,'audit invite:3:0:4','c769a9a86a0e4ea696205885c79b311a',4,'audit invite','{"audit": 3, "sequence": 0}','2026-12-09 09:01:05.764348','2026-12-09 09:00:00.784637',1,0,NULL,0,3,'D04',NULL,NULL,'sent','2026-12-09 09:00:05.940904');
INSERT INTO "message" VALUES(19,'audit invite:3:0:6','788108a72454449bb8ec1f8be21cd88f',6,'audit invite','{"audit": 3, "sequence": 0}','2026-12-09 09:01:00.878871','2026-12-09 09:00:00.878871',1,0,NULL,0,1,'D05',NULL,NULL,'sent','2026-12-09 09:00:01.008444');
INSERT INTO "message" VALUES(20,'audit:cannot:1:2026-12-01T09:00:06.753554+00:00:4','97b2a8c02b5a4408b04b31c9bca98748',4,'audit','{"audit": 1, "event": "cannot"}','2026-12-09 09:01:07.294302','2026-12-09 09:00:01.009783',1,0,NULL,0,4,'D04','1796806807.303093',NULL,'sent','2026-12-09 09:00:07.303588');
INSERT INTO "message" VALUES(21,'audit:cannot:1:2026-12-01T09:00:06.753554+00:00:2','2ea0ac05a94f4b89ad024b23ae9ead71',2,'audit','{"audit": 1, "event": "cannot"}','2026-12-09 09:01:01.107311','2026-12-09 09:00:01.107311',1,0,NULL,0,1,'D02','1796806801.219825',NULL,'sent','2026-12-09 09:00:01.214565');
INSERT INTO "message" VALUES(22,'audit:cannot:1:2026-12-01T09:00:06.753554+00:00:3','039a5e055b404347bd5be5a4fdd38b87',3,'audit','{"audit": 1, "event": "cannot"}','2026-12-09 09:01:03.743619','2026-12-09 09:00:01.215946',1,0,NULL,0,2,'D03','1796806803.840344',NULL,'sent','2026-12-09 09:00:03.849396');
INSERT INTO "message" VALUES(23,'morning:1:2026-12-09','4c03e164ae3d47f3b9cd64d9b6f0a06b',1,'morning','{"actions": [{"id": 5, "due": "2026-12-18", "step": "-7", "as": "lead"}], "audits": [], "day": "2026-12-09"}','2026-12-09 09:01:02.312901','2026-12-09 09:00:02.312901',1,0,NULL,0,1,'D01','1796806802.748377',NULL,'sent','2026-12-09 09:00:02.748555');
INSERT INTO "message" VALUES(24,'morning:3:2026-12-09','9e71b58bc27744ef8ee59574959d5495',3,'morning','{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "manager"}], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "auditor"}], "day": "2026-12-09"}','2026-12-09 09:01:02.749421','2026-12-09 09:00:02.749421',1,0,NULL,0,1,'D03','1796806802.814951',NULL,'sent','2026-12-09 09:00:02.829739');
INSERT INTO "message" VALUES(25,'morning:4:2026-12-09','9d4da19536f049bf96215e63010700b0',4,'morning','{"actions": [], "audits": [{"id": 3, "due": "2026-12-07", "step": "+1", "as": "auditor"}], "day": "2026-12-09"}','2026-12-09 09:01:02.831136','2026-12-09 09:00:02.831136',1,0,NULL,0,1,'D04','1796806802.903475',NULL,'sent','2026-12-09 09:00:02.900648');
INSERT INTO "message" VALUES(26,'morning:6:2026-12-09','d0e8c2c7e1e54a2b95e1b0dfb299e7ca',6,'morning','{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-7", "as": "owner"}], "audits": [{"id": 3, "due": "2026-12-07", "step": "0", "as": "practitioner"}], "day": "2026-12-09"}','2026-12-09 09:01:02.902021','2026-12-09 09:00:02.902021',1,0,NULL,0,1,'D05','1796806803.022654',NULL,'sent','2026-12-09 09:00:03.022836');
INSERT INTO "message" VALUES(27,'morning:7:2026-12-09','1e693a6aef594e188e126f292a87fc53',7,'morning','{"actions": [{"id": 3, "due": "2026-12-11", "step": "-7", "as": "owner"}], "audits": [], "day": "2026-12-09"}','2026-12-09 09:01:03.030979','2026-12-09 09:00:03.030979',1,0,NULL,0,1,'D06','1796806803.175750',NULL,'sent','2026-12-09 09:00:03.188720');
INSERT INTO "message" VALUES(28,'morning:8:2026-12-09','e0436f793b4b4c1eb0c8173d3d93ae42',8,'morning','{"actions": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "practitioner"}], "day": "2026-12-09"}','2026-12-09 09:01:03.189965','2026-12-09 09:00:03.189965',1,0,NULL,0,1,'D07','1796806803.339820',NULL,'sent','2026-12-09 09:00:03.374124');
INSERT INTO "message" VALUES(29,'audit:held:3:2026-12-09T09:00:07.671460+00:00:6','aa05fda22aac42cc904f25bd3df331f7',6,'audit','{"audit": 3, "event": "held"}','2026-12-09 09:01:08.288637','2026-12-09 09:00:08.288637',1,0,NULL,0,1,'D05','1796806808.359576',NULL,'sent','2026-12-09 09:00:08.362429');
INSERT INTO "message" VALUES(30,'audit:inadequate:3:2026-12-09T09:00:07.671460+00:00:2','daa26757456e4f0dba009eb061f9dee9',2,'audit','{"audit": 3, "event": "inadequate"}','2026-12-09 09:01:08.363462','2026-12-09 09:00:08.363462',1,0,NULL,0,1,'D02','1796806808.407652',NULL,'sent','2026-12-09 09:00:08.414601');
INSERT INTO "message" VALUES(31,'audit:reflected:3:2026-12-09T09:00:12.884888+00:00:4','91bc6ea32613493398dbfe3dcc3554da',4,'audit','{"audit": 3, "event": "reflected"}','2026-12-09 09:01:13.299247','2026-12-09 09:00:13.299247',1,0,NULL,0,1,'D04','1796810400.291077',NULL,'sent','2026-12-09 09:00:13.337414');
INSERT INTO "message" VALUES(32,'audit:disagreed:3:2026-12-09T09:00:12.884888+00:00:3','d751ed8044e84a05bc5e118c4f3fa4fa',3,'audit','{"audit": 3, "event": "disagreed"}','2026-12-09 09:01:13.338578','2026-12-09 09:00:13.338578',1,0,NULL,0,1,'D03','1796810400.304523',NULL,'sent','2026-12-09 09:00:13.350595');
INSERT INTO "message" VALUES(33,'audit:moderate:3:2026-12-09T09:00:12.884888+00:00:5','39fad1704ac349aca10d079584e33aba',5,'audit','{"audit": 3, "event": "moderate"}','2026-12-09 09:01:13.351340','2026-12-09 09:00:13.351340',1,0,NULL,0,1,'D08','1796810400.313267',NULL,'sent','2026-12-09 09:00:13.359315');
INSERT INTO "message" VALUES(34,'audit:moderated:3:2026-12-09T10:00:05.156363+00:00:4','16cec5a9930a426e996922fa824b52f5',4,'audit','{"audit": 3, "event": "moderated"}','2026-12-09 10:01:05.290485','2026-12-09 10:00:05.290485',1,0,NULL,0,1,'D04','1797238800.169192',NULL,'sent','2026-12-09 10:00:05.414613');
INSERT INTO "message" VALUES(35,'audit:moderated:3:2026-12-09T10:00:05.156363+00:00:6','47d3f46a8503419787888892e4558017',6,'audit','{"audit": 3, "event": "moderated"}','2026-12-09 10:01:05.415868','2026-12-09 10:00:05.415868',1,0,NULL,0,1,'D05','1797238800.228061',NULL,'sent','2026-12-09 10:00:05.486937');
INSERT INTO "message" VALUES(36,'morning:3:2026-12-14','84d563686ef2454d89289cfbffa1dd68',3,'morning','{"actions": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "+1", "as": "auditor"}], "day": "2026-12-14"}','2026-12-14 09:01:02.016252','2026-12-14 09:00:02.016252',1,0,NULL,0,1,'D03','1797238802.160251',NULL,'sent','2026-12-14 09:00:02.141612');
INSERT INTO "message" VALUES(37,'morning:7:2026-12-14','5f0918078db242099e4f3bfd12da6f56',7,'morning','{"actions": [{"id": 3, "due": "2026-12-11", "step": "0", "as": "owner"}], "audits": [], "day": "2026-12-14"}','2026-12-14 09:01:02.142802','2026-12-14 09:00:02.142802',1,0,NULL,0,1,'D06','1797238802.260245',NULL,'sent','2026-12-14 09:00:02.238995');
INSERT INTO "message" VALUES(38,'morning:8:2026-12-14','b9e40b3d42b54c1b82beb50103b5c1c8',8,'morning','{"actions": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "0", "as": "practitioner"}], "day": "2026-12-14"}','2026-12-14 09:01:02.240181','2026-12-14 09:00:02.240181',1,0,NULL,0,1,'D07','1797238802.439028',NULL,'sent','2026-12-14 09:00:02.428675');
INSERT INTO "message" VALUES(39,'event:15:6','b781c4edbecf495b92f06e9953215850',6,'event','{"event": 15}','2026-12-14 09:00:05.019787',NULL,0,0,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE person (
	id INTEGER NOT NULL, 
	email VARCHAR(254), 
	slack_id VARCHAR(20), 
	name VARCHAR(120) NOT NULL, 
	role VARCHAR(120) NOT NULL, 
	team_id INTEGER, 
	manager_id INTEGER, 
	time_zone VARCHAR(60) NOT NULL, 
	works VARCHAR(7) NOT NULL, 
	day_starts TIME NOT NULL, 
	day_ends TIME NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	is_lead BOOLEAN NOT NULL, 
	is_admin BOOLEAN NOT NULL, 
	left_slack BOOLEAN NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_email UNIQUE (email), 
	CONSTRAINT uq_person_slack_id UNIQUE (slack_id), 
	CONSTRAINT fk_person_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT fk_person_manager_id_person FOREIGN KEY(manager_id) REFERENCES person (id)
);
INSERT INTO "person" VALUES(1,'person1@council.example','U01','Assistant Director','Assistant Director',NULL,NULL,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,1,0,0);
INSERT INTO "person" VALUES(2,'person2@council.example','U02','Head of Service','Head of Service',NULL,1,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0);
INSERT INTO "person" VALUES(3,'person3@council.example','U03','Team Manager, Permanence','Team Manager, Permanence',1,2,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0);
INSERT INTO "person" VALUES(4,'person4@council.example','U04','Team Manager, Assessment','Team Manager, Assessment',2,2,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0);
INSERT INTO "person" VALUES(5,'person8@council.example','U08','Improvement Officer','Improvement Officer',NULL,2,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,1,0);
INSERT INTO "person" VALUES(6,'person5@council.example','U05','Practitioner 1, Permanence','Practitioner 1, Permanence',1,3,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0);
INSERT INTO "person" VALUES(7,'person6@council.example','U06','Practitioner 2, Permanence','Practitioner 2, Permanence',1,3,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0);
INSERT INTO "person" VALUES(8,'person7@council.example','U07','Practitioner 1, Assessment','Practitioner 1, Assessment',2,4,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0);
CREATE TABLE seen (
	"key" VARCHAR(200) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_seen PRIMARY KEY ("key")
);
INSERT INTO "seen" VALUES('6636584944548.7807046832.ff04625396199b38f5a58f394878bf70','2026-11-23 09:00:15.769377');
INSERT INTO "seen" VALUES('2268757553153.989440299.dd73e007d74d788e1da622a03ac5874e','2026-11-23 09:00:15.884290');
INSERT INTO "seen" VALUES('119411817391.7100937121.798d096a7630d677a3a481ca15a528a6','2026-11-23 09:00:16.069200');
INSERT INTO "seen" VALUES('601441690763.4610952433.4202b57adb0b6cc1fc8d06c0328308c9','2026-11-23 09:00:16.218668');
INSERT INTO "seen" VALUES('4891867447619.2085904891.13d6b23a4fe799d6ef0d216cd3253ecd','2026-11-23 09:00:16.323469');
INSERT INTO "seen" VALUES('4491981408256.1412543321.5fd6b889599129deac62444c89054b19','2026-11-23 09:00:16.417359');
INSERT INTO "seen" VALUES('4003884569580.6796836203.ef398d33a7a997f355dfd340adb00779','2026-11-23 09:00:21.760365');
INSERT INTO "seen" VALUES('6188324006690.9968093224.4052d80efa0dee886bb33b42d276fd92','2026-11-23 09:00:22.030193');
INSERT INTO "seen" VALUES('2014589267370.2274617287.7da4ab0fb452c9ccb5ac9a364b36fa15','2026-11-23 09:00:22.213985');
INSERT INTO "seen" VALUES('2375688834631.3168564449.b13fcb970ec5330bf9bcd23f9722139d','2026-11-23 09:00:22.376561');
INSERT INTO "seen" VALUES('2435760911275.1616328312.755ac3274c438a9bd4a59e80fa5d1cd9','2026-11-23 09:00:22.596036');
INSERT INTO "seen" VALUES('9043254432565.1283032065.90e59dfde487f05d8267e0112cc5cd60','2026-11-23 09:00:22.818761');
INSERT INTO "seen" VALUES('8024152216365.6567634973.f679c5daa3bd8be8695a326c28f3adcd','2026-11-23 09:00:23.028350');
INSERT INTO "seen" VALUES('8682605544245.6055956357.09e9fdabd0aec847dc16e3886c7504b8','2026-11-23 10:00:05.156144');
INSERT INTO "seen" VALUES('7334894594329.9824915941.ec4ad574917af03df6d9f0d8e5a59983','2026-11-23 10:00:05.237831');
INSERT INTO "seen" VALUES('7633144567346.4936446817.8ef6d089e494c9de971f3451a71fd917','2026-11-23 10:00:05.276512');
INSERT INTO "seen" VALUES('3069527410895.8043207349.8c39ad0743c0ffc9e87fd7e8af8e2894','2026-11-23 10:00:05.325983');
INSERT INTO "seen" VALUES('7252368532335.3075504534.f69676ec3864628262e157c84210f89c','2026-11-23 10:00:05.622294');
INSERT INTO "seen" VALUES('6504477229153.4312966543.61fe4e852941022a76b74dee44925efa','2026-11-23 10:00:05.703495');
INSERT INTO "seen" VALUES('1278220169215.7988501642.5dc4235686b873eca649da3f5a132358','2026-11-23 10:00:05.716951');
INSERT INTO "seen" VALUES('4261289541086.6531799863.d7de435eb3711b404ee44b18f157498f','2026-11-23 10:00:05.961740');
INSERT INTO "seen" VALUES('1207164995341.181642845.1911a7e442b67213b32fb1c0097df4c1','2026-11-23 10:00:07.084685');
INSERT INTO "seen" VALUES('8632962932078.5747565692.d31143fe23b7ee3dd876808785dccfac','2026-12-01 09:00:06.393479');
INSERT INTO "seen" VALUES('3007733177149.7135650732.9194d765a6296e61f3647e737bde54c7','2026-12-01 09:00:06.533650');
INSERT INTO "seen" VALUES('5620707179017.2987224730.e86a43c540d4ff409246994af7922004','2026-12-01 09:00:06.740079');
INSERT INTO "seen" VALUES('5081216631063.2061360786.c066c429d67f0f89329522f271e7d175','2026-12-01 09:00:06.753554');
INSERT INTO "seen" VALUES('8622782552092.9433062265.270c69e439e68d2d48dfe0351a92a0e4','2026-12-09 09:00:07.661579');
INSERT INTO "seen" VALUES('1250606983124.8923570990.5a16b8cb0f4585452e62e1a8ae70e702','2026-12-09 09:00:07.671460');
INSERT INTO "seen" VALUES('872547125487.6801514219.366257387e6542442f96c88aa0fc870c','2026-12-09 09:00:12.738542');
INSERT INTO "seen" VALUES('1718540009813.758070884.a3d35c6d630683da4f9512a7697d6623','2026-12-09 09:00:12.801299');
INSERT INTO "seen" VALUES('3486943240502.3736741541.47b861cfd3271f0b95e0fa07f25b46c6','2026-12-09 09:00:12.884888');
INSERT INTO "seen" VALUES('9174447023305.9799247779.5112f44b9686259d94ca44d45f2d06b5','2026-12-09 10:00:05.034470');
INSERT INTO "seen" VALUES('2850516922168.856722018.8ea692b9fc255f93e5d9e9f34347f52f','2026-12-09 10:00:05.119938');
INSERT INTO "seen" VALUES('9276300548180.1996383884.874ed5e546d633ae5409fe8d40c84e2c','2026-12-09 10:00:05.156363');
INSERT INTO "seen" VALUES('4074656918308.3666323380.b35eeae7cfa8539804c9385c1b539c37','2026-12-14 09:00:05.019787');
CREATE TABLE team (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	service VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_team PRIMARY KEY (id), 
	CONSTRAINT uq_team_name UNIQUE (name)
);
INSERT INTO "team" VALUES(1,'Permanence','Children');
INSERT INTO "team" VALUES(2,'Assessment','Children');
CREATE INDEX ix_person_manager_id ON person (manager_id);
CREATE INDEX ix_person_team_id ON person (team_id);
CREATE INDEX ix_action_owner_id ON action (owner_id);
CREATE INDEX ix_action_due_on ON action (due_on);
CREATE INDEX ix_action_status ON action (status);
CREATE INDEX ix_event_action_id ON event (action_id);
CREATE INDEX ix_message_person_id ON message (person_id);
CREATE INDEX ix_message_waiting ON message (due_at) WHERE done_at IS NULL;
CREATE INDEX ix_seen_at ON seen (at);
CREATE INDEX ix_absence_person_id ON absence (person_id);
CREATE INDEX ix_live_audit_case_key ON live_audit (case_key);
CREATE INDEX ix_live_audit_practitioner_id ON live_audit (practitioner_id);
CREATE INDEX ix_live_audit_state ON live_audit (state);
CREATE INDEX ix_live_audit_auditor_id ON live_audit (auditor_id);
CREATE INDEX ix_live_audit_round_id ON live_audit (round_id);
CREATE INDEX ix_audit_event_audit_id ON audit_event (audit_id);
COMMIT;
