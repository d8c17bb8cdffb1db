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
INSERT INTO "absence" VALUES(1,4,'2026-12-14','2026-12-15',0,1,'2026-11-23 10:00:05.245082');
INSERT INTO "absence" VALUES(2,7,'2026-12-23','2026-12-24',0,7,'2026-12-09 13:00:05.063678');
CREATE TABLE "action" (
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
	source_link VARCHAR(500) NOT NULL, 
	theme VARCHAR(120) NOT NULL, 
	phase VARCHAR(120) NOT NULL, 
	evidence VARCHAR(500) NOT NULL, 
	owner_as_given VARCHAR(200) NOT NULL, 
	recurrence VARCHAR(200) NOT NULL, 
	recurs_from VARCHAR(12) NOT NULL, 
	deferred_until DATE, 
	sign_off_asked_on DATE, 
	signed_off_at DATETIME, 
	outcome_check_on DATE, 
	outcome VARCHAR(20), 
	rag_override VARCHAR(20), 
	previous_id INTEGER, 
	deputy_id INTEGER, 
	signer_id INTEGER, 
	done_by_id INTEGER, 
	sign_off_asked_id INTEGER, 
	signed_off_by_id INTEGER, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CONSTRAINT fk_action_deputy_id_person FOREIGN KEY(deputy_id) REFERENCES person (id), 
	CONSTRAINT fk_action_owner_id_person FOREIGN KEY(owner_id) REFERENCES person (id), 
	CONSTRAINT fk_action_signed_off_by_id_person FOREIGN KEY(signed_off_by_id) REFERENCES person (id), 
	CONSTRAINT uq_action_previous_id UNIQUE (previous_id), 
	CONSTRAINT fk_action_previous_id_action FOREIGN KEY(previous_id) REFERENCES action (id), 
	CONSTRAINT fk_action_done_by_id_person FOREIGN KEY(done_by_id) REFERENCES person (id), 
	CONSTRAINT fk_action_sign_off_asked_id_person FOREIGN KEY(sign_off_asked_id) REFERENCES person (id), 
	CONSTRAINT fk_action_created_by_id_person FOREIGN KEY(created_by_id) REFERENCES person (id), 
	CONSTRAINT uq_action_reference UNIQUE (reference), 
	CONSTRAINT fk_action_signer_id_person FOREIGN KEY(signer_id) REFERENCES person (id)
);
INSERT INTO "action" VALUES(1,'Finalise the Adolescent Strategy','',NULL,'',7,'2027-01-29','day','','2026-12-04','2026-12-09','in progress','2026-11-23 09:00:04.094067',3,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(2,'Train the staff in chronologies','',NULL,'',6,'2026-12-11','day','','2026-12-02','2026-12-09','not started','2026-11-23 09:00:04.336106',3,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(3,'Write to the partners about thresholds','',NULL,'',7,'2026-12-11','day','','2026-12-11','2026-11-23','in progress','2026-11-23 09:00:04.466781',3,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(4,'Review the supervision template','',NULL,'',7,NULL,'none','',NULL,'2026-11-23','not started','2026-11-23 09:00:04.583944',3,NULL,'','','Phase 1: Stabilise','','','','date',NULL,NULL,NULL,NULL,NULL,'at risk',NULL,6,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(5,'Agree who chairs the panel','',NULL,'',NULL,'2026-12-18','day','','2026-12-18','2026-11-23','not started','2026-11-23 09:00:04.720742',3,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(6,'Bring the induction pack up to date','',NULL,'',3,'2026-11-27','day','','2026-11-27','2026-11-23','done','2026-11-23 09:00:04.849438',3,'2026-11-23 09:00:10.211609','','','','','','','date',NULL,'2026-11-23',NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,5,NULL);
INSERT INTO "action" VALUES(7,'Refresh the chronology template','LA-2026-12-003',NULL,'',4,'2026-12-18','day','','2026-12-18','2026-12-09','not started','2026-12-09 09:00:05.333828',4,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(8,'Agree the threshold document','',NULL,'',6,'2027-01-08','day','','2027-01-08','2026-12-09','signed off','2026-12-09 10:00:05.061770',3,'2026-12-09 10:00:05.136849','','','','https://council.example/minutes','','','date',NULL,'2026-12-09','2026-12-09 11:00:05.060404',NULL,NULL,NULL,NULL,NULL,5,6,5,5);
INSERT INTO "action" VALUES(9,'Publish the practice standards','',NULL,'',7,'2027-01-08','day','','2027-01-08','2026-12-09','in progress','2026-12-09 10:00:05.102773',3,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(10,'Fund the training','',NULL,'',NULL,'2027-01-08','day','','2027-01-08','2026-12-09','deferred','2026-12-09 11:00:05.133553',3,NULL,'','','','','','','date','2027-03-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(11,'Rewrite the leaflet','',NULL,'',NULL,'2027-01-08','day','','2027-01-08','2026-12-09','dropped','2026-12-09 11:00:05.155902',3,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(12,'Audit the supervision files','',NULL,'',7,'2027-01-06','day','','2027-01-06','2026-12-09','done','2026-12-09 11:00:05.212454',3,'2026-12-09 11:00:05.656600','','','','','','DTSTART;VALUE=DATE:20270106
RRULE:FREQ=MONTHLY','date',NULL,'2026-12-09',NULL,NULL,NULL,NULL,NULL,NULL,NULL,7,5,NULL);
INSERT INTO "action" VALUES(13,'Map the pathway to early help','','2.1','',2,'2027-01-29','day','29 January 2027','2027-01-29',NULL,'not started','2026-12-09 13:00:05.138075',1,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(14,'Write down what good looks like','','2.2','',5,'2027-02-26','day','26 February 2027','2027-02-26',NULL,'not started','2026-12-09 13:00:05.138075',1,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(15,'Read the minutes to the team','',NULL,'',6,'2027-01-15','day','','2027-01-15','2026-12-14','not started','2026-12-14 09:00:05.033234',3,NULL,'','','','','','','date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE answering (
	action_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	made_by_id INTEGER, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_answering PRIMARY KEY (action_id, item_id), 
	CONSTRAINT fk_answering_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_answering_item_id_plan_item FOREIGN KEY(item_id) REFERENCES plan_item (id), 
	CONSTRAINT fk_answering_made_by_id_person FOREIGN KEY(made_by_id) REFERENCES person (id)
);
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
INSERT INTO "audit_chase" VALUES(1,2,'2026-12-01','opened 0',3,11);
INSERT INTO "audit_chase" VALUES(2,1,'2026-12-01','opened 0',4,12);
INSERT INTO "audit_chase" VALUES(3,3,'2026-12-01','opened 0',4,12);
INSERT INTO "audit_chase" VALUES(4,3,'2026-12-01','opened 0',6,14);
INSERT INTO "audit_chase" VALUES(5,1,'2026-12-01','opened 0',7,15);
INSERT INTO "audit_chase" VALUES(6,2,'2026-12-01','opened 0',8,16);
INSERT INTO "audit_chase" VALUES(7,2,'2026-12-10','-3',3,27);
INSERT INTO "audit_chase" VALUES(8,3,'2026-12-07','+1',4,28);
INSERT INTO "audit_chase" VALUES(9,3,'2026-12-07','0',6,30);
INSERT INTO "audit_chase" VALUES(10,2,'2026-12-10','-3',8,32);
INSERT INTO "audit_chase" VALUES(11,2,'2026-12-10','+1',3,65);
INSERT INTO "audit_chase" VALUES(12,2,'2026-12-10','0',8,69);
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
INSERT INTO "audit_event" VALUES(1,1,1,'2026-11-23 10:00:06.834986','published','{"state": ["drawn", "published"]}','');
INSERT INTO "audit_event" VALUES(2,2,1,'2026-11-23 10:00:06.834986','published','{"state": ["drawn", "published"]}','');
INSERT INTO "audit_event" VALUES(3,3,1,'2026-11-23 10:00:06.834986','published','{"state": ["drawn", "published"]}','');
INSERT INTO "audit_event" VALUES(4,2,8,'2026-12-01 09:00:05.042389','booked','{"state": ["published", "booked"], "booked_on": [null, "2026-12-10"]}','');
INSERT INTO "audit_event" VALUES(5,3,6,'2026-12-01 09:00:05.126538','booked','{"state": ["published", "booked"], "booked_on": [null, "2026-12-07"]}','');
INSERT INTO "audit_event" VALUES(6,1,7,'2026-12-01 09:00:05.194929','not held','{"state": ["published", "not held"], "not_held_reason": [null, "workload"]}','');
INSERT INTO "audit_event" VALUES(7,3,4,'2026-12-09 09:00:05.333828','held','{"state": ["booked", "held"], "held_at": [null, "2026-12-09T09:00:05.333828+00:00"], "grade": [null, "Inadequate"], "themes": [[], ["Planning", "Recording"]], "strengths": [{}, {"Planning": 2, "Recording": 1}], "areas": [{}, {"Recording": 3}]}','');
INSERT INTO "audit_event" VALUES(8,3,NULL,'2026-12-09 09:00:05.333828','clock started','{"actions_due": "2026-12-23"}','');
INSERT INTO "audit_event" VALUES(9,3,6,'2026-12-09 09:00:10.481445','reflected','{"reflection": ["", "The plan was older"], "agrees": [null, false], "reflected_at": [null, "2026-12-09T09:00:10.481445+00:00"]}','The plan was older');
INSERT INTO "audit_event" VALUES(10,3,NULL,'2026-12-09 09:00:10.481445','moderator chosen','{"moderator_id": 5}','');
INSERT INTO "audit_event" VALUES(11,3,5,'2026-12-09 10:00:05.046613','moderated','{"state": ["held", "moderated"], "upheld": [null, true], "moderated_grade": [null, "Inadequate"], "moderated_at": [null, "2026-12-09T10:00:05.046613+00:00"]}','');
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
INSERT INTO "audit_round" VALUES(1,'2026-12-01','published','2026-12-01','2026-12-31','2027-01-15','{"auditors":[{"away":[],"ends":null,"id":"3","line":["2","1"],"quota":1,"service":"Children","starts":"2026-11-23","team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[["2026-12-14","2026-12-15"]],"ends":null,"id":"4","line":["2","1"],"quota":2,"service":"Children","starts":"2026-11-23","team":"Assessment","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"id":"5","line":["2","1"],"quota":0,"service":"","starts":"2026-11-23","team":"","weekdays":[0,1,2,3,4]}],"forbids":[],"held":[],"history":[],"holidays":["2026-08-31","2026-12-25","2026-12-26","2026-12-28","2027-01-01","2027-03-26","2027-03-29"],"pins":[],"practitioners":[{"away":[],"ends":null,"finish_only":false,"id":"6","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"7","line":["3","2","1"],"service":"Children","starts":null,"team":"Permanence","weekdays":[0,1,2,3,4]},{"away":[],"ends":null,"finish_only":false,"id":"8","line":["4","2","1"],"service":"Children","starts":null,"team":"Assessment","weekdays":[0,1,2,3,4]}],"published":[],"rules":{"days_apart":10,"most_audits":null,"never_own_supervisor":"immediate","quota":2,"repeat_gap_months":6,"who_with_whom":"any","workload_months":12},"seed":202612,"window":{"due":"2026-12-31","off":[],"opens":"2026-12-01","today":null}}','{"absent":[],"certificate":{"auditors":[[0,0,-1,0,-348369983962],[0,0,-2,-2,-939120242784],[0,0,0,0,0]],"levels":["longest since audited","pairs repeated","spread over teams","workload, then lots","lots for pairs"],"practitioners":[[0,0,-2,-1,0],[0,0,-2,-2,0],[0,0,-1,0,0]],"sink":[0,0,0,0,0],"teams":[[0,0,-1,0,0],[0,0,-2,0,0]]},"most":1,"pairs":[{"auditor":"3","practitioner":"8","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":0}},{"auditor":"4","practitioner":"6","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}},{"auditor":"4","practitioner":"7","reason":{"kept":false,"last_met":null,"months_waited":null,"nth":1,"pinned":false,"rank_in_team":1,"repeat":false,"tied":1}}],"request":"9f6b7938d7afbf60e19f2a1786611e41a5c7febe074f87a6bc49dea1f13afe4c","stretched":null}','{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": [], "scrutiny_monthly": [], "services": {}}','2026-11-23 10:00:05.268743',1,'2026-11-23 10:00:06.834986',1,NULL);
CREATE TABLE audit_rules (
	service VARCHAR(120) NOT NULL, 
	"values" JSON NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by_id INTEGER, 
	CONSTRAINT pk_audit_rules PRIMARY KEY (service), 
	CONSTRAINT fk_audit_rules_changed_by_id_person FOREIGN KEY(changed_by_id) REFERENCES person (id)
);
INSERT INTO "audit_rules" VALUES('','{"quota": 2, "who_with_whom": "any", "never_own_supervisor": "immediate", "repeat_gap_months": 6, "days_apart": 10, "opens_on_working_day": 1, "draw_working_days_before": 5, "moderation_by_working_day": 10, "months_off": [], "extension_working_days": 5, "grade_scale": "ofsted", "moderation": "all", "sample_percent": 20, "inadequate_grades": ["Inadequate"], "not_held_reasons": ["leave", "sickness", "vacancy", "case closed", "workload", "other"], "themes": ["Assessment", "Direct work", "Identity and diversity", "Management oversight", "Multi-agency working", "Planning", "Recording", "Risk and safety", "Voice of the child"], "safeguarding_words": "Follow your safeguarding procedure now, and tell your line manager or the duty manager.", "case_number_pattern": "", "case_gap_months": 12, "re_audit_within_months": 2, "inadequate_action_working_days": 10, "scrutiny_dates": [], "scrutiny_monthly": []}','2026-11-23 10:00:05.162576',1);
CREATE TABLE "auditor_seat" (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	quota INTEGER, 
	starts_on DATE, 
	ends_on DATE, 
	CONSTRAINT pk_auditor_seat PRIMARY KEY (id), 
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
INSERT INTO "chase" VALUES(1,5,'2026-12-18','-14',1,10);
INSERT INTO "chase" VALUES(2,6,'2026-11-23','sign +3',5,13);
INSERT INTO "chase" VALUES(3,2,'2026-12-02','-1',6,14);
INSERT INTO "chase" VALUES(4,1,'2026-12-18','-14',6,14);
INSERT INTO "chase" VALUES(5,5,'2026-12-18','-7',1,26);
INSERT INTO "chase" VALUES(6,2,'2026-12-02','+5',3,27);
INSERT INTO "chase" VALUES(7,6,'2026-11-23','sign +8',5,29);
INSERT INTO "chase" VALUES(8,2,'2026-12-02','+5',6,30);
INSERT INTO "chase" VALUES(9,1,'2026-12-18','-7',6,30);
INSERT INTO "chase" VALUES(10,3,'2026-12-11','-7',7,31);
INSERT INTO "chase" VALUES(11,6,'2026-11-23','sign +13',1,64);
INSERT INTO "chase" VALUES(12,6,'2026-11-23','sign +13',5,66);
INSERT INTO "chase" VALUES(13,12,'2026-12-09','sign +3',5,66);
INSERT INTO "chase" VALUES(14,2,'2026-12-11','0',6,67);
INSERT INTO "chase" VALUES(15,3,'2026-12-11','0',7,68);
CREATE TABLE date_move (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	event_id INTEGER, 
	number INTEGER NOT NULL, 
	asked_by_id INTEGER, 
	asked_at DATETIME NOT NULL, 
	from_on DATE, 
	from_precision VARCHAR(10) NOT NULL, 
	to_on DATE, 
	to_precision VARCHAR(10) NOT NULL, 
	days INTEGER, 
	reason TEXT NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	decided_by_id INTEGER, 
	decided_at DATETIME, 
	decision TEXT NOT NULL, 
	CONSTRAINT pk_date_move PRIMARY KEY (id), 
	CONSTRAINT fk_date_move_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_date_move_event_id_event FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT fk_date_move_asked_by_id_person FOREIGN KEY(asked_by_id) REFERENCES person (id), 
	CONSTRAINT fk_date_move_decided_by_id_person FOREIGN KEY(decided_by_id) REFERENCES person (id)
);
INSERT INTO "date_move" VALUES(1,1,10,1,6,'2026-11-23 09:00:10.037799','2026-12-04','day','2026-12-18','day',10,'the panel meets then','agreed',6,'2026-11-23 09:00:10.037799','');
INSERT INTO "date_move" VALUES(2,1,37,2,6,'2026-12-09 11:00:05.793411','2026-12-18','day','2027-01-29','day',27,'it needs longer','agreed',2,'2026-12-09 12:00:06.412952','');
INSERT INTO "date_move" VALUES(3,2,35,1,6,'2026-12-09 11:00:05.831233','2026-12-02','day','2026-12-11','day',7,'Legal asked','agreed',6,'2026-12-09 11:00:05.831233','');
INSERT INTO "date_move" VALUES(4,2,38,2,6,'2026-12-09 11:00:05.849052','2026-12-11','day','2027-01-29','day',32,'it needs longer','declined',2,'2026-12-09 12:00:06.446187','the board meets before that');
CREATE TABLE dependency (
	action_id INTEGER NOT NULL, 
	after_id INTEGER NOT NULL, 
	CONSTRAINT pk_dependency PRIMARY KEY (action_id, after_id), 
	CONSTRAINT fk_dependency_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_dependency_after_id_action FOREIGN KEY(after_id) REFERENCES action (id)
);
INSERT INTO "dependency" VALUES(12,8);
INSERT INTO "dependency" VALUES(4,9);
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
INSERT INTO "event" VALUES(1,1,3,'2026-11-23 09:00:04.094067','added','{"title": [null, "Finalise the Adolescent Strategy"], "owner_id": [null, 6], "due_on": [null, "2026-12-04"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(2,2,3,'2026-11-23 09:00:04.336106','added','{"title": [null, "Train the staff in chronologies"], "owner_id": [null, 6], "due_on": [null, "2026-12-02"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(3,3,3,'2026-11-23 09:00:04.466781','added','{"title": [null, "Write to the partners about thresholds"], "owner_id": [null, 7], "due_on": [null, "2026-12-11"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(4,4,3,'2026-11-23 09:00:04.583944','added','{"title": [null, "Review the supervision template"], "owner_id": [null, 7], "due_on": [null, null], "due_precision": [null, "none"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(5,5,3,'2026-11-23 09:00:04.720742','added','{"title": [null, "Agree who chairs the panel"], "owner_id": [null, null], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(6,6,3,'2026-11-23 09:00:04.849438','added','{"title": [null, "Bring the induction pack up to date"], "owner_id": [null, 3], "due_on": [null, "2026-11-27"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(7,1,6,'2026-11-23 09:00:09.949999','done','{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:09.949999+00:00"], "done_by_id": [null, 6], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-11-23"]}','Minutes of the board, item 4',NULL);
INSERT INTO "event" VALUES(8,1,6,'2026-11-23 09:00:09.983057','undone','{"status": ["done", "not started"], "done_at": ["2026-11-23T09:00:09.949999+00:00", null], "done_by_id": [6, null], "sign_off_asked_id": [5, null], "sign_off_asked_on": ["2026-11-23", null]}','',7);
INSERT INTO "event" VALUES(9,1,6,'2026-11-23 09:00:10.017560','noted','{"status": ["not started", "in progress"]}','Draft sent to Legal',NULL);
INSERT INTO "event" VALUES(10,1,6,'2026-11-23 09:00:10.037799','moved','{"due_on": ["2026-12-04", "2026-12-18"]}','the panel meets then',NULL);
INSERT INTO "event" VALUES(11,3,7,'2026-11-23 09:00:10.112854','done','{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:10.112854+00:00"], "done_by_id": [null, 7], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-11-23"]}','The letters went out',NULL);
INSERT INTO "event" VALUES(12,3,3,'2026-11-23 09:00:10.141317','reopened','{"status": ["done", "in progress"], "done_at": ["2026-11-23T09:00:10.112854+00:00", null], "done_by_id": [7, null], "sign_off_asked_id": [5, null], "sign_off_asked_on": ["2026-11-23", null]}','the board asked for more',NULL);
INSERT INTO "event" VALUES(13,6,3,'2026-11-23 09:00:10.211609','done','{"status": ["not started", "done"], "done_at": [null, "2026-11-23T09:00:10.211609+00:00"], "done_by_id": [null, 3], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-11-23"]}','',NULL);
INSERT INTO "event" VALUES(14,7,4,'2026-12-09 09:00:05.333828','added','{"title": [null, "Refresh the chronology template"], "owner_id": [null, 4], "due_on": [null, "2026-12-18"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(15,8,3,'2026-12-09 10:00:05.061770','added','{"title": [null, "Agree the threshold document"], "owner_id": [null, 6], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(16,9,3,'2026-12-09 10:00:05.102773','added','{"title": [null, "Publish the practice standards"], "owner_id": [null, 7], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(17,8,3,'2026-12-09 10:00:05.120305','signer','{"signer_id": [null, 5]}','',NULL);
INSERT INTO "event" VALUES(18,8,6,'2026-12-09 10:00:05.136849','done','{"status": ["not started", "done"], "done_at": [null, "2026-12-09T10:00:05.136849+00:00"], "done_by_id": [null, 6], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-12-09"]}','Agreed by the board',NULL);
INSERT INTO "event" VALUES(19,9,7,'2026-12-09 10:00:05.151360','done','{"status": ["not started", "done"], "done_at": [null, "2026-12-09T10:00:05.151360+00:00"], "done_by_id": [null, 7], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-12-09"]}','They are on the intranet',NULL);
INSERT INTO "event" VALUES(20,8,5,'2026-12-09 11:00:05.060404','signed off','{"status": ["done", "signed off"], "evidence": ["", "https://council.example/minutes"], "signed_off_at": [null, "2026-12-09T11:00:05.060404+00:00"], "signed_off_by_id": [null, 5]}','',NULL);
INSERT INTO "event" VALUES(21,9,5,'2026-12-09 11:00:05.112606','returned','{"status": ["done", "in progress"], "done_at": ["2026-12-09T10:00:05.151360+00:00", null], "done_by_id": [7, null], "sign_off_asked_id": [5, null], "sign_off_asked_on": ["2026-12-09", null]}','it is thin',NULL);
INSERT INTO "event" VALUES(22,10,3,'2026-12-09 11:00:05.133553','added','{"title": [null, "Fund the training"], "owner_id": [null, null], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(23,11,3,'2026-12-09 11:00:05.155902','added','{"title": [null, "Rewrite the leaflet"], "owner_id": [null, null], "due_on": [null, "2027-01-08"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(24,12,3,'2026-12-09 11:00:05.212454','added','{"title": [null, "Audit the supervision files"], "owner_id": [null, 7], "due_on": [null, "2027-01-06"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(25,12,3,'2026-12-09 11:00:05.212454','after','{"after": [[], [8]]}','',NULL);
INSERT INTO "event" VALUES(26,10,1,'2026-12-09 11:00:05.333362','deferred','{"status": ["not started", "deferred"], "deferred_until": [null, "2027-03-01"]}','of the budget',NULL);
INSERT INTO "event" VALUES(27,11,1,'2026-12-09 11:00:05.378541','dropped','{"status": ["not started", "dropped"]}','the new strategy covers it',NULL);
INSERT INTO "event" VALUES(28,4,1,'2026-12-09 11:00:05.398160','after','{"after": [[], [9]]}','',NULL);
INSERT INTO "event" VALUES(29,12,1,'2026-12-09 11:00:05.454221','repeats','{"recurrence": ["", "DTSTART;VALUE=DATE:20270106\nRRULE:FREQ=MONTHLY"]}','',NULL);
INSERT INTO "event" VALUES(30,4,1,'2026-12-09 11:00:05.507931','phase','{"phase": ["", "Phase 1: Stabilise"]}','',NULL);
INSERT INTO "event" VALUES(31,4,1,'2026-12-09 11:00:05.535394','deputy','{"deputy_id": [null, 6]}','',NULL);
INSERT INTO "event" VALUES(32,4,1,'2026-12-09 11:00:05.590115','rated','{"rag_override": [null, "at risk"]}','the partner has not answered',NULL);
INSERT INTO "event" VALUES(33,12,7,'2026-12-09 11:00:05.656600','done','{"status": ["not started", "done"], "done_at": [null, "2026-12-09T11:00:05.656600+00:00"], "done_by_id": [null, 7], "sign_off_asked_id": [null, 5], "sign_off_asked_on": [null, "2026-12-09"]}','All of them were read',NULL);
INSERT INTO "event" VALUES(34,1,6,'2026-12-09 11:00:05.793411','move asked','{}','it needs longer',NULL);
INSERT INTO "event" VALUES(35,2,6,'2026-12-09 11:00:05.831233','moved','{"due_on": ["2026-12-02", "2026-12-11"], "due_known_since": ["2026-11-23", "2026-12-09"]}','Legal asked',NULL);
INSERT INTO "event" VALUES(36,2,6,'2026-12-09 11:00:05.849052','move asked','{}','it needs longer',NULL);
INSERT INTO "event" VALUES(37,1,2,'2026-12-09 12:00:06.412952','move approved','{"due_on": ["2026-12-18", "2027-01-29"], "due_known_since": ["2026-11-23", "2026-12-09"]}','it needs longer',NULL);
INSERT INTO "event" VALUES(38,2,2,'2026-12-09 12:00:06.446187','move declined','{}','the board meets before that',NULL);
INSERT INTO "event" VALUES(39,1,7,'2026-12-09 13:00:05.006485','handed over','{"owner_id": [6, 7]}','',NULL);
INSERT INTO "event" VALUES(40,13,1,'2026-12-09 13:00:05.138075','imported','{"title": [null, "Map the pathway to early help"], "owner_id": [null, 2], "due_on": [null, "2027-01-29"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(41,14,1,'2026-12-09 13:00:05.138075','imported','{"title": [null, "Write down what good looks like"], "owner_id": [null, 5], "due_on": [null, "2027-02-26"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
INSERT INTO "event" VALUES(42,15,3,'2026-12-14 09:00:05.033234','added','{"title": [null, "Read the minutes to the team"], "owner_id": [null, 6], "due_on": [null, "2027-01-15"], "due_precision": [null, "day"], "status": [null, "not started"]}','',NULL);
CREATE TABLE forecast (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	due_on DATE NOT NULL, 
	made_on DATE NOT NULL, 
	reason TEXT NOT NULL, 
	came_true BOOLEAN, 
	settled_on DATE, 
	CONSTRAINT pk_forecast PRIMARY KEY (id), 
	CONSTRAINT uq_forecast_action_id_due_on UNIQUE (action_id, due_on), 
	CONSTRAINT fk_forecast_action_id_action FOREIGN KEY(action_id) REFERENCES action (id)
);
INSERT INTO "forecast" VALUES(1,1,'2026-12-18','2026-12-09','due in 7 working days, nothing heard for 12 working days, moved once',1,'2026-12-14');
CREATE TABLE handover (
	id INTEGER NOT NULL, 
	giver_id INTEGER NOT NULL, 
	taker_id INTEGER NOT NULL, 
	asked_by_id INTEGER, 
	asked_at DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_handover PRIMARY KEY (id), 
	CONSTRAINT fk_handover_giver_id_person FOREIGN KEY(giver_id) REFERENCES person (id), 
	CONSTRAINT fk_handover_taker_id_person FOREIGN KEY(taker_id) REFERENCES person (id), 
	CONSTRAINT fk_handover_asked_by_id_person FOREIGN KEY(asked_by_id) REFERENCES person (id)
);
INSERT INTO "handover" VALUES(1,6,7,3,'2026-12-09 12:00:06.478865','she moves on');
CREATE TABLE handover_item (
	id INTEGER NOT NULL, 
	handover_id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	decided_at DATETIME, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_handover_item PRIMARY KEY (id), 
	CONSTRAINT fk_handover_item_handover_id_handover FOREIGN KEY(handover_id) REFERENCES handover (id)
);
INSERT INTO "handover_item" VALUES(1,1,'action',1,'accepted','2026-12-09 13:00:05.006485','');
INSERT INTO "handover_item" VALUES(2,1,'action',2,'refused','2026-12-09 13:00:05.048011','No room before the summer');
INSERT INTO "handover_item" VALUES(3,1,'deputy',4,'waiting',NULL,'');
CREATE TABLE home (
	person_id INTEGER NOT NULL, 
	opened_on DATE NOT NULL, 
	changed INTEGER NOT NULL, 
	shown INTEGER NOT NULL, 
	shown_on DATE NOT NULL, 
	not_before DATETIME, 
	choice JSON NOT NULL, 
	news JSON, 
	news_until DATETIME, 
	CONSTRAINT pk_home PRIMARY KEY (person_id), 
	CONSTRAINT fk_home_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "home" VALUES(6,'2026-12-09',2,1,'2026-12-14','2026-12-14 09:00:03.558629','{}','null',NULL);
CREATE TABLE item_link (
	item_id INTEGER NOT NULL, 
	under_id INTEGER NOT NULL, 
	CONSTRAINT pk_item_link PRIMARY KEY (item_id, under_id), 
	CONSTRAINT fk_item_link_item_id_plan_item FOREIGN KEY(item_id) REFERENCES plan_item (id), 
	CONSTRAINT fk_item_link_under_id_plan_item FOREIGN KEY(under_id) REFERENCES plan_item (id)
);
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
	needs_moderation BOOLEAN NOT NULL, moderate_by DATE, 
	CONSTRAINT pk_live_audit PRIMARY KEY (id), 
	CONSTRAINT uq_live_audit_round_id_serial UNIQUE (round_id, serial), 
	CONSTRAINT fk_live_audit_round_id_audit_round FOREIGN KEY(round_id) REFERENCES audit_round (id), 
	CONSTRAINT fk_live_audit_auditor_id_person FOREIGN KEY(auditor_id) REFERENCES person (id), 
	CONSTRAINT fk_live_audit_practitioner_id_person FOREIGN KEY(practitioner_id) REFERENCES person (id), 
	CONSTRAINT fk_live_audit_replaces_id_live_audit FOREIGN KEY(replaces_id) REFERENCES live_audit (id), 
	CONSTRAINT fk_live_audit_re_audit_of_id_live_audit FOREIGN KEY(re_audit_of_id) REFERENCES live_audit (id), 
	CONSTRAINT fk_live_audit_moderator_id_person FOREIGN KEY(moderator_id) REFERENCES person (id)
);
INSERT INTO "live_audit" VALUES(1,1,1,4,7,'not held','{"how":"drawn","team":"Permanence","month":{"year":2026,"number":12},"facts":{"months_waited":null,"rank_in_team":1,"tied":1,"last_met":null,"repeat":false,"nth":1,"pinned":false,"kept":false}}',0,'2026-12-04',NULL,'2026-12-31',0,NULL,NULL,'workload',0,NULL,NULL,'[]','{}','{}',NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,0,'2027-01-15');
INSERT INTO "live_audit" VALUES(2,1,2,3,8,'booked','{"how":"drawn","team":"Assessment","month":{"year":2026,"number":12},"facts":{"months_waited":null,"rank_in_team":1,"tied":0,"last_met":null,"repeat":false,"nth":1,"pinned":false,"kept":false}}',0,'2026-12-14','2026-12-10','2026-12-31',0,NULL,NULL,NULL,0,NULL,NULL,'[]','{}','{}',NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,0,'2027-01-15');
INSERT INTO "live_audit" VALUES(3,1,3,4,6,'moderated','{"how":"drawn","team":"Permanence","month":{"year":2026,"number":12},"facts":{"months_waited":null,"rank_in_team":1,"tied":1,"last_met":null,"repeat":false,"nth":1,"pinned":false,"kept":false}}',0,'2026-12-31','2026-12-07','2026-12-31',0,NULL,NULL,NULL,0,'2026-12-09 09:00:05.333828','Inadequate','["Planning", "Recording"]','{"Planning": 2, "Recording": 1}','{"Recording": 3}',NULL,'The plan was older',0,'2026-12-09 09:00:10.481445',5,1,'Inadequate','2026-12-09 10:00:05.046613',1,'2027-01-15');
CREATE TABLE measure (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	computed VARCHAR(20) NOT NULL, 
	theme VARCHAR(120) NOT NULL, 
	team_id INTEGER, 
	unit VARCHAR(40) NOT NULL, 
	target DOUBLE, 
	target_out_of DOUBLE, 
	more_is_better BOOLEAN NOT NULL, 
	made_by_id INTEGER, 
	made_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_measure PRIMARY KEY (id), 
	CONSTRAINT uq_measure_name_theme_team_id UNIQUE (name, theme, team_id), 
	CONSTRAINT fk_measure_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT fk_measure_made_by_id_person FOREIGN KEY(made_by_id) REFERENCES person (id)
);
INSERT INTO "measure" VALUES(1,'Supervision on time','','',NULL,'',90.0,100.0,1,1,'2026-12-09 13:00:05.194515',NULL);
INSERT INTO "measure" VALUES(2,'Graded Good or better','good','',NULL,'',80.0,100.0,1,1,'2026-12-09 13:00:05.281612',NULL);
CREATE TABLE measure_event (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	person_id INTEGER, 
	at DATETIME NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	changes JSON NOT NULL, 
	CONSTRAINT pk_measure_event PRIMARY KEY (id), 
	CONSTRAINT fk_measure_event_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id), 
	CONSTRAINT fk_measure_event_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "measure_event" VALUES(1,1,1,'2026-12-09 13:00:05.194515','added','{"name": [null, "Supervision on time"], "theme": [null, ""], "team_id": [null, null], "target": [null, 90.0], "target_out_of": [null, 100.0], "more_is_better": [null, true]}');
INSERT INTO "measure_event" VALUES(2,1,1,'2026-12-09 13:00:05.210002','reading','{"2026-09-01": [null, [58.0, 80.0]]}');
INSERT INTO "measure_event" VALUES(3,1,1,'2026-12-09 13:00:05.267473','reading','{"2026-12-09": [null, [76.0, 80.0]]}');
INSERT INTO "measure_event" VALUES(4,2,1,'2026-12-09 13:00:05.281612','added','{"name": [null, "Graded Good or better"], "theme": [null, ""], "team_id": [null, null], "target": [null, 80.0], "target_out_of": [null, 100.0], "more_is_better": [null, true]}');
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
	done_at DATETIME, channel VARCHAR(20), 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT uq_message_dedupe_key UNIQUE (dedupe_key), 
	CONSTRAINT uq_message_token UNIQUE (token), 
	CONSTRAINT fk_message_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "message" VALUES(1,'event:1:6','b4fd7a4caeb54352b7c2eeb81875a6aa',6,'event','{"event": 1}','2026-11-23 09:01:04.249767','2026-11-23 09:00:04.249767',1,0,NULL,0,1,'D05','1795424404.523837',NULL,'sent','2026-11-23 09:00:04.524587',NULL);
INSERT INTO "message" VALUES(2,'event:2:6','8edbc0e004674c7584163e96ba23e494',6,'event','{"event": 2}','2026-11-23 09:01:06.248285','2026-11-23 09:00:04.535258',1,0,NULL,0,2,'D05','1795424406.269199',NULL,'sent','2026-11-23 09:00:06.266168',NULL);
INSERT INTO "message" VALUES(3,'event:3:7','d7492fec01204a13969287b68a6d38a2',7,'event','{"event": 3}','2026-11-23 09:01:04.675522','2026-11-23 09:00:04.675522',1,0,NULL,0,1,'D06','1795424404.797581',NULL,'sent','2026-11-23 09:00:04.795296',NULL);
INSERT INTO "message" VALUES(4,'event:4:7','a2409f8a63d5422980c6e62285a316cd',7,'event','{"event": 4}','2026-11-23 09:01:06.267333','2026-11-23 09:00:04.796698',1,0,NULL,0,2,'D06','1795424406.279462',NULL,'sent','2026-11-23 09:00:06.276357',NULL);
INSERT INTO "message" VALUES(5,'sign off:7:5','75db7a8f7a0045de8579e6b0b5e60bac',5,'sign off','{"action": 1}','2026-11-23 10:01:00.971579','2026-11-23 10:00:00.971579',1,0,NULL,0,1,NULL,NULL,NULL,'stale','2026-11-23 10:00:01.012317',NULL);
INSERT INTO "message" VALUES(6,'event:10:3','29d1397dc95245f4aaac52359bb58503',3,'event','{"event": 10}','2026-11-23 10:01:01.026229','2026-11-23 10:00:01.026229',1,0,NULL,0,1,'D03','1795428001.064921',NULL,'sent','2026-11-23 10:00:01.069783',NULL);
INSERT INTO "message" VALUES(7,'sign off:11:5','1e3549081db64affa06d36e90c8b049a',5,'sign off','{"action": 3}','2026-11-23 10:01:01.070946','2026-11-23 10:00:01.070946',1,0,NULL,0,1,NULL,NULL,NULL,'stale','2026-11-23 10:00:01.088017',NULL);
INSERT INTO "message" VALUES(8,'event:12:7','f050802fb03a47df8ea5b0d294e5c146',7,'event','{"event": 12}','2026-11-23 09:01:10.268581','2026-11-23 09:00:10.268581',1,0,NULL,0,1,'D06','1795428000.018651',NULL,'sent','2026-11-23 09:00:10.292041',NULL);
INSERT INTO "message" VALUES(9,'sign off:13:5','c5ec523501854ca78ac0f5f782658b67',5,'sign off','{"action": 6}','2026-11-23 10:01:01.088656','2026-11-23 10:00:01.088656',1,0,NULL,0,1,'D08','1795428001.175845',NULL,'sent','2026-11-23 10:00:01.177801',NULL);
INSERT INTO "message" VALUES(10,'morning:1:2026-12-01','b56b5b65e77d4393a9798daeb7a8fd6f',1,'morning','{"actions": [{"id": 5, "due": "2026-12-18", "step": "-14", "as": "lead"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-01"}','2026-12-01 09:01:01.140993','2026-12-01 09:00:01.140993',1,0,NULL,0,1,'D01','1796115601.844024',NULL,'sent','2026-12-01 09:00:01.852194',NULL);
INSERT INTO "message" VALUES(11,'morning:3:2026-12-01','aa2bd52c4ab447249dc7a62f28e840c6',3,'morning','{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-01", "step": "opened 0", "as": "auditor"}], "sign_offs": [], "day": "2026-12-01"}','2026-12-01 09:01:01.853529','2026-12-01 09:00:01.853529',1,0,NULL,0,1,'D03','1796115601.914351',NULL,'sent','2026-12-01 09:00:01.914139',NULL);
INSERT INTO "message" VALUES(12,'morning:4:2026-12-01','bf2bfd87576046178b8adeb05bc7aa47',4,'morning','{"actions": [], "approvals": [], "audits": [{"id": 1, "due": "2026-12-01", "step": "opened 0", "as": "auditor"}, {"id": 3, "due": "2026-12-01", "step": "opened 0", "as": "auditor"}], "sign_offs": [], "day": "2026-12-01"}','2026-12-01 09:01:01.921334','2026-12-01 09:00:01.921334',1,0,NULL,0,1,'D04','1796115601.961706',NULL,'sent','2026-12-01 09:00:01.961647',NULL);
INSERT INTO "message" VALUES(13,'morning:5:2026-12-01','076675a0d9554dc5a10e57548ba39e48',5,'morning','{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "signer"}], "day": "2026-12-01"}','2026-12-01 09:01:01.963036','2026-12-01 09:00:01.963036',1,0,NULL,0,1,'D08','1796115602.017570',NULL,'sent','2026-12-01 09:00:02.017148',NULL);
INSERT INTO "message" VALUES(14,'morning:6:2026-12-01','af54643ecf5a4bf1bb9b7644da7d58a2',6,'morning','{"actions": [{"id": 2, "due": "2026-12-02", "step": "-1", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-14", "as": "owner"}], "approvals": [], "audits": [{"id": 3, "due": "2026-12-01", "step": "opened 0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-01"}','2026-12-01 09:01:02.018527','2026-12-01 09:00:02.018527',1,0,NULL,0,1,'D05','1796115602.086107',NULL,'sent','2026-12-01 09:00:02.086369',NULL);
INSERT INTO "message" VALUES(15,'morning:7:2026-12-01','f143babfcd5f4e6c8bf3da2cdf973a43',7,'morning','{"actions": [], "approvals": [], "audits": [{"id": 1, "due": "2026-12-01", "step": "opened 0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-01"}','2026-12-01 09:01:02.087678','2026-12-01 09:00:02.087678',1,0,NULL,0,1,'D06','1796115602.100254',NULL,'sent','2026-12-01 09:00:02.099803',NULL);
INSERT INTO "message" VALUES(16,'morning:8:2026-12-01','47632fbe409140e78a8657f8188720c0',8,'morning','{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-01", "step": "opened 0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-01"}','2026-12-01 09:01:02.100634','2026-12-01 09:00:02.100634',1,0,NULL,0,1,'D07','1796115602.145919',NULL,'sent','2026-12-01 09:00:02.148278',NULL);
INSERT INTO "message" VALUES(17,'audit:booked:2:2026-12-01T09:00:05.042389+00:00:3','7038b6d9d0eb49de9aff8c7b22d633b7',3,'audit','{"audit": 2, "event": "booked"}','2026-12-01 09:01:05.063417','2026-12-01 09:00:05.063417',1,0,NULL,0,1,'D03','1796115605.159172',NULL,'sent','2026-12-01 09:00:05.159527',NULL);
INSERT INTO "message" VALUES(18,'audit invite:2:0:3','3f307869ce454732beb77588308b9fd4',3,'audit invite','{"audit": 2, "sequence": 0}','2026-12-09 09:01:02.799744','2026-12-01 09:00:05.162816',1,0,NULL,0,3,'D03',NULL,NULL,'sent','2026-12-09 09:00:02.838916',NULL);
INSERT INTO "message" VALUES(19,'audit invite:2:0:8','db6c9f1665974153b01344c65532f998',8,'audit invite','{"audit": 2, "sequence": 0}','2026-12-01 09:01:05.235366','2026-12-01 09:00:05.235366',1,0,NULL,0,1,'D07',NULL,NULL,'sent','2026-12-01 09:00:05.263006',NULL);
INSERT INTO "message" VALUES(20,'audit:booked:3:2026-12-01T09:00:05.126538+00:00:4','786d197148ce4ee5977509752cd49268',4,'audit','{"audit": 3, "event": "booked"}','2026-12-01 09:01:05.264277','2026-12-01 09:00:05.264277',1,0,NULL,0,1,'D04','1796806800.019930',NULL,'sent','2026-12-01 09:00:05.273576',NULL);
INSERT INTO "message" VALUES(21,'audit invite:3:0:4','f86a1e4f012145e49f8fbd9272294ad3',4,'audit invite','{"audit": 3, "sequence": 0}','2026-12-09 09:01:02.839893','2026-12-01 09:00:05.274301',1,0,NULL,0,3,'D04',NULL,NULL,'sent','2026-12-09 09:00:02.877169',NULL);
INSERT INTO "message" VALUES(22,'audit invite:3:0:6','97ea9dcdf9fc4124a968a85b556568b7',6,'audit invite','{"audit": 3, "sequence": 0}','2026-12-01 09:01:05.281402','2026-12-01 09:00:05.281402',1,0,NULL,0,1,'D05',NULL,NULL,'sent','2026-12-01 09:00:05.289677',NULL);
INSERT INTO "message" VALUES(23,'audit:cannot:1:2026-12-01T09:00:05.194929+00:00:4','5fca5c67eddf4cc989ec6e8779430b6c',4,'audit','{"audit": 1, "event": "cannot"}','2026-12-09 09:01:03.951630','2026-12-01 09:00:05.290462',1,0,NULL,0,4,'D04','1796806804.006884',NULL,'sent','2026-12-09 09:00:04.027275',NULL);
INSERT INTO "message" VALUES(24,'audit:cannot:1:2026-12-01T09:00:05.194929+00:00:2','c237116c946144a795c48a89548a45fa',2,'audit','{"audit": 1, "event": "cannot"}','2026-12-01 09:01:05.298517','2026-12-01 09:00:05.298517',1,0,NULL,0,1,'D02','1796806800.052711',NULL,'sent','2026-12-01 09:00:05.306188',NULL);
INSERT INTO "message" VALUES(25,'audit:cannot:1:2026-12-01T09:00:05.194929+00:00:3','48097dbbb9e34334b8b196165c38bd25',3,'audit','{"audit": 1, "event": "cannot"}','2026-12-09 09:01:00.933345','2026-12-01 09:00:05.307009',1,0,NULL,0,2,'D03','1796806800.985088',NULL,'sent','2026-12-09 09:00:00.985361',NULL);
INSERT INTO "message" VALUES(26,'morning:1:2026-12-09','b449f596ed40488d8f94b96bf53dc03f',1,'morning','{"actions": [{"id": 5, "due": "2026-12-18", "step": "-7", "as": "lead"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-09"}','2026-12-09 09:01:00.986618','2026-12-09 09:00:00.986618',1,0,NULL,0,1,'D01','1796806801.045032',NULL,'sent','2026-12-09 09:00:01.045391',NULL);
INSERT INTO "message" VALUES(27,'morning:3:2026-12-09','20391a3ba362402c9f31327bfc6fc18b',3,'morning','{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "manager"}], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "auditor"}], "sign_offs": [], "day": "2026-12-09"}','2026-12-09 09:01:04.060334','2026-12-09 09:00:01.046633',1,0,NULL,0,3,'D03','1796806804.141079',NULL,'sent','2026-12-09 09:00:04.144042',NULL);
INSERT INTO "message" VALUES(28,'morning:4:2026-12-09','3f17664124094b9b975bd22f8cf4d910',4,'morning','{"actions": [], "approvals": [], "audits": [{"id": 3, "due": "2026-12-07", "step": "+1", "as": "auditor"}], "sign_offs": [], "day": "2026-12-09"}','2026-12-09 09:01:01.077836','2026-12-09 09:00:01.077836',1,0,NULL,0,1,'D04','1796806801.107845',NULL,'sent','2026-12-09 09:00:01.111608',NULL);
INSERT INTO "message" VALUES(29,'morning:5:2026-12-09','45bc98a9203343e9bb7ef655710f83f8',5,'morning','{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "signer"}], "day": "2026-12-09"}','2026-12-09 09:01:01.113085','2026-12-09 09:00:01.113085',1,0,NULL,0,1,'D08','1796806801.156741',NULL,'sent','2026-12-09 09:00:01.156951',NULL);
INSERT INTO "message" VALUES(30,'morning:6:2026-12-09','97351cc9546348d68989de65faf0058e',6,'morning','{"actions": [{"id": 2, "due": "2026-12-02", "step": "+5", "as": "owner"}, {"id": 1, "due": "2026-12-18", "step": "-7", "as": "owner"}], "approvals": [], "audits": [{"id": 3, "due": "2026-12-07", "step": "0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-09"}','2026-12-09 09:01:01.158294','2026-12-09 09:00:01.158294',1,0,NULL,0,1,'D05','1796806801.177233',NULL,'sent','2026-12-09 09:00:01.179835',NULL);
INSERT INTO "message" VALUES(31,'morning:7:2026-12-09','38903c39682040aa83ed1c188121f303',7,'morning','{"actions": [{"id": 3, "due": "2026-12-11", "step": "-7", "as": "owner"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-09"}','2026-12-09 09:01:01.181089','2026-12-09 09:00:01.181089',1,0,NULL,0,1,'D06','1796806801.220798',NULL,'sent','2026-12-09 09:00:01.220956',NULL);
INSERT INTO "message" VALUES(32,'morning:8:2026-12-09','925f1f2213764d0cbcc3418a44c0d093',8,'morning','{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "-3", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-09"}','2026-12-09 09:01:01.221825','2026-12-09 09:00:01.221825',1,0,NULL,0,1,'D07','1796806801.263533',NULL,'sent','2026-12-09 09:00:01.264131',NULL);
INSERT INTO "message" VALUES(33,'audit:held:3:2026-12-09T09:00:05.333828+00:00:6','d749df438fd04a10b68c65dcb3d9edc2',6,'audit','{"audit": 3, "event": "held"}','2026-12-09 09:01:05.928819','2026-12-09 09:00:05.928819',1,0,NULL,0,1,'D05','1796806806.025247',NULL,'sent','2026-12-09 09:00:06.025804',NULL);
INSERT INTO "message" VALUES(34,'audit:inadequate:3:2026-12-09T09:00:05.333828+00:00:2','364b5dae1e884ac1a14225ad1b72dc5b',2,'audit','{"audit": 3, "event": "inadequate"}','2026-12-09 09:01:06.027134','2026-12-09 09:00:06.027134',1,0,NULL,0,1,'D02','1796806806.078128',NULL,'sent','2026-12-09 09:00:06.080808',NULL);
INSERT INTO "message" VALUES(35,'audit:reflected:3:2026-12-09T09:00:10.481445+00:00:4','4515324883c0428dbc93e57b35c68025',4,'audit','{"audit": 3, "event": "reflected"}','2026-12-09 09:01:10.809682','2026-12-09 09:00:10.809682',1,0,NULL,0,1,'D04','1796810400.380847',NULL,'sent','2026-12-09 10:00:00.387638',NULL);
INSERT INTO "message" VALUES(36,'audit:disagreed:3:2026-12-09T09:00:10.481445+00:00:3','7468757ff46c4186bcef4fdbc6e25c20',3,'audit','{"audit": 3, "event": "disagreed"}','2026-12-09 10:01:00.389035','2026-12-09 10:00:00.389035',1,0,NULL,0,1,'D03','1796810400.423090',NULL,'sent','2026-12-09 10:00:00.426963',NULL);
INSERT INTO "message" VALUES(37,'audit:moderate:3:2026-12-09T09:00:10.481445+00:00:5','8950d1dcd85d42778017fe1fb33ec8aa',5,'audit','{"audit": 3, "event": "moderate"}','2026-12-09 10:01:00.428225','2026-12-09 10:00:00.428225',1,0,NULL,0,1,'D08','1796810400.480072',NULL,'sent','2026-12-09 10:00:00.480636',NULL);
INSERT INTO "message" VALUES(38,'audit:moderated:3:2026-12-09T10:00:05.046613+00:00:4','be256bf129874dc59fe5833790012588',4,'audit','{"audit": 3, "event": "moderated"}','2026-12-09 10:01:05.274899','2026-12-09 10:00:05.274899',1,0,NULL,0,1,'D04','1796814000.124029',NULL,'sent','2026-12-09 10:00:05.290289',NULL);
INSERT INTO "message" VALUES(39,'audit:moderated:3:2026-12-09T10:00:05.046613+00:00:6','76374496c7a44fe8b6e866b33c0f39ab',6,'audit','{"audit": 3, "event": "moderated"}','2026-12-09 10:01:05.290956','2026-12-09 10:00:05.290956',1,0,NULL,0,1,'D05','1796814000.138921',NULL,'sent','2026-12-09 10:00:05.314827',NULL);
INSERT INTO "message" VALUES(40,'event:15:6','6f050b3b9d0c46af862b4c1b41a684bd',6,'event','{"event": 15}','2026-12-09 11:01:02.133407','2026-12-09 10:00:05.316304',1,0,NULL,0,3,'D05','1796814002.147335',NULL,'sent','2026-12-09 11:00:02.148721',NULL);
INSERT INTO "message" VALUES(41,'event:16:7','e37a7dd52c3a45d9af338443b5f601c6',7,'event','{"event": 16}','2026-12-09 10:01:05.378090','2026-12-09 10:00:05.378090',1,0,NULL,0,1,'D06','1796814000.680536',NULL,'sent','2026-12-09 11:00:00.691797',NULL);
INSERT INTO "message" VALUES(42,'sign off:18:5','d034478c0e0b4336a004145c02f8dcb1',5,'sign off','{"action": 8}','2026-12-09 11:01:00.763509','2026-12-09 11:00:00.763509',1,0,NULL,0,1,'D08','1796814000.946738',NULL,'sent','2026-12-09 11:00:00.964540',NULL);
INSERT INTO "message" VALUES(43,'sign off:19:5','4957553282574546abef2fddfe02d144',5,'sign off','{"action": 9}','2026-12-09 11:01:02.150542','2026-12-09 11:00:00.980663',1,0,NULL,0,2,'D08','1796814002.166074',NULL,'sent','2026-12-09 11:00:02.169520',NULL);
INSERT INTO "message" VALUES(44,'event:20:6','6ef1b3d62b2f40e4a6d3f155b4a87266',6,'event','{"event": 20}','2026-12-09 12:01:02.313323','2026-12-09 12:00:00.504980',1,0,NULL,0,2,'D05','1796817602.384143',NULL,'sent','2026-12-09 12:00:02.377840',NULL);
INSERT INTO "message" VALUES(45,'event:21:7','d862ccaaf26b4ce0bd812cca0260f53a',7,'event','{"event": 21}','2026-12-09 12:01:06.219058','2026-12-09 12:00:00.549005',1,0,NULL,0,4,'D06','1796817606.247289',NULL,'sent','2026-12-09 12:00:06.247788',NULL);
INSERT INTO "message" VALUES(46,'event:24:7','94097d7c6767478eb1afbead16dc1401',7,'event','{"event": 24}','2026-12-09 12:01:00.250550','2026-12-09 12:00:00.250550',1,0,NULL,0,1,'D06','1796817600.290265',NULL,'sent','2026-12-09 12:00:00.330112',NULL);
INSERT INTO "message" VALUES(47,'event:31:6','b74dce8c00ed4d2e88ab72243501ada9',6,'event','{"event": 31}','2026-12-09 12:01:00.331393','2026-12-09 12:00:00.331393',1,0,NULL,0,1,'D05','1796817600.404226',NULL,'sent','2026-12-09 12:00:00.404796',NULL);
INSERT INTO "message" VALUES(48,'event:31:7','b12fb2b54e004503b83ea01bedff7ef0',7,'event','{"event": 31}','2026-12-09 12:01:02.223787','2026-12-09 12:00:00.406114',1,0,NULL,0,2,'D06','1796817602.272121',NULL,'sent','2026-12-09 12:00:02.266854',NULL);
INSERT INTO "message" VALUES(49,'event:32:7','3eded20d082c4f79b38543109a19cd2a',7,'event','{"event": 32}','2026-12-09 12:01:04.260519','2026-12-09 12:00:00.456748',1,0,NULL,0,3,'D06','1796817604.271459',NULL,'sent','2026-12-09 12:00:04.271877',NULL);
INSERT INTO "message" VALUES(50,'sign off:33:5','f4cf191dabb6458180c8a308f01391b5',5,'sign off','{"action": 12}','2026-12-09 12:01:00.612270','2026-12-09 12:00:00.612270',1,0,NULL,0,1,'D08','1796817600.670778',NULL,'sent','2026-12-09 12:00:00.671054',NULL);
INSERT INTO "message" VALUES(51,'move:2:2','7219a6aacae542ea9ec7964f6450518a',2,'approval','{"move": 2}','2026-12-09 12:01:00.672136','2026-12-09 12:00:00.672136',1,0,NULL,0,1,'D02','1796817600.735851',NULL,'sent','2026-12-09 12:00:00.737802',NULL);
INSERT INTO "message" VALUES(52,'event:35:3','30ac1ab9b8e748618af87f7022e9df4f',3,'event','{"event": 35}','2026-12-09 12:01:00.739306','2026-12-09 12:00:00.739306',1,0,NULL,0,1,'D03','1796817600.784876',NULL,'sent','2026-12-09 12:00:00.779963',NULL);
INSERT INTO "message" VALUES(53,'move:4:2','24dcdd14b6d3431dab79242cdf02a027',2,'approval','{"move": 4}','2026-12-09 12:01:02.428801','2026-12-09 12:00:00.786436',1,0,NULL,0,2,'D02','1796817602.484458',NULL,'sent','2026-12-09 12:00:02.477972',NULL);
INSERT INTO "message" VALUES(54,'event:37:3','f5727bfc77694384ad97f3c6c336eb38',3,'event','{"event": 37}','2026-12-09 13:01:00.846061','2026-12-09 13:00:00.846061',1,0,NULL,0,1,'D03','1796821200.855177',NULL,'sent','2026-12-09 13:00:00.855633',NULL);
INSERT INTO "message" VALUES(55,'event:37:6','69e8b298a3474ac1af18d02760bcef00',6,'event','{"event": 37}','2026-12-09 13:01:03.739238','2026-12-09 13:00:00.856474',1,0,NULL,0,3,'D05','1796821203.767908',NULL,'sent','2026-12-09 13:00:03.768860',NULL);
INSERT INTO "message" VALUES(56,'event:38:6','025ba89d821a44aa97f7f86f3c4f9881',6,'event','{"event": 38}','2026-12-09 13:01:00.796160','2026-12-09 13:00:00.796160',1,0,NULL,0,1,'D05','1796821200.823339',NULL,'sent','2026-12-09 13:00:00.823704',NULL);
INSERT INTO "message" VALUES(57,'handover:offered:1:7','c1ed2250f8034e748d32c8c2322ee398',7,'handover','{"handover": 1, "event": "offered"}','2026-12-09 13:01:00.824658','2026-12-09 13:00:00.824658',1,0,NULL,0,1,'D06','1796821200.837438',NULL,'sent','2026-12-09 13:00:00.838036',NULL);
INSERT INTO "message" VALUES(58,'handover:begun:1:6','2996c134501c427b85645a395a329c67',6,'handover','{"handover": 1, "event": "begun"}','2026-12-09 13:01:02.111528','2026-12-09 13:00:00.838713',1,0,NULL,0,2,'D05','1796821202.140164',NULL,'sent','2026-12-09 13:00:02.140411',NULL);
INSERT INTO "message" VALUES(59,'imported:13:2026-12-09T13:00:05.138075+00:00:2','654ad681d1d9435190c2bf4d57912238',2,'imported','{"actions": [13], "by": 1}','2026-12-14 09:01:00.402238','2026-12-14 09:00:00.402238',1,0,NULL,0,1,'D02','1797238800.450914',NULL,'sent','2026-12-14 09:00:00.456701',NULL);
INSERT INTO "message" VALUES(60,'imported:14:2026-12-09T13:00:05.138075+00:00:5','11ee3f91c5124d57a86e504a0498486e',5,'imported','{"actions": [14], "by": 1}','2026-12-14 09:01:00.458110','2026-12-14 09:00:00.458110',1,0,NULL,0,1,'D08','1797238800.510856',NULL,'sent','2026-12-14 09:00:00.530775',NULL);
INSERT INTO "message" VALUES(61,'handover:offered:1:+3:7','ba1c5a3267684f8c961d9c5380ecf1bc',7,'handover','{"handover": 1, "event": "offered"}','2026-12-14 09:01:02.413961','2026-12-14 09:00:00.706448',1,0,NULL,0,2,'D06','1797238802.541287',NULL,'sent','2026-12-14 09:00:02.548409',NULL);
INSERT INTO "message" VALUES(62,'subscription:1:2026-12-14','6aa7f76d56b04bb191c80c5f25eaaad5',2,'subscription','{"subscription": 1, "day": "2026-12-14", "told": {"on": "2026-12-14", "whose": "line:2::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 0, "without a date": 1}, "held": {"2026-12-01": 1}}}','2026-12-14 09:01:02.549964','2026-12-14 09:00:00.716357',1,0,NULL,0,2,'D02','1797238802.999430',NULL,'sent','2026-12-14 09:00:03.015339',NULL);
INSERT INTO "message" VALUES(63,'subscription:2:2026-12-14','890f445a3759468980f001a46bbf4b0e',1,'subscription','{"subscription": 2, "day": "2026-12-14", "told": {"on": "2026-12-14", "whose": "all:::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 1, "without a date": 1}, "held": {"2026-12-01": 1}}}','2026-12-14 09:01:00.831888','2026-12-14 09:00:00.831888',1,0,NULL,0,1,'C01','1797238800.892022',NULL,'sent','2026-12-14 09:00:00.895418','C01');
INSERT INTO "message" VALUES(64,'morning:1:2026-12-14','ea43ae349ad7424c9cd0d6033c3fed86',1,'morning','{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "lead"}], "day": "2026-12-14"}','2026-12-14 09:01:00.540610','2026-12-14 09:00:00.540610',1,0,NULL,0,1,'D01','1797238800.592112',NULL,'sent','2026-12-14 09:00:00.593214',NULL);
INSERT INTO "message" VALUES(65,'morning:3:2026-12-14','529c878a707d4fa5b6eee30735c1d9a5',3,'morning','{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "+1", "as": "auditor"}], "sign_offs": [], "day": "2026-12-14"}','2026-12-14 09:01:00.594520','2026-12-14 09:00:00.594520',1,0,NULL,0,1,'D03','1797238800.623048',NULL,'sent','2026-12-14 09:00:00.628438',NULL);
INSERT INTO "message" VALUES(66,'morning:5:2026-12-14','69b534bda4dd4da69caf277e647e0158',5,'morning','{"actions": [], "approvals": [], "audits": [], "sign_offs": [{"id": 6, "since": "2026-11-23", "as": "signer"}, {"id": 12, "since": "2026-12-09", "as": "signer"}], "day": "2026-12-14"}','2026-12-14 09:01:02.326575','2026-12-14 09:00:00.629712',1,0,NULL,0,2,'D08','1797238802.379093',NULL,'sent','2026-12-14 09:00:02.393093',NULL);
INSERT INTO "message" VALUES(67,'morning:6:2026-12-14','fd9564056d344483aecfc8db12c579c6',6,'morning','{"actions": [{"id": 2, "due": "2026-12-11", "step": "0", "as": "owner"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-14"}','2026-12-14 09:01:00.655135','2026-12-14 09:00:00.655135',1,0,NULL,0,1,'D05','1797238800.679651',NULL,'sent','2026-12-14 09:00:00.680336',NULL);
INSERT INTO "message" VALUES(68,'morning:7:2026-12-14','4a48b00ae45442239628330b02d2a7e5',7,'morning','{"actions": [{"id": 3, "due": "2026-12-11", "step": "0", "as": "owner"}], "approvals": [], "audits": [], "sign_offs": [], "day": "2026-12-14"}','2026-12-14 09:01:00.681406','2026-12-14 09:00:00.681406',1,0,NULL,0,1,'D06','1797238800.693721',NULL,'sent','2026-12-14 09:00:00.694247',NULL);
INSERT INTO "message" VALUES(69,'morning:8:2026-12-14','257be0e7a7d1467bb4b7e134b53ae5ed',8,'morning','{"actions": [], "approvals": [], "audits": [{"id": 2, "due": "2026-12-10", "step": "0", "as": "practitioner"}], "sign_offs": [], "day": "2026-12-14"}','2026-12-14 09:01:00.695143','2026-12-14 09:00:00.695143',1,0,NULL,0,1,'D07','1797238800.705477',NULL,'sent','2026-12-14 09:00:00.705678',NULL);
INSERT INTO "message" VALUES(70,'event:42:6','2b650184c89d4b00bbdf65b2949e2425',6,'event','{"event": 42}','2026-12-14 09:00:05.033234',NULL,0,0,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "person" (
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
	deputy_id INTEGER, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT fk_person_manager_id_person FOREIGN KEY(manager_id) REFERENCES person (id), 
	CONSTRAINT uq_person_slack_id UNIQUE (slack_id), 
	CONSTRAINT uq_person_email UNIQUE (email), 
	CONSTRAINT fk_person_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT fk_person_deputy_id_person FOREIGN KEY(deputy_id) REFERENCES person (id)
);
INSERT INTO "person" VALUES(1,'person1@council.example','U01','Assistant Director','Assistant Director',NULL,NULL,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,1,0,0,NULL);
INSERT INTO "person" VALUES(2,'person2@council.example','U02','Head of Service','Head of Service',NULL,1,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0,NULL);
INSERT INTO "person" VALUES(3,'person3@council.example','U03','Team Manager, Permanence','Team Manager, Permanence',1,2,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0,NULL);
INSERT INTO "person" VALUES(4,'person4@council.example','U04','Team Manager, Assessment','Team Manager, Assessment',2,2,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0,NULL);
INSERT INTO "person" VALUES(5,'person8@council.example','U08','Improvement Officer','Improvement Officer',NULL,2,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,1,0,NULL);
INSERT INTO "person" VALUES(6,'person5@council.example','U05','Practitioner 1, Permanence','Practitioner 1, Permanence',1,3,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0,NULL);
INSERT INTO "person" VALUES(7,'person6@council.example','U06','Practitioner 2, Permanence','Practitioner 2, Permanence',1,3,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0,NULL);
INSERT INTO "person" VALUES(8,'person7@council.example','U07','Practitioner 1, Assessment','Practitioner 1, Assessment',2,4,'Europe/London','12345','09:00:00.000000','17:00:00.000000',NULL,NULL,0,0,0,NULL);
CREATE TABLE plan_event (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	person_id INTEGER, 
	at DATETIME NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	changes JSON NOT NULL, 
	CONSTRAINT pk_plan_event PRIMARY KEY (id), 
	CONSTRAINT fk_plan_event_item_id_plan_item FOREIGN KEY(item_id) REFERENCES plan_item (id), 
	CONSTRAINT fk_plan_event_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE plan_item (
	id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	reference VARCHAR(40) NOT NULL, 
	paragraph VARCHAR(20) NOT NULL, 
	text TEXT NOT NULL, 
	theme VARCHAR(120) NOT NULL, 
	source VARCHAR(200) NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_plan_item PRIMARY KEY (id), 
	CONSTRAINT uq_plan_item_reference UNIQUE (reference)
);
CREATE TABLE reading (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	read_on DATE NOT NULL, 
	number DOUBLE NOT NULL, 
	out_of DOUBLE, 
	note TEXT NOT NULL, 
	recorded_by_id INTEGER, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_reading PRIMARY KEY (id), 
	CONSTRAINT uq_reading_measure_id_read_on UNIQUE (measure_id, read_on), 
	CONSTRAINT fk_reading_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id), 
	CONSTRAINT fk_reading_recorded_by_id_person FOREIGN KEY(recorded_by_id) REFERENCES person (id)
);
INSERT INTO "reading" VALUES(1,1,'2026-09-01',58.0,80.0,'',1,'2026-12-09 13:00:05.210002');
INSERT INTO "reading" VALUES(2,1,'2026-12-09',76.0,80.0,'',1,'2026-12-09 13:00:05.267473');
CREATE TABLE seen (
	"key" VARCHAR(200) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_seen PRIMARY KEY ("key")
);
INSERT INTO "seen" VALUES('598715850984.2284443362.07114325971868111bf0a40421147d07','2026-11-23 09:00:04.094067');
INSERT INTO "seen" VALUES('5600177160829.4970426926.65d482997e930aaaccaeb2a016b4db28','2026-11-23 09:00:04.336106');
INSERT INTO "seen" VALUES('3070190507496.8080275645.465251de86add6d7825f2701b9178f24','2026-11-23 09:00:04.466781');
INSERT INTO "seen" VALUES('3302671771317.3707056240.d15988a18c123c44db94670951da0dee','2026-11-23 09:00:04.583944');
INSERT INTO "seen" VALUES('8682062777512.8625109390.4c18e6999c0629685d4720655339ae8c','2026-11-23 09:00:04.720742');
INSERT INTO "seen" VALUES('1499625266046.5579643260.bedb3dea5cdb4d3bd60c3c448e8c3ab9','2026-11-23 09:00:04.849438');
INSERT INTO "seen" VALUES('2343572907585.1587769024.0323ea7d1f5c2536a846a52f310995ed','2026-11-23 09:00:09.949999');
INSERT INTO "seen" VALUES('1895844243821.5879464803.c0c4209104f9f50f912a1059e0e434d9','2026-11-23 09:00:09.983057');
INSERT INTO "seen" VALUES('717330050762.3888336217.698073d4d298a555567eeb4c0cf79cbf','2026-11-23 09:00:10.017560');
INSERT INTO "seen" VALUES('5922493708309.4465001517.37369e80c62f6eec006cef3d5c6ff033','2026-11-23 09:00:10.037799');
INSERT INTO "seen" VALUES('396057925853.37280757.907faf365315b212e0f2509babe5b203','2026-11-23 09:00:10.112854');
INSERT INTO "seen" VALUES('8744500729970.6360782525.853cd2f9b5623a35f24aeb661bb754e7','2026-11-23 09:00:10.141317');
INSERT INTO "seen" VALUES('1030591878149.4884893958.6c9577571141f92bb80b4123c1bded9c','2026-11-23 09:00:10.211609');
INSERT INTO "seen" VALUES('4397980199186.8274955355.62598b2de235249f18d4984dc098596e','2026-11-23 10:00:05.013922');
INSERT INTO "seen" VALUES('9043938519688.5895901951.f09856d9b749e29c796b9533fd0b231f','2026-11-23 10:00:05.029587');
INSERT INTO "seen" VALUES('5332120822597.2707158186.0b30839d032c6c2812dbc81389b4bec3','2026-11-23 10:00:05.162576');
INSERT INTO "seen" VALUES('3476738568935.3556534320.be7aa9ca697b9491ad04d69f4bcf6482','2026-11-23 10:00:05.185307');
INSERT INTO "seen" VALUES('24275606295.90376059.12147d9af5667b17bf5b465456e207ad','2026-11-23 10:00:05.213466');
INSERT INTO "seen" VALUES('997740996064.3130705946.72dc1482c5d7eee4559ae0c68f2faa6d','2026-11-23 10:00:05.229058');
INSERT INTO "seen" VALUES('9958665723148.9402678104.809b2b10f5775fb18ea180b40175fa31','2026-11-23 10:00:05.245082');
INSERT INTO "seen" VALUES('7220710017875.3413206718.e6042d829177452a84fe6b4882e148f4','2026-11-23 10:00:05.268743');
INSERT INTO "seen" VALUES('838705661306.5737384371.998459fcaa6594ff1dff1664dbeb9387','2026-11-23 10:00:06.834986');
INSERT INTO "seen" VALUES('3494463780353.8285989052.095d91f6c135c2d9f598ba8bf4e767ef','2026-12-01 09:00:05.042389');
INSERT INTO "seen" VALUES('595459564631.2235961956.02b3e9b7403e0eba8eca3a607360d911','2026-12-01 09:00:05.126538');
INSERT INTO "seen" VALUES('4993709612218.423486582.839758668a8be948a9a2f84693138488','2026-12-01 09:00:05.166277');
INSERT INTO "seen" VALUES('8912304525717.2422478477.4d16ffa6ac86857cef273e364d0be20b','2026-12-01 09:00:05.194929');
INSERT INTO "seen" VALUES('7844261965823.4330203681.8814ac6f7fc7fd38490adbb4e38b74f4','2026-12-09 09:00:05.121923');
INSERT INTO "seen" VALUES('3320207745148.8716463573.2f30edf08f629c6626b449efe654c39b','2026-12-09 09:00:05.333828');
INSERT INTO "seen" VALUES('1644998444469.7431642074.5818f595750b122fc4adc57ff70b61c3','2026-12-09 09:00:10.392455');
INSERT INTO "seen" VALUES('5716424796958.3740754654.28a36b12718ffc104b8847c57e33d2ef','2026-12-09 09:00:10.457208');
INSERT INTO "seen" VALUES('7634769442250.9324699437.51cd37cdea58958ca32d3ce963400965','2026-12-09 09:00:10.481445');
INSERT INTO "seen" VALUES('2318330906454.6579801512.41685d7daaa15bd679af00f274f4c8ff','2026-12-09 10:00:05.019197');
INSERT INTO "seen" VALUES('9743101331063.9417978151.840fa5d7238e963e2d8deb6f8fc7cc46','2026-12-09 10:00:05.033308');
INSERT INTO "seen" VALUES('8594026279538.8183507947.1911648dd39eb36d4121af3a2f0d8ce1','2026-12-09 10:00:05.046613');
INSERT INTO "seen" VALUES('9022103313987.2938067279.b4c4088a268b716df111d780f11e56fd','2026-12-09 10:00:05.061770');
INSERT INTO "seen" VALUES('7957138888224.741272896.0727fd035ca41bf1a8ceadf0997a19eb','2026-12-09 10:00:05.102773');
INSERT INTO "seen" VALUES('872803769382.412027881.419f66cde1ea94c531cb581c11626f5e','2026-12-09 10:00:05.120305');
INSERT INTO "seen" VALUES('5790464581735.1723843992.5313eea80d8aca1ec74b3fcb1d418883','2026-12-09 10:00:05.136849');
INSERT INTO "seen" VALUES('6473757871242.4120234373.895f4a2e35cde3d8aae2c361245c90a9','2026-12-09 10:00:05.151360');
INSERT INTO "seen" VALUES('8906145591432.4229848978.9750d9e6d70ebc1594c6d774f593a489','2026-12-09 11:00:05.016714');
INSERT INTO "seen" VALUES('9117798750973.5609693236.912e0efc47fe90b8dfbe0291d29b6d1d','2026-12-09 11:00:05.060404');
INSERT INTO "seen" VALUES('7546782141963.3398768642.a13c479e8966cfe4d36a0a2d1d31d50e','2026-12-09 11:00:05.112606');
INSERT INTO "seen" VALUES('7523291568463.336987460.13f76a110291ed6e793e45d6ff82f43c','2026-12-09 11:00:05.133553');
INSERT INTO "seen" VALUES('3879495129234.1621403169.67c6cee4ecda6abee6bce6a33a9f99aa','2026-12-09 11:00:05.155902');
INSERT INTO "seen" VALUES('3154728931522.4452708976.622630322e58a8cd46b2a0c0192d4aeb','2026-12-09 11:00:05.212454');
INSERT INTO "seen" VALUES('6148308152120.1686088737.a866bce542b0fdc384ca7bc88210eff9','2026-12-09 11:00:05.333362');
INSERT INTO "seen" VALUES('1574457977071.2035582951.962fb31c00127de4926f8d4e9ab7656b','2026-12-09 11:00:05.378541');
INSERT INTO "seen" VALUES('4785103205809.9687876800.4be2033c57bc99198191e8f16df2851b','2026-12-09 11:00:05.398160');
INSERT INTO "seen" VALUES('2322278618370.9407080216.5f8e461accbd04e680ee6493232e1fc8','2026-12-09 11:00:05.454221');
INSERT INTO "seen" VALUES('8321167694638.7812732463.0dc5ef78dbe7dbfd676a59cddf04758c','2026-12-09 11:00:05.507931');
INSERT INTO "seen" VALUES('8459520758789.7541531351.8bff25f77d42a951b9e185bb16d417ec','2026-12-09 11:00:05.535394');
INSERT INTO "seen" VALUES('9767558226549.4722956984.0a2b65c93d27e4436faf8c18051c32a7','2026-12-09 11:00:05.590115');
INSERT INTO "seen" VALUES('1379840623216.6585107536.926f224c2d8315acd96ae525b04c76f1','2026-12-09 11:00:05.656600');
INSERT INTO "seen" VALUES('8646059906765.3999008183.161bc7a0edf1f41832f7fbe3a440ac07','2026-12-09 11:00:05.793411');
INSERT INTO "seen" VALUES('6177817927163.2089997051.4c9ad6b2cb16565b465d1306fe7d91c2','2026-12-09 11:00:05.831233');
INSERT INTO "seen" VALUES('805658956162.8680940651.2372d2bb8eaaa2f177a1ff6d1718c6b8','2026-12-09 11:00:05.849052');
INSERT INTO "seen" VALUES('5007721282065.392497212.7f9b4f34c168a68e268836c8d35fcc87','2026-12-09 12:00:06.412952');
INSERT INTO "seen" VALUES('6214204088065.9837628233.cca45c51ba068dae717b0fe1915339bf','2026-12-09 12:00:06.446187');
INSERT INTO "seen" VALUES('8819698811752.549351031.8709e9fd691c5f955e81e8ea9d773734','2026-12-09 12:00:06.461083');
INSERT INTO "seen" VALUES('8074672446550.1564026771.c9cc54e8808a1043bd36fd27c6fe6820','2026-12-09 12:00:06.478865');
INSERT INTO "seen" VALUES('920413495254.8215351790.69af7e35cf5a188a7e29538896da345f','2026-12-09 13:00:05.006485');
INSERT INTO "seen" VALUES('6820820655365.4969924786.d869c209e282a276a2ccadae532688f1','2026-12-09 13:00:05.035168');
INSERT INTO "seen" VALUES('146577463800.4120029008.ff4f8a2bee910eca30cb94da7bb94bbd','2026-12-09 13:00:05.048011');
INSERT INTO "seen" VALUES('3748952267223.5565768191.99f883d9e3e65784b29fe768ef0dbb3d','2026-12-09 13:00:05.063678');
INSERT INTO "seen" VALUES('EvC1D61E7509','2026-12-09 13:00:05.091596');
INSERT INTO "seen" VALUES('8704860058081.4342911275.c4d3e0003d67034a581e6d6a69cee988','2026-12-09 13:00:05.138075');
INSERT INTO "seen" VALUES('1094283122105.8463021623.a5296f285613c70efe414040a7352317','2026-12-09 13:00:05.194515');
INSERT INTO "seen" VALUES('7521244283538.1231873063.d9dbfbb2ccef4fa9956cfcd3a984a281','2026-12-09 13:00:05.210002');
INSERT INTO "seen" VALUES('984089945210.7649051356.72db184b5fe5ddc1e3ae41dab0680a35','2026-12-09 13:00:05.267473');
INSERT INTO "seen" VALUES('4577551734210.3394978194.e2661713053e92f46bc2c0d1070904bb','2026-12-09 13:00:05.281612');
INSERT INTO "seen" VALUES('2952663649419.6870458491.ca03a61f04ce831c00462f27e3c00311','2026-12-09 13:00:05.301373');
INSERT INTO "seen" VALUES('1710437191123.5591779430.0f7641f316396129f4195a482748aeed','2026-12-09 13:00:05.324546');
INSERT INTO "seen" VALUES('4911618760081.2950840330.6426fab052f5dacea26065c100e3d9ff','2026-12-09 13:00:05.340093');
INSERT INTO "seen" VALUES('4892109139854.2232270151.5388df444238be88d866a269bd20f618','2026-12-09 13:00:05.358240');
INSERT INTO "seen" VALUES('EvFC0AC268D7','2026-12-09 13:00:05.373809');
INSERT INTO "seen" VALUES('9042299192281.3472072699.b1e3d5dedc1209130586b8a0167289a7','2026-12-14 09:00:05.033234');
CREATE TABLE snooze (
	person_id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	until DATE NOT NULL, 
	CONSTRAINT pk_snooze PRIMARY KEY (person_id, action_id), 
	CONSTRAINT fk_snooze_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_snooze_action_id_action FOREIGN KEY(action_id) REFERENCES action (id)
);
CREATE TABLE subscription (
	id INTEGER NOT NULL, 
	made_by_id INTEGER NOT NULL, 
	channel VARCHAR(20), 
	"view" VARCHAR(20) NOT NULL, 
	reach VARCHAR(20) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	about_id INTEGER, 
	weekday INTEGER, 
	working_day INTEGER, 
	at TIME NOT NULL, 
	time_zone VARCHAR(60) NOT NULL, 
	paused BOOLEAN NOT NULL, 
	made_at DATETIME NOT NULL, 
	counts_from DATETIME NOT NULL, 
	changed_at DATETIME, 
	changed_by_id INTEGER, 
	ended_at DATETIME, 
	last_on DATE, 
	last_told JSON NOT NULL, 
	CONSTRAINT pk_subscription PRIMARY KEY (id), 
	CONSTRAINT fk_subscription_made_by_id_person FOREIGN KEY(made_by_id) REFERENCES person (id), 
	CONSTRAINT fk_subscription_about_id_person FOREIGN KEY(about_id) REFERENCES person (id), 
	CONSTRAINT fk_subscription_changed_by_id_person FOREIGN KEY(changed_by_id) REFERENCES person (id)
);
INSERT INTO "subscription" VALUES(1,2,NULL,'','','',NULL,0,NULL,'09:00:00.000000','Europe/London',0,'2026-12-09 13:00:05.301373','2026-12-09 13:00:05.301373',NULL,NULL,NULL,'2026-12-14','{"on": "2026-12-14", "whose": "line:2::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 0, "without a date": 1}, "held": {"2026-12-01": 1}}');
INSERT INTO "subscription" VALUES(2,1,'C01','','','',NULL,0,NULL,'09:00:00.000000','Europe/London',0,'2026-12-09 13:00:05.324546','2026-12-09 13:00:05.324546',NULL,NULL,NULL,'2026-12-14','{"on": "2026-12-14", "whose": "all:::", "counts": {"done": 3, "overdue": 2, "at risk": 0, "re-dated": 2, "without an owner": 1, "without a date": 1}, "held": {"2026-12-01": 1}}');
INSERT INTO "subscription" VALUES(3,1,NULL,'overdue','','',NULL,NULL,3,'09:00:00.000000','Europe/London',1,'2026-12-09 13:00:05.340093','2026-12-09 13:00:05.340093','2026-12-09 13:00:05.358240',1,NULL,NULL,'{}');
CREATE TABLE team (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	service VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_team PRIMARY KEY (id), 
	CONSTRAINT uq_team_name UNIQUE (name)
);
INSERT INTO "team" VALUES(1,'Permanence','Children');
INSERT INTO "team" VALUES(2,'Assessment','Children');
CREATE INDEX ix_event_action_id ON event (action_id);
CREATE INDEX ix_message_person_id ON message (person_id);
CREATE INDEX ix_message_waiting ON message (due_at) WHERE done_at IS NULL;
CREATE INDEX ix_seen_at ON seen (at);
CREATE INDEX ix_absence_person_id ON absence (person_id);
CREATE INDEX ix_live_audit_auditor_id ON live_audit (auditor_id);
CREATE INDEX ix_live_audit_state ON live_audit (state);
CREATE INDEX ix_live_audit_case_key ON live_audit (case_key);
CREATE INDEX ix_live_audit_round_id ON live_audit (round_id);
CREATE INDEX ix_live_audit_practitioner_id ON live_audit (practitioner_id);
CREATE INDEX ix_audit_event_audit_id ON audit_event (audit_id);
CREATE INDEX ix_action_signer_id ON action (signer_id);
CREATE INDEX ix_action_status ON action (status);
CREATE INDEX ix_action_sign_off_asked_id ON action (sign_off_asked_id);
CREATE INDEX ix_action_owner_id ON action (owner_id);
CREATE INDEX ix_action_deputy_id ON action (deputy_id);
CREATE INDEX ix_action_due_on ON action (due_on);
CREATE INDEX ix_person_manager_id ON person (manager_id);
CREATE INDEX ix_person_team_id ON person (team_id);
CREATE INDEX ix_person_deputy_id ON person (deputy_id);
CREATE INDEX ix_auditor_seat_person_id ON auditor_seat (person_id);
CREATE INDEX ix_plan_item_kind ON plan_item (kind);
CREATE INDEX ix_answering_item_id ON answering (item_id);
CREATE INDEX ix_plan_event_item_id ON plan_event (item_id);
CREATE INDEX ix_item_link_under_id ON item_link (under_id);
CREATE INDEX ix_date_move_action_id ON date_move (action_id);
CREATE INDEX ix_date_move_state ON date_move (state);
CREATE INDEX ix_dependency_after_id ON dependency (after_id);
CREATE INDEX ix_snooze_action_id ON snooze (action_id);
CREATE INDEX ix_handover_giver_id ON handover (giver_id);
CREATE INDEX ix_handover_taker_id ON handover (taker_id);
CREATE INDEX ix_handover_item_state ON handover_item (state);
CREATE INDEX ix_handover_item_handover_id ON handover_item (handover_id);
CREATE INDEX ix_subscription_made_by_id ON subscription (made_by_id);
CREATE INDEX ix_measure_event_measure_id ON measure_event (measure_id);
COMMIT;
