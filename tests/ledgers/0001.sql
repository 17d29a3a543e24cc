BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit (
	seq BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(320) NOT NULL, 
	act VARCHAR(64) NOT NULL, 
	about VARCHAR(200) NOT NULL, 
	details TEXT NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (hash)
);
INSERT INTO "audit" VALUES(1,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_6r7ftauqdnxbdtcx','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"eea78c55e6082481980becfea73d1c8c815a18a56c59c2d2211bcdfc8db5d8f6","partner":"arroyo_workforce_board","period":"2026-03","sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed","state":"passed","supersedes":null}','0000000000000000000000000000000000000000000000000000000000000000','d35f874e5de9261168713c105fecb464324e0d0a415d7e11912c9cb7ade34c72');
INSERT INTO "audit" VALUES(2,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_6r7ftauqdnxbdtcx','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','d35f874e5de9261168713c105fecb464324e0d0a415d7e11912c9cb7ade34c72','8eaebdfef0da78bc105c2a9bd40ed2a14f767d9edd915c2da4624f2c64680670');
INSERT INTO "audit" VALUES(3,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_cjpqf7ceyqw6egvz','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"0700c9ec4cf4df5dec647d108817123a4fd98dd4459610c7a7a791d6534a1e1f","partner":"arroyo_workforce_board","period":"2026-03","sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","state":"passed","supersedes":"sub_6r7ftauqdnxbdtcx"}','8eaebdfef0da78bc105c2a9bd40ed2a14f767d9edd915c2da4624f2c64680670','dc27b9e94b7204d3e0dd5cd3599c38c573e790591d4797578ef588d3d0375631');
INSERT INTO "audit" VALUES(4,'2026-04-08 17:00:00.000000','noor.haddad@example.org','supersede','sub_6r7ftauqdnxbdtcx','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"superseded"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":"sub_cjpqf7ceyqw6egvz"}','dc27b9e94b7204d3e0dd5cd3599c38c573e790591d4797578ef588d3d0375631','fe0fdf1139f071d7fc95fe6aa190c67a018b5ee9daa7c988f91faa7bf6e08d19');
INSERT INTO "audit" VALUES(5,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_cjpqf7ceyqw6egvz','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','fe0fdf1139f071d7fc95fe6aa190c67a018b5ee9daa7c988f91faa7bf6e08d19','1e619294d2f0974d259bd34f8dbabd9be9409f233242d416576dbf66aec61fe5');
INSERT INTO "audit" VALUES(6,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_v3ayvjltvxcrcots','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"0b96170c287b32b125a3f27a9896dd19c654308494e65c704680654242e6411e","partner":"arroyo_workforce_board","period":"2026-02","sha256":"8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f","state":"passed","supersedes":null}','1e619294d2f0974d259bd34f8dbabd9be9409f233242d416576dbf66aec61fe5','1eba52202cdeb6593aba357f4801ae0bf4c7d9526f67398594ec5460230ef0a6');
INSERT INTO "audit" VALUES(7,'2026-04-08 17:00:00.000000','noor.haddad@example.org','return','sub_v3ayvjltvxcrcots','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":"Please look again.","state":"returned"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','1eba52202cdeb6593aba357f4801ae0bf4c7d9526f67398594ec5460230ef0a6','b82a656798ae7ff4f119e9d3169841e1873f2dba858479b6ac546ed1c59aeb86');
INSERT INTO "audit" VALUES(8,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_ehrzu5ttjkcpeevq','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"6e0cf15aaed710bd0b34d1535a8aec03054d69299dcef58213f8f22abc5dadca","partner":"arroyo_workforce_board","period":"2026-02","sha256":"04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00","state":"passed","supersedes":null}','b82a656798ae7ff4f119e9d3169841e1873f2dba858479b6ac546ed1c59aeb86','41af7a690f3c10d934aef2606e254dfeea5691e272d1385f9612105231aa7899');
INSERT INTO "audit" VALUES(9,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','withdraw','sub_ehrzu5ttjkcpeevq','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"rosa.delgado@example.org","decision_reason":null,"state":"withdrawn"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','41af7a690f3c10d934aef2606e254dfeea5691e272d1385f9612105231aa7899','aeac182f2559f6e8075ed151a35f2bc209f660f8ff28edd5ae15e79cc46955cb');
INSERT INTO "audit" VALUES(10,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_qergx4epng7n6grf','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"e0eccd56266fb2b13f0a0086597e04764d0406c3bfa645764e619349676399f9","partner":"arroyo_workforce_board","period":"2026-01","sha256":"222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80","state":"passed","supersedes":null}','aeac182f2559f6e8075ed151a35f2bc209f660f8ff28edd5ae15e79cc46955cb','50a50507428046063199bd689ad9b7c18ea70037c4a58ba50cc37f7ae2825216');
CREATE TABLE ledger_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "ledger_head" VALUES(1,10,'50a50507428046063199bd689ad9b7c18ea70037c4a58ba50cc37f7ae2825216');
CREATE TABLE submissions (
	id VARCHAR(20) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	partner VARCHAR(200) NOT NULL, 
	contract VARCHAR(200) NOT NULL, 
	contract_version VARCHAR(50) NOT NULL, 
	contract_sha256 VARCHAR(64) NOT NULL, 
	period VARCHAR(10), 
	period_kind VARCHAR(16) NOT NULL, 
	file_name TEXT, 
	sha256 VARCHAR(64), 
	originals JSON NOT NULL, 
	part JSON, 
	row_count BIGINT NOT NULL, 
	submitted_by VARCHAR(320) NOT NULL, 
	on_behalf BOOLEAN NOT NULL, 
	submitted_at DATETIME NOT NULL, 
	decided_by VARCHAR(320), 
	decided_at DATETIME, 
	decision_reason TEXT, 
	supersedes VARCHAR(20), 
	mode VARCHAR(10), 
	nothing_to_report BOOLEAN NOT NULL, 
	note TEXT NOT NULL, 
	reasons JSON NOT NULL, 
	findings JSON NOT NULL, 
	finding_counts JSON NOT NULL, 
	assumptions JSON NOT NULL, 
	totals JSON NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(supersedes) REFERENCES submissions (id)
);
INSERT INTO "submissions" VALUES('sub_6r7ftauqdnxbdtcx','superseded','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed','["7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"]','{"path": "parts/workforce_placements/sub_6r7ftauqdnxbdtcx.parquet", "sha256": "63c0664100cd8622fe4b4dbd5179193b6481b38e34246a076b15514fe9600c35", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_cjpqf7ceyqw6egvz','accepted','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','["3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"]','{"path": "parts/workforce_placements/sub_cjpqf7ceyqw6egvz.parquet", "sha256": "026a0eb90ec25b4b568207ee041a387b690081d8b483f15b70090efc9828d8af", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 8}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,'sub_6r7ftauqdnxbdtcx','replace',0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_v3ayvjltvxcrcots','returned','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f','["8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"]','{"path": "parts/workforce_placements/sub_v3ayvjltvxcrcots.parquet", "sha256": "7ae17b8c255847553eb9d0b6448d6d930dc1731d6d3c341160e20ff5ff5b4202", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000','Please look again.',NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_ehrzu5ttjkcpeevq','withdrawn','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00','["04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00"]','{"path": "parts/workforce_placements/sub_ehrzu5ttjkcpeevq.parquet", "sha256": "d8bccc0d1e54493d44f3fe8fc993af29ead35e36dbaaa218060172e8205beaea", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_qergx4epng7n6grf','passed','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-01','month','march.csv','222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80','["222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"]','{"path": "parts/workforce_placements/sub_qergx4epng7n6grf.parquet", "sha256": "1cbd37e6d68141fc1bbaafc8ee3eeb259a4f20efae46e46a82b85ad77c88f172", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
CREATE UNIQUE INDEX one_accepted_per_cell ON submissions (partner, contract, period) WHERE state = 'accepted';
CREATE UNIQUE INDEX one_passed_per_cell ON submissions (partner, contract, period) WHERE state = 'passed';
CREATE INDEX submissions_by_contract_and_state ON submissions (contract, state);
CREATE INDEX audit_by_what_about ON audit (about, seq);
COMMIT;
