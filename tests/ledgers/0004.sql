BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
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
INSERT INTO "audit" VALUES(1,'2026-04-08 17:00:00.000000','agenda/partnership.yaml','import_people','people','{"became":{"per_2c74o2h6fuiqnbko":{"email":"lucia.mendez@example.org","id":"per_2c74o2h6fuiqnbko","memberships":[{"partner":"arroyo_families_for_science","roles":["steward"]}],"name":"Luc\u00eda M\u00e9ndez","state":"active"},"per_2erfmb7wqmrn2m3t":{"email":"dmitri.volkov@example.org","id":"per_2erfmb7wqmrn2m3t","memberships":[{"partner":"arroyo_transit","roles":["member"]}],"name":"Dmitri Volkov","state":"active"},"per_4kglbqhzc3myehge":{"email":"marcus.bell@example.org","id":"per_4kglbqhzc3myehge","memberships":[{"partner":"arroyo_unified_schools","roles":["member"]}],"name":"Marcus Bell","state":"active"},"per_4p6r4ixnnd7rhel5":{"email":"mei.huang@example.org","id":"per_4p6r4ixnnd7rhel5","memberships":[{"partner":"arroyo_ride_circle","roles":["steward"]}],"name":"Mei Huang","state":"active"},"per_5lyjxyauyxz56iqo":{"email":"abel.worku@example.org","id":"per_5lyjxyauyxz56iqo","memberships":[{"partner":"eastside_skills","roles":["member"]}],"name":"Abel Worku","state":"active"},"per_6tn4teceux6y36qw":{"email":"kenji.moreau@example.org","id":"per_6tn4teceux6y36qw","memberships":[{"partner":null,"roles":["admin"]}],"name":"Kenji Moreau","state":"active"},"per_6vohlske6rtcmhgz":{"email":"victor.amado@example.org","id":"per_6vohlske6rtcmhgz","memberships":[{"partner":"loma_clara_college","roles":["steward"]}],"name":"Victor Amado","state":"active"},"per_7c2wsrwswypgdowz":{"email":"rosa.delgado@example.org","id":"per_7c2wsrwswypgdowz","memberships":[{"partner":"arroyo_workforce_board","roles":["steward"]}],"name":"Rosa Delgado","state":"active"},"per_7htzpmjhi6el57tz":{"email":"sofia.nilsson@example.org","id":"per_7htzpmjhi6el57tz","memberships":[{"partner":"loma_clara_college","roles":["member"]}],"name":"Sofia Nilsson","state":"active"},"per_7r5hydpuhdkzqjub":{"email":"rafael.soto@example.org","id":"per_7r5hydpuhdkzqjub","memberships":[{"partner":"open_latch_careers","roles":["member"]}],"name":"Rafael Soto","state":"active"},"per_b54sijwq7ble4fiw":{"email":"anh.pham@example.org","id":"per_b54sijwq7ble4fiw","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Anh Pham","state":"active"},"per_ci6cqwrnabqsqj2p":{"email":"peter.jansen@example.org","id":"per_ci6cqwrnabqsqj2p","memberships":[{"partner":"sandpiper_health","roles":["member"]}],"name":"Peter Jansen","state":"active"},"per_cmqah7llsgfr3faw":{"email":"denise.clarke@example.org","id":"per_cmqah7llsgfr3faw","memberships":[{"partner":"open_latch_careers","roles":["steward"]}],"name":"Denise Clarke","state":"active"},"per_d7pnxaor5wyjlhrx":{"email":"caleb.stone@example.org","id":"per_d7pnxaor5wyjlhrx","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Caleb Stone","state":"active"},"per_dmpqcz6yv2wz4k23":{"email":"hana.kim@example.org","id":"per_dmpqcz6yv2wz4k23","memberships":[{"partner":"saturday_circuits","roles":["steward"]}],"name":"Hana Kim","state":"active"},"per_ebr5xcckvhdzgkxb":{"email":"teresa.quintero@example.org","id":"per_ebr5xcckvhdzgkxb","memberships":[{"partner":"eastside_skills","roles":["steward"]}],"name":"Teresa Quintero","state":"active"},"per_expsprtiicexvwbf":{"email":"ines.carvalho@example.org","id":"per_expsprtiicexvwbf","memberships":[{"partner":"arroyo_transit","roles":["steward"]}],"name":"In\u00eas Carvalho","state":"active"},"per_fqgwfqnlmzqnlkri":{"email":"luis.ferrer@example.org","id":"per_fqgwfqnlmzqnlkri","memberships":[{"partner":"copperline_manufacturing","roles":["member"]}],"name":"Luis Ferrer","state":"active"},"per_gjezjll7eorkbhc7":{"email":"linh.tran@example.org","id":"per_gjezjll7eorkbhc7","memberships":[{"partner":"arroyo_unified_schools","roles":["steward"]}],"name":"Linh Tran","state":"active"},"per_j7ek74go7t73sihs":{"email":"helen.osei@example.org","id":"per_j7ek74go7t73sihs","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Helen Osei","state":"active"},"per_jvyzlzl3u57atsej":{"email":"darnell.price@example.org","id":"per_jvyzlzl3u57atsej","memberships":[{"partner":"sunrow_energy","roles":["member"]}],"name":"Darnell Price","state":"active"},"per_l23wvfliovfxcgp6":{"email":"tomas.lindgren@example.org","id":"per_l23wvfliovfxcgp6","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Tom\u00e1s Lindgren","state":"active"},"per_lxhtkwufwhd43pph":{"email":"priya.raman@example.org","id":"per_lxhtkwufwhd43pph","memberships":[{"partner":"larkfield_software","roles":["steward"]}],"name":"Priya Raman","state":"active"},"per_m4rddfmq7gkdgd2d":{"email":"owen.fitzroy@example.org","id":"per_m4rddfmq7gkdgd2d","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Owen Fitzroy","state":"active"},"per_mfv4cglmadme2ny5":{"email":"grace.nakamura@example.org","id":"per_mfv4cglmadme2ny5","memberships":[{"partner":"copperline_manufacturing","roles":["steward"]}],"name":"Grace Nakamura","state":"active"},"per_mncabptd7noqvhl7":{"email":"nadia.petrova@example.org","id":"per_mncabptd7noqvhl7","memberships":[{"partner":"arroyo_state_university","roles":["steward"]}],"name":"Nadia Petrova","state":"active"},"per_mr6iw77qjwjygxsi":{"email":"bruno.keller@example.org","id":"per_mr6iw77qjwjygxsi","memberships":[{"partner":"arroyo_ride_circle","roles":["member"]}],"name":"Bruno Keller","state":"active"},"per_np5wfhhnqcyrz7cf":{"email":"elias.grant@example.org","id":"per_np5wfhhnqcyrz7cf","memberships":[{"partner":"saturday_circuits","roles":["member"]}],"name":"Elias Grant","state":"active"},"per_p4wals7gyvywp5vs":{"email":"jean.baptiste@example.org","id":"per_p4wals7gyvywp5vs","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Jean Baptiste","state":"active"},"per_qicpinbrleqoy423":{"email":"noor.haddad@example.org","id":"per_qicpinbrleqoy423","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Noor Haddad","state":"active"},"per_qucbxtmzfd2e26xa":{"email":"yuki.sato@example.org","id":"per_qucbxtmzfd2e26xa","memberships":[{"partner":"sunrow_energy","roles":["steward"]}],"name":"Yuki Sato","state":"active"},"per_rerpwfkbrxclbqgb":{"email":"ruth.adeyemi@example.org","id":"per_rerpwfkbrxclbqgb","memberships":[{"partner":"eastside_neighbors","roles":["steward"]}],"name":"Ruth Adeyemi","state":"active"},"per_s6drap2lfwx23m6y":{"email":"pablo.rios@example.org","id":"per_s6drap2lfwx23m6y","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Pablo R\u00edos","state":"active"},"per_vubpurzmake6kibj":{"email":"bao.nguyen@example.org","id":"per_vubpurzmake6kibj","memberships":[{"partner":"arroyo_families_for_science","roles":["member"]}],"name":"Bao Nguyen","state":"active"},"per_w4krbbi4ucl37adh":{"email":"fatima.zahid@example.org","id":"per_w4krbbi4ucl37adh","memberships":[{"partner":"sandpiper_health","roles":["steward"]}],"name":"Fatima Zahid","state":"active"},"per_wwaqf4ahtrydnmea":{"email":"joel.mbeki@example.org","id":"per_wwaqf4ahtrydnmea","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Joel Mbeki","state":"active"},"per_xrnpamqegagffbz7":{"email":"isha.verma@example.org","id":"per_xrnpamqegagffbz7","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Isha Verma","state":"active"},"per_ybi7qbdesiwt4lyw":{"email":"samir.patel@example.org","id":"per_ybi7qbdesiwt4lyw","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Samir Patel","state":"active"},"per_ys56hmerzb64ssop":{"email":"carmen.ibarra@example.org","id":"per_ys56hmerzb64ssop","memberships":[{"partner":"steppingway_training","roles":["steward"]}],"name":"Carmen Ibarra","state":"active"},"per_z5dzpwu6m3styjgq":{"email":"adaeze.brooks@example.org","id":"per_z5dzpwu6m3styjgq","memberships":[{"partner":null,"roles":["chair"]}],"name":"Adaeze Brooks","state":"active"},"per_zcy6wjxglqvykrlu":{"email":"amara.diallo@example.org","id":"per_zcy6wjxglqvykrlu","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Amara Diallo","state":"active"}}}','0000000000000000000000000000000000000000000000000000000000000000','77f137b00c1c8f4c53d7fedef331c55852811a76d9de119abdf66c00d11876ed');
INSERT INTO "audit" VALUES(2,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_m4fqrdoluk52wbtk','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"282472b91bf5ecd3960648a9f309452409523747f137119274277df7d1ad7bb3","partner":"arroyo_workforce_board","period":"2026-03","sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed","state":"passed","supersedes":null}','77f137b00c1c8f4c53d7fedef331c55852811a76d9de119abdf66c00d11876ed','0f35db62faa9aba23b734fc2d9f5379872ed2504136f5ffc5a5d5acc755d7c3b');
INSERT INTO "audit" VALUES(3,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_m4fqrdoluk52wbtk','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','0f35db62faa9aba23b734fc2d9f5379872ed2504136f5ffc5a5d5acc755d7c3b','961baf019ed2e7663d17c0b7f253de4ea26594e59a3772adcb6cf9843ce267f2');
INSERT INTO "audit" VALUES(4,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_ofpbcyucqi5psloy','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"7a3bf554103071bf076baa2e89a1c923c0c942a86569f617c6559b47f8f07c89","partner":"arroyo_workforce_board","period":"2026-03","sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","state":"passed","supersedes":"sub_m4fqrdoluk52wbtk"}','961baf019ed2e7663d17c0b7f253de4ea26594e59a3772adcb6cf9843ce267f2','d763f91de529a0a9295a922997d24c22587a7d2e643d430b8f2291c8189179ca');
INSERT INTO "audit" VALUES(5,'2026-04-08 17:00:00.000000','noor.haddad@example.org','supersede','sub_m4fqrdoluk52wbtk','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"superseded"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":"sub_ofpbcyucqi5psloy"}','d763f91de529a0a9295a922997d24c22587a7d2e643d430b8f2291c8189179ca','dce21b579c3e9c25ca23c132d6f3b8679178b75c42b61f26dd2d73d9575857e6');
INSERT INTO "audit" VALUES(6,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_ofpbcyucqi5psloy','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','dce21b579c3e9c25ca23c132d6f3b8679178b75c42b61f26dd2d73d9575857e6','30d64ef805dabefb0be17fc8aa9f041a65a9f54f39b0faaef2fdb9608f322820');
INSERT INTO "audit" VALUES(7,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_7kfseip2ju4qhubu','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"abaf13bf1de290cd5ef29d7f3caec037855ef4d85db6af9861ca82c17002ef88","partner":"arroyo_workforce_board","period":"2026-02","sha256":"8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f","state":"passed","supersedes":null}','30d64ef805dabefb0be17fc8aa9f041a65a9f54f39b0faaef2fdb9608f322820','d20f8d658c1222f0e6d487e6ec9930f11e6b0fc996825cbc45484f85b6bcdd40');
INSERT INTO "audit" VALUES(8,'2026-04-08 17:00:00.000000','noor.haddad@example.org','return','sub_7kfseip2ju4qhubu','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":"Please look again.","state":"returned"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','d20f8d658c1222f0e6d487e6ec9930f11e6b0fc996825cbc45484f85b6bcdd40','33fea329d0d6454e403603451e633dafe9319bd559a7dc3c8dccf26235041f2e');
INSERT INTO "audit" VALUES(9,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_rthkmn2a2jtiyws6','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"a17b42677d4c001345d5d267296c55bde0f557150b3865b001ca8f6152ae663f","partner":"arroyo_workforce_board","period":"2026-02","sha256":"04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00","state":"passed","supersedes":null}','33fea329d0d6454e403603451e633dafe9319bd559a7dc3c8dccf26235041f2e','3e4651dfa33738a5165a79ee9ce728d0e2582aa10e9099d1ff96c41621cd6d82');
INSERT INTO "audit" VALUES(10,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','withdraw','sub_rthkmn2a2jtiyws6','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"rosa.delgado@example.org","decision_reason":null,"state":"withdrawn"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','3e4651dfa33738a5165a79ee9ce728d0e2582aa10e9099d1ff96c41621cd6d82','0601835e30013f68c2d438b481795daa3c6884a166847e7c2d524f1ae97bccbf');
INSERT INTO "audit" VALUES(11,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_wa3hmotgdgclx7en','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"cb111886e9ec248cc0cb05782988cfc2bb7ffa28974e32bc933b05ccfc824186","partner":"arroyo_workforce_board","period":"2026-01","sha256":"222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80","state":"passed","supersedes":null}','0601835e30013f68c2d438b481795daa3c6884a166847e7c2d524f1ae97bccbf','4f50d28e5deef39162db3b148df1cbb17673f88621cb5ab1c9f1456f20381e58');
CREATE TABLE header_matches (
	id VARCHAR(20) NOT NULL, 
	partner VARCHAR(200) NOT NULL, 
	contract VARCHAR(200) NOT NULL, 
	header TEXT NOT NULL, 
	"column" VARCHAR(200) NOT NULL, 
	confirmed_by VARCHAR(320) NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	forgotten_by VARCHAR(320), 
	forgotten_at DATETIME, 
	PRIMARY KEY (id)
);
CREATE TABLE invitations (
	id VARCHAR(20) NOT NULL, 
	token_sha256 VARCHAR(64) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	partner VARCHAR(200), 
	roles JSON NOT NULL, 
	made_by VARCHAR(320) NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	used_at DATETIME, 
	revoked_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (token_sha256)
);
CREATE TABLE ledger_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "ledger_head" VALUES(1,11,'4f50d28e5deef39162db3b148df1cbb17673f88621cb5ab1c9f1456f20381e58');
CREATE TABLE memberships (
	id INTEGER NOT NULL, 
	person VARCHAR(20) NOT NULL, 
	partner VARCHAR(200), 
	role VARCHAR(16) NOT NULL, 
	since DATETIME NOT NULL, 
	"by" VARCHAR(320) NOT NULL, 
	until DATETIME, 
	ended_by VARCHAR(320), 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES people (id)
);
INSERT INTO "memberships" VALUES(1,'per_qicpinbrleqoy423',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(2,'per_l23wvfliovfxcgp6',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(3,'per_z5dzpwu6m3styjgq',NULL,'chair','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(4,'per_6tn4teceux6y36qw',NULL,'admin','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(5,'per_7c2wsrwswypgdowz','arroyo_workforce_board','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(6,'per_ybi7qbdesiwt4lyw','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(7,'per_j7ek74go7t73sihs','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(8,'per_gjezjll7eorkbhc7','arroyo_unified_schools','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(9,'per_4kglbqhzc3myehge','arroyo_unified_schools','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(10,'per_expsprtiicexvwbf','arroyo_transit','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(11,'per_2erfmb7wqmrn2m3t','arroyo_transit','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(12,'per_mfv4cglmadme2ny5','copperline_manufacturing','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(13,'per_fqgwfqnlmzqnlkri','copperline_manufacturing','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(14,'per_lxhtkwufwhd43pph','larkfield_software','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(15,'per_m4rddfmq7gkdgd2d','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(16,'per_zcy6wjxglqvykrlu','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(17,'per_w4krbbi4ucl37adh','sandpiper_health','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(18,'per_ci6cqwrnabqsqj2p','sandpiper_health','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(19,'per_qucbxtmzfd2e26xa','sunrow_energy','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(20,'per_jvyzlzl3u57atsej','sunrow_energy','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(21,'per_ys56hmerzb64ssop','steppingway_training','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(22,'per_wwaqf4ahtrydnmea','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(23,'per_b54sijwq7ble4fiw','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(24,'per_ebr5xcckvhdzgkxb','eastside_skills','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(25,'per_5lyjxyauyxz56iqo','eastside_skills','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(26,'per_cmqah7llsgfr3faw','open_latch_careers','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(27,'per_7r5hydpuhdkzqjub','open_latch_careers','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(28,'per_4p6r4ixnnd7rhel5','arroyo_ride_circle','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(29,'per_mr6iw77qjwjygxsi','arroyo_ride_circle','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(30,'per_mncabptd7noqvhl7','arroyo_state_university','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(31,'per_d7pnxaor5wyjlhrx','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(32,'per_xrnpamqegagffbz7','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(33,'per_6vohlske6rtcmhgz','loma_clara_college','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(34,'per_7htzpmjhi6el57tz','loma_clara_college','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(35,'per_dmpqcz6yv2wz4k23','saturday_circuits','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(36,'per_np5wfhhnqcyrz7cf','saturday_circuits','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(37,'per_2c74o2h6fuiqnbko','arroyo_families_for_science','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(38,'per_vubpurzmake6kibj','arroyo_families_for_science','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(39,'per_rerpwfkbrxclbqgb','eastside_neighbors','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(40,'per_s6drap2lfwx23m6y','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(41,'per_p4wals7gyvywp5vs','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
CREATE TABLE people (
	id VARCHAR(20) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (email)
);
INSERT INTO "people" VALUES('per_qicpinbrleqoy423','noor.haddad@example.org','Noor Haddad','active');
INSERT INTO "people" VALUES('per_l23wvfliovfxcgp6','tomas.lindgren@example.org','Tomás Lindgren','active');
INSERT INTO "people" VALUES('per_z5dzpwu6m3styjgq','adaeze.brooks@example.org','Adaeze Brooks','active');
INSERT INTO "people" VALUES('per_6tn4teceux6y36qw','kenji.moreau@example.org','Kenji Moreau','active');
INSERT INTO "people" VALUES('per_7c2wsrwswypgdowz','rosa.delgado@example.org','Rosa Delgado','active');
INSERT INTO "people" VALUES('per_ybi7qbdesiwt4lyw','samir.patel@example.org','Samir Patel','active');
INSERT INTO "people" VALUES('per_j7ek74go7t73sihs','helen.osei@example.org','Helen Osei','active');
INSERT INTO "people" VALUES('per_gjezjll7eorkbhc7','linh.tran@example.org','Linh Tran','active');
INSERT INTO "people" VALUES('per_4kglbqhzc3myehge','marcus.bell@example.org','Marcus Bell','active');
INSERT INTO "people" VALUES('per_expsprtiicexvwbf','ines.carvalho@example.org','Inês Carvalho','active');
INSERT INTO "people" VALUES('per_2erfmb7wqmrn2m3t','dmitri.volkov@example.org','Dmitri Volkov','active');
INSERT INTO "people" VALUES('per_mfv4cglmadme2ny5','grace.nakamura@example.org','Grace Nakamura','active');
INSERT INTO "people" VALUES('per_fqgwfqnlmzqnlkri','luis.ferrer@example.org','Luis Ferrer','active');
INSERT INTO "people" VALUES('per_lxhtkwufwhd43pph','priya.raman@example.org','Priya Raman','active');
INSERT INTO "people" VALUES('per_m4rddfmq7gkdgd2d','owen.fitzroy@example.org','Owen Fitzroy','active');
INSERT INTO "people" VALUES('per_zcy6wjxglqvykrlu','amara.diallo@example.org','Amara Diallo','active');
INSERT INTO "people" VALUES('per_w4krbbi4ucl37adh','fatima.zahid@example.org','Fatima Zahid','active');
INSERT INTO "people" VALUES('per_ci6cqwrnabqsqj2p','peter.jansen@example.org','Peter Jansen','active');
INSERT INTO "people" VALUES('per_qucbxtmzfd2e26xa','yuki.sato@example.org','Yuki Sato','active');
INSERT INTO "people" VALUES('per_jvyzlzl3u57atsej','darnell.price@example.org','Darnell Price','active');
INSERT INTO "people" VALUES('per_ys56hmerzb64ssop','carmen.ibarra@example.org','Carmen Ibarra','active');
INSERT INTO "people" VALUES('per_wwaqf4ahtrydnmea','joel.mbeki@example.org','Joel Mbeki','active');
INSERT INTO "people" VALUES('per_b54sijwq7ble4fiw','anh.pham@example.org','Anh Pham','active');
INSERT INTO "people" VALUES('per_ebr5xcckvhdzgkxb','teresa.quintero@example.org','Teresa Quintero','active');
INSERT INTO "people" VALUES('per_5lyjxyauyxz56iqo','abel.worku@example.org','Abel Worku','active');
INSERT INTO "people" VALUES('per_cmqah7llsgfr3faw','denise.clarke@example.org','Denise Clarke','active');
INSERT INTO "people" VALUES('per_7r5hydpuhdkzqjub','rafael.soto@example.org','Rafael Soto','active');
INSERT INTO "people" VALUES('per_4p6r4ixnnd7rhel5','mei.huang@example.org','Mei Huang','active');
INSERT INTO "people" VALUES('per_mr6iw77qjwjygxsi','bruno.keller@example.org','Bruno Keller','active');
INSERT INTO "people" VALUES('per_mncabptd7noqvhl7','nadia.petrova@example.org','Nadia Petrova','active');
INSERT INTO "people" VALUES('per_d7pnxaor5wyjlhrx','caleb.stone@example.org','Caleb Stone','active');
INSERT INTO "people" VALUES('per_xrnpamqegagffbz7','isha.verma@example.org','Isha Verma','active');
INSERT INTO "people" VALUES('per_6vohlske6rtcmhgz','victor.amado@example.org','Victor Amado','active');
INSERT INTO "people" VALUES('per_7htzpmjhi6el57tz','sofia.nilsson@example.org','Sofia Nilsson','active');
INSERT INTO "people" VALUES('per_dmpqcz6yv2wz4k23','hana.kim@example.org','Hana Kim','active');
INSERT INTO "people" VALUES('per_np5wfhhnqcyrz7cf','elias.grant@example.org','Elias Grant','active');
INSERT INTO "people" VALUES('per_2c74o2h6fuiqnbko','lucia.mendez@example.org','Lucía Méndez','active');
INSERT INTO "people" VALUES('per_vubpurzmake6kibj','bao.nguyen@example.org','Bao Nguyen','active');
INSERT INTO "people" VALUES('per_rerpwfkbrxclbqgb','ruth.adeyemi@example.org','Ruth Adeyemi','active');
INSERT INTO "people" VALUES('per_s6drap2lfwx23m6y','pablo.rios@example.org','Pablo Ríos','active');
INSERT INTO "people" VALUES('per_p4wals7gyvywp5vs','jean.baptiste@example.org','Jean Baptiste','active');
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
INSERT INTO "submissions" VALUES('sub_m4fqrdoluk52wbtk','superseded','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed','["7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"]','{"path": "parts/workforce_placements/sub_m4fqrdoluk52wbtk.parquet", "sha256": "85e678179ea06cd5bbe0f9c0f85e98851b3f4a5ff658768458da224a034c55a6", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_ofpbcyucqi5psloy','accepted','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','["3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"]','{"path": "parts/workforce_placements/sub_ofpbcyucqi5psloy.parquet", "sha256": "88c84fbf6d87833d53a9eeb358e57a3ef0535e9c92ca2accb8ea7bbe4cbe819d", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 8}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,'sub_m4fqrdoluk52wbtk','replace',0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_7kfseip2ju4qhubu','returned','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f','["8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"]','{"path": "parts/workforce_placements/sub_7kfseip2ju4qhubu.parquet", "sha256": "96c37a500899dfdb210929ca93ad8e0e79db65e53afd5fc1aa6045a9997a1f79", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000','Please look again.',NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_rthkmn2a2jtiyws6','withdrawn','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00','["04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00"]','{"path": "parts/workforce_placements/sub_rthkmn2a2jtiyws6.parquet", "sha256": "6c8ea6d8be205bec43c4a86a2026eb2a973b8ca4175305022f20b22e709f9aad", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_wa3hmotgdgclx7en','passed','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-01','month','march.csv','222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80','["222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"]','{"path": "parts/workforce_placements/sub_wa3hmotgdgclx7en.parquet", "sha256": "563f271ebc11caa6e31dcdd51a64361c864d14c5413ca6b2a0ab9bea2330ff0d", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
CREATE TABLE upload_links (
	id VARCHAR(20) NOT NULL, 
	token_sha256 VARCHAR(64) NOT NULL, 
	partner VARCHAR(200) NOT NULL, 
	label VARCHAR(200) NOT NULL, 
	made_by VARCHAR(320) NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	revoked_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (token_sha256)
);
CREATE TABLE withdrawals (
	id VARCHAR(20) NOT NULL, 
	partner VARCHAR(200) NOT NULL, 
	contract VARCHAR(200) NOT NULL, 
	period_kind VARCHAR(16) NOT NULL, 
	first VARCHAR(10) NOT NULL, 
	last VARCHAR(10) NOT NULL, 
	public_note TEXT NOT NULL, 
	withdrawn_by VARCHAR(320) NOT NULL, 
	withdrawn_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE UNIQUE INDEX one_accepted_per_cell ON submissions (partner, contract, period) WHERE state = 'accepted';
CREATE UNIQUE INDEX one_passed_per_cell ON submissions (partner, contract, period) WHERE state = 'passed';
CREATE INDEX submissions_by_contract_and_state ON submissions (contract, state);
CREATE INDEX audit_by_what_about ON audit (about, seq);
CREATE INDEX memberships_by_person ON memberships (person);
CREATE INDEX header_matches_by_partner ON header_matches (partner, contract);
COMMIT;
