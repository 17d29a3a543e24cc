BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
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
INSERT INTO "audit" VALUES(1,'2026-04-08 17:00:00.000000','agenda/partnership.yaml','import_people','people','{"became":{"per_25f6syvdgm4zcdit":{"email":"anh.pham@example.org","id":"per_25f6syvdgm4zcdit","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Anh Pham","state":"active"},"per_2i64a2uqhcb4b2lk":{"email":"ines.carvalho@example.org","id":"per_2i64a2uqhcb4b2lk","memberships":[{"partner":"arroyo_transit","roles":["steward"]}],"name":"In\u00eas Carvalho","state":"active"},"per_2sqy6wrf6q4liz4u":{"email":"nadia.petrova@example.org","id":"per_2sqy6wrf6q4liz4u","memberships":[{"partner":"arroyo_state_university","roles":["steward"]}],"name":"Nadia Petrova","state":"active"},"per_36p742i3bqga3u47":{"email":"helen.osei@example.org","id":"per_36p742i3bqga3u47","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Helen Osei","state":"active"},"per_3tur2lpoj7vrjmgt":{"email":"denise.clarke@example.org","id":"per_3tur2lpoj7vrjmgt","memberships":[{"partner":"open_latch_careers","roles":["steward"]}],"name":"Denise Clarke","state":"active"},"per_53g4rqmfrhj4v4ab":{"email":"bruno.keller@example.org","id":"per_53g4rqmfrhj4v4ab","memberships":[{"partner":"arroyo_ride_circle","roles":["member"]}],"name":"Bruno Keller","state":"active"},"per_5vh7zypviwetb2ar":{"email":"jean.baptiste@example.org","id":"per_5vh7zypviwetb2ar","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Jean Baptiste","state":"active"},"per_6a4y4zqvzyd3bc7u":{"email":"isha.verma@example.org","id":"per_6a4y4zqvzyd3bc7u","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Isha Verma","state":"active"},"per_aalqngza3sds4znw":{"email":"grace.nakamura@example.org","id":"per_aalqngza3sds4znw","memberships":[{"partner":"copperline_manufacturing","roles":["steward"]}],"name":"Grace Nakamura","state":"active"},"per_adnqmw57krxw4oj4":{"email":"victor.amado@example.org","id":"per_adnqmw57krxw4oj4","memberships":[{"partner":"loma_clara_college","roles":["steward"]}],"name":"Victor Amado","state":"active"},"per_bbe6nkv445dutm7y":{"email":"luis.ferrer@example.org","id":"per_bbe6nkv445dutm7y","memberships":[{"partner":"copperline_manufacturing","roles":["member"]}],"name":"Luis Ferrer","state":"active"},"per_bqtqyylya5u2pu5c":{"email":"fatima.zahid@example.org","id":"per_bqtqyylya5u2pu5c","memberships":[{"partner":"sandpiper_health","roles":["steward"]}],"name":"Fatima Zahid","state":"active"},"per_cx4rovmkitymtpng":{"email":"joel.mbeki@example.org","id":"per_cx4rovmkitymtpng","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Joel Mbeki","state":"active"},"per_d3lljzf7t5rzp6el":{"email":"adaeze.brooks@example.org","id":"per_d3lljzf7t5rzp6el","memberships":[{"partner":null,"roles":["chair"]}],"name":"Adaeze Brooks","state":"active"},"per_ddzeyajy7psskzrt":{"email":"noor.haddad@example.org","id":"per_ddzeyajy7psskzrt","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Noor Haddad","state":"active"},"per_ekurfcamgaivj5pt":{"email":"peter.jansen@example.org","id":"per_ekurfcamgaivj5pt","memberships":[{"partner":"sandpiper_health","roles":["member"]}],"name":"Peter Jansen","state":"active"},"per_fl5wdxcyrwmwkojd":{"email":"elias.grant@example.org","id":"per_fl5wdxcyrwmwkojd","memberships":[{"partner":"saturday_circuits","roles":["member"]}],"name":"Elias Grant","state":"active"},"per_gf2g7ippp5ak75hu":{"email":"hana.kim@example.org","id":"per_gf2g7ippp5ak75hu","memberships":[{"partner":"saturday_circuits","roles":["steward"]}],"name":"Hana Kim","state":"active"},"per_h6tljbek57jiamt2":{"email":"dmitri.volkov@example.org","id":"per_h6tljbek57jiamt2","memberships":[{"partner":"arroyo_transit","roles":["member"]}],"name":"Dmitri Volkov","state":"active"},"per_jgibrvjbiinjqrz7":{"email":"rosa.delgado@example.org","id":"per_jgibrvjbiinjqrz7","memberships":[{"partner":"arroyo_workforce_board","roles":["steward"]}],"name":"Rosa Delgado","state":"active"},"per_kamhojgchkzxtx4y":{"email":"yuki.sato@example.org","id":"per_kamhojgchkzxtx4y","memberships":[{"partner":"sunrow_energy","roles":["steward"]}],"name":"Yuki Sato","state":"active"},"per_kis3xcubn6zukxfr":{"email":"teresa.quintero@example.org","id":"per_kis3xcubn6zukxfr","memberships":[{"partner":"eastside_skills","roles":["steward"]}],"name":"Teresa Quintero","state":"active"},"per_lk2bhysynlb2ernb":{"email":"amara.diallo@example.org","id":"per_lk2bhysynlb2ernb","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Amara Diallo","state":"active"},"per_lx7xweyxhiunarsk":{"email":"marcus.bell@example.org","id":"per_lx7xweyxhiunarsk","memberships":[{"partner":"arroyo_unified_schools","roles":["member"]}],"name":"Marcus Bell","state":"active"},"per_m4z5z7wi4hr6fxof":{"email":"ruth.adeyemi@example.org","id":"per_m4z5z7wi4hr6fxof","memberships":[{"partner":"eastside_neighbors","roles":["steward"]}],"name":"Ruth Adeyemi","state":"active"},"per_m5q2jfmf57eqpguk":{"email":"kenji.moreau@example.org","id":"per_m5q2jfmf57eqpguk","memberships":[{"partner":null,"roles":["admin"]}],"name":"Kenji Moreau","state":"active"},"per_nmgbz3iauebpoie3":{"email":"bao.nguyen@example.org","id":"per_nmgbz3iauebpoie3","memberships":[{"partner":"arroyo_families_for_science","roles":["member"]}],"name":"Bao Nguyen","state":"active"},"per_o7bip6n7cafopjgh":{"email":"tomas.lindgren@example.org","id":"per_o7bip6n7cafopjgh","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Tom\u00e1s Lindgren","state":"active"},"per_olvioqzf4azmtc4w":{"email":"sofia.nilsson@example.org","id":"per_olvioqzf4azmtc4w","memberships":[{"partner":"loma_clara_college","roles":["member"]}],"name":"Sofia Nilsson","state":"active"},"per_pxq22jj22vk3kixa":{"email":"linh.tran@example.org","id":"per_pxq22jj22vk3kixa","memberships":[{"partner":"arroyo_unified_schools","roles":["steward"]}],"name":"Linh Tran","state":"active"},"per_q65sktcsnlwdvwqz":{"email":"mei.huang@example.org","id":"per_q65sktcsnlwdvwqz","memberships":[{"partner":"arroyo_ride_circle","roles":["steward"]}],"name":"Mei Huang","state":"active"},"per_qnumtm27snu3cf4y":{"email":"rafael.soto@example.org","id":"per_qnumtm27snu3cf4y","memberships":[{"partner":"open_latch_careers","roles":["member"]}],"name":"Rafael Soto","state":"active"},"per_qo5xx253dm44egyi":{"email":"abel.worku@example.org","id":"per_qo5xx253dm44egyi","memberships":[{"partner":"eastside_skills","roles":["member"]}],"name":"Abel Worku","state":"active"},"per_rfx5lclchr5xhx6p":{"email":"darnell.price@example.org","id":"per_rfx5lclchr5xhx6p","memberships":[{"partner":"sunrow_energy","roles":["member"]}],"name":"Darnell Price","state":"active"},"per_svyxiqdlr5lzhuzm":{"email":"samir.patel@example.org","id":"per_svyxiqdlr5lzhuzm","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Samir Patel","state":"active"},"per_szahdghn6e6atp42":{"email":"pablo.rios@example.org","id":"per_szahdghn6e6atp42","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Pablo R\u00edos","state":"active"},"per_tnuidzbm7prd3myg":{"email":"priya.raman@example.org","id":"per_tnuidzbm7prd3myg","memberships":[{"partner":"larkfield_software","roles":["steward"]}],"name":"Priya Raman","state":"active"},"per_u35p43us2y6kwjpn":{"email":"caleb.stone@example.org","id":"per_u35p43us2y6kwjpn","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Caleb Stone","state":"active"},"per_w6vuu3gdmpuxqcar":{"email":"lucia.mendez@example.org","id":"per_w6vuu3gdmpuxqcar","memberships":[{"partner":"arroyo_families_for_science","roles":["steward"]}],"name":"Luc\u00eda M\u00e9ndez","state":"active"},"per_zb6f26uqyjwhcsib":{"email":"carmen.ibarra@example.org","id":"per_zb6f26uqyjwhcsib","memberships":[{"partner":"steppingway_training","roles":["steward"]}],"name":"Carmen Ibarra","state":"active"},"per_zstrh4h7ntq5mlfk":{"email":"owen.fitzroy@example.org","id":"per_zstrh4h7ntq5mlfk","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Owen Fitzroy","state":"active"}}}','0000000000000000000000000000000000000000000000000000000000000000','51ce8f738d66dd5f6deecef06b10dea05eb929e7eec6ee94bf00935245436fa8');
INSERT INTO "audit" VALUES(2,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_j4j3xall4xrhtttk','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"b44b2f78e6e9066711e08553d1e3201b98d9d0a605f42770c4e8f65033d693f4","partner":"arroyo_workforce_board","period":"2026-03","sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed","state":"passed","supersedes":null}','51ce8f738d66dd5f6deecef06b10dea05eb929e7eec6ee94bf00935245436fa8','d8a2f8eb35172daf56f306d8907ea9370d19214fb606ba46b936a86fd45d52d6');
INSERT INTO "audit" VALUES(3,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_j4j3xall4xrhtttk','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','d8a2f8eb35172daf56f306d8907ea9370d19214fb606ba46b936a86fd45d52d6','55091186a67005851266a32e35de86c17e8d1c832c1e98ab53822f2f594c0e91');
INSERT INTO "audit" VALUES(4,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_yldtbhawrmnmmsf6','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"c1b067b52574b1e3d71ca3c92d82376b1141842bdaf6ac997d54e0a13f00ec2f","partner":"arroyo_workforce_board","period":"2026-03","sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","state":"passed","supersedes":"sub_j4j3xall4xrhtttk"}','55091186a67005851266a32e35de86c17e8d1c832c1e98ab53822f2f594c0e91','fb9475937807e2131c4c35844d7f2edaeed02718c7c89f64ca811086ecd054bf');
INSERT INTO "audit" VALUES(5,'2026-04-08 17:00:00.000000','noor.haddad@example.org','supersede','sub_j4j3xall4xrhtttk','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"superseded"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":"sub_yldtbhawrmnmmsf6"}','fb9475937807e2131c4c35844d7f2edaeed02718c7c89f64ca811086ecd054bf','33d0576de1224efd7e4fe80171ccd1a018cd8f3472b1dcfeec93c52bd0aeebd5');
INSERT INTO "audit" VALUES(6,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_yldtbhawrmnmmsf6','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','33d0576de1224efd7e4fe80171ccd1a018cd8f3472b1dcfeec93c52bd0aeebd5','4bed51efc378b17fa1e23cee8eb96e35b6d438d8b4c9a56e867b86dd0d454d3d');
INSERT INTO "audit" VALUES(7,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_7aotkivpf4fn4nzd','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"64e020aa1d4e6aab4ce3209c0f8551d0f8a449d4de18ee564077a8134c6eb811","partner":"arroyo_workforce_board","period":"2026-02","sha256":"8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f","state":"passed","supersedes":null}','4bed51efc378b17fa1e23cee8eb96e35b6d438d8b4c9a56e867b86dd0d454d3d','1df8390a52ac5b1c7031c6bef67c0dd6a0811023fff1149941efa2ece26c7869');
INSERT INTO "audit" VALUES(8,'2026-04-08 17:00:00.000000','noor.haddad@example.org','return','sub_7aotkivpf4fn4nzd','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":"Please look again.","state":"returned"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','1df8390a52ac5b1c7031c6bef67c0dd6a0811023fff1149941efa2ece26c7869','af9744899b483c30ed2a60934bee073f7a1609cebbf7a84023f28f3e17d87f04');
INSERT INTO "audit" VALUES(9,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_nqg6sminxcumjxhh','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"c1ab5b03ce94378afba52f23296e1bd315e9837c611ef1c685f3ed506903e060","partner":"arroyo_workforce_board","period":"2026-02","sha256":"04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00","state":"passed","supersedes":null}','af9744899b483c30ed2a60934bee073f7a1609cebbf7a84023f28f3e17d87f04','597bd87c62ff233a89e7655ee856e8889ef5080d51f3dafde2874072df704f32');
INSERT INTO "audit" VALUES(10,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','withdraw','sub_nqg6sminxcumjxhh','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"rosa.delgado@example.org","decision_reason":null,"state":"withdrawn"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','597bd87c62ff233a89e7655ee856e8889ef5080d51f3dafde2874072df704f32','60250db0c076409c5d79cb44aeb7caab6634446a51c43a571438856e1ffd0089');
INSERT INTO "audit" VALUES(11,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_arx3bxg5xejjpzei','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"b7e73e611e229e0efd62ec036ddbd470311b96ec6f1ad0749e51b546fe2e9194","partner":"arroyo_workforce_board","period":"2026-01","sha256":"222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80","state":"passed","supersedes":null}','60250db0c076409c5d79cb44aeb7caab6634446a51c43a571438856e1ffd0089','b40f86325f1dd298b9acebaa1cfffa44ced14915df823f9f3ab0d642b7c8c5c1');
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
INSERT INTO "ledger_head" VALUES(1,11,'b40f86325f1dd298b9acebaa1cfffa44ced14915df823f9f3ab0d642b7c8c5c1');
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
INSERT INTO "memberships" VALUES(1,'per_ddzeyajy7psskzrt',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(2,'per_o7bip6n7cafopjgh',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(3,'per_d3lljzf7t5rzp6el',NULL,'chair','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(4,'per_m5q2jfmf57eqpguk',NULL,'admin','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(5,'per_jgibrvjbiinjqrz7','arroyo_workforce_board','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(6,'per_svyxiqdlr5lzhuzm','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(7,'per_36p742i3bqga3u47','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(8,'per_pxq22jj22vk3kixa','arroyo_unified_schools','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(9,'per_lx7xweyxhiunarsk','arroyo_unified_schools','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(10,'per_2i64a2uqhcb4b2lk','arroyo_transit','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(11,'per_h6tljbek57jiamt2','arroyo_transit','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(12,'per_aalqngza3sds4znw','copperline_manufacturing','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(13,'per_bbe6nkv445dutm7y','copperline_manufacturing','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(14,'per_tnuidzbm7prd3myg','larkfield_software','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(15,'per_zstrh4h7ntq5mlfk','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(16,'per_lk2bhysynlb2ernb','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(17,'per_bqtqyylya5u2pu5c','sandpiper_health','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(18,'per_ekurfcamgaivj5pt','sandpiper_health','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(19,'per_kamhojgchkzxtx4y','sunrow_energy','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(20,'per_rfx5lclchr5xhx6p','sunrow_energy','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(21,'per_zb6f26uqyjwhcsib','steppingway_training','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(22,'per_cx4rovmkitymtpng','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(23,'per_25f6syvdgm4zcdit','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(24,'per_kis3xcubn6zukxfr','eastside_skills','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(25,'per_qo5xx253dm44egyi','eastside_skills','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(26,'per_3tur2lpoj7vrjmgt','open_latch_careers','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(27,'per_qnumtm27snu3cf4y','open_latch_careers','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(28,'per_q65sktcsnlwdvwqz','arroyo_ride_circle','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(29,'per_53g4rqmfrhj4v4ab','arroyo_ride_circle','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(30,'per_2sqy6wrf6q4liz4u','arroyo_state_university','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(31,'per_u35p43us2y6kwjpn','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(32,'per_6a4y4zqvzyd3bc7u','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(33,'per_adnqmw57krxw4oj4','loma_clara_college','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(34,'per_olvioqzf4azmtc4w','loma_clara_college','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(35,'per_gf2g7ippp5ak75hu','saturday_circuits','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(36,'per_fl5wdxcyrwmwkojd','saturday_circuits','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(37,'per_w6vuu3gdmpuxqcar','arroyo_families_for_science','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(38,'per_nmgbz3iauebpoie3','arroyo_families_for_science','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(39,'per_m4z5z7wi4hr6fxof','eastside_neighbors','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(40,'per_szahdghn6e6atp42','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(41,'per_5vh7zypviwetb2ar','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
CREATE TABLE people (
	id VARCHAR(20) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (email)
);
INSERT INTO "people" VALUES('per_ddzeyajy7psskzrt','noor.haddad@example.org','Noor Haddad','active');
INSERT INTO "people" VALUES('per_o7bip6n7cafopjgh','tomas.lindgren@example.org','Tomás Lindgren','active');
INSERT INTO "people" VALUES('per_d3lljzf7t5rzp6el','adaeze.brooks@example.org','Adaeze Brooks','active');
INSERT INTO "people" VALUES('per_m5q2jfmf57eqpguk','kenji.moreau@example.org','Kenji Moreau','active');
INSERT INTO "people" VALUES('per_jgibrvjbiinjqrz7','rosa.delgado@example.org','Rosa Delgado','active');
INSERT INTO "people" VALUES('per_svyxiqdlr5lzhuzm','samir.patel@example.org','Samir Patel','active');
INSERT INTO "people" VALUES('per_36p742i3bqga3u47','helen.osei@example.org','Helen Osei','active');
INSERT INTO "people" VALUES('per_pxq22jj22vk3kixa','linh.tran@example.org','Linh Tran','active');
INSERT INTO "people" VALUES('per_lx7xweyxhiunarsk','marcus.bell@example.org','Marcus Bell','active');
INSERT INTO "people" VALUES('per_2i64a2uqhcb4b2lk','ines.carvalho@example.org','Inês Carvalho','active');
INSERT INTO "people" VALUES('per_h6tljbek57jiamt2','dmitri.volkov@example.org','Dmitri Volkov','active');
INSERT INTO "people" VALUES('per_aalqngza3sds4znw','grace.nakamura@example.org','Grace Nakamura','active');
INSERT INTO "people" VALUES('per_bbe6nkv445dutm7y','luis.ferrer@example.org','Luis Ferrer','active');
INSERT INTO "people" VALUES('per_tnuidzbm7prd3myg','priya.raman@example.org','Priya Raman','active');
INSERT INTO "people" VALUES('per_zstrh4h7ntq5mlfk','owen.fitzroy@example.org','Owen Fitzroy','active');
INSERT INTO "people" VALUES('per_lk2bhysynlb2ernb','amara.diallo@example.org','Amara Diallo','active');
INSERT INTO "people" VALUES('per_bqtqyylya5u2pu5c','fatima.zahid@example.org','Fatima Zahid','active');
INSERT INTO "people" VALUES('per_ekurfcamgaivj5pt','peter.jansen@example.org','Peter Jansen','active');
INSERT INTO "people" VALUES('per_kamhojgchkzxtx4y','yuki.sato@example.org','Yuki Sato','active');
INSERT INTO "people" VALUES('per_rfx5lclchr5xhx6p','darnell.price@example.org','Darnell Price','active');
INSERT INTO "people" VALUES('per_zb6f26uqyjwhcsib','carmen.ibarra@example.org','Carmen Ibarra','active');
INSERT INTO "people" VALUES('per_cx4rovmkitymtpng','joel.mbeki@example.org','Joel Mbeki','active');
INSERT INTO "people" VALUES('per_25f6syvdgm4zcdit','anh.pham@example.org','Anh Pham','active');
INSERT INTO "people" VALUES('per_kis3xcubn6zukxfr','teresa.quintero@example.org','Teresa Quintero','active');
INSERT INTO "people" VALUES('per_qo5xx253dm44egyi','abel.worku@example.org','Abel Worku','active');
INSERT INTO "people" VALUES('per_3tur2lpoj7vrjmgt','denise.clarke@example.org','Denise Clarke','active');
INSERT INTO "people" VALUES('per_qnumtm27snu3cf4y','rafael.soto@example.org','Rafael Soto','active');
INSERT INTO "people" VALUES('per_q65sktcsnlwdvwqz','mei.huang@example.org','Mei Huang','active');
INSERT INTO "people" VALUES('per_53g4rqmfrhj4v4ab','bruno.keller@example.org','Bruno Keller','active');
INSERT INTO "people" VALUES('per_2sqy6wrf6q4liz4u','nadia.petrova@example.org','Nadia Petrova','active');
INSERT INTO "people" VALUES('per_u35p43us2y6kwjpn','caleb.stone@example.org','Caleb Stone','active');
INSERT INTO "people" VALUES('per_6a4y4zqvzyd3bc7u','isha.verma@example.org','Isha Verma','active');
INSERT INTO "people" VALUES('per_adnqmw57krxw4oj4','victor.amado@example.org','Victor Amado','active');
INSERT INTO "people" VALUES('per_olvioqzf4azmtc4w','sofia.nilsson@example.org','Sofia Nilsson','active');
INSERT INTO "people" VALUES('per_gf2g7ippp5ak75hu','hana.kim@example.org','Hana Kim','active');
INSERT INTO "people" VALUES('per_fl5wdxcyrwmwkojd','elias.grant@example.org','Elias Grant','active');
INSERT INTO "people" VALUES('per_w6vuu3gdmpuxqcar','lucia.mendez@example.org','Lucía Méndez','active');
INSERT INTO "people" VALUES('per_nmgbz3iauebpoie3','bao.nguyen@example.org','Bao Nguyen','active');
INSERT INTO "people" VALUES('per_m4z5z7wi4hr6fxof','ruth.adeyemi@example.org','Ruth Adeyemi','active');
INSERT INTO "people" VALUES('per_szahdghn6e6atp42','pablo.rios@example.org','Pablo Ríos','active');
INSERT INTO "people" VALUES('per_5vh7zypviwetb2ar','jean.baptiste@example.org','Jean Baptiste','active');
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
INSERT INTO "submissions" VALUES('sub_j4j3xall4xrhtttk','superseded','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed','["7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"]','{"path": "parts/workforce_placements/sub_j4j3xall4xrhtttk.parquet", "sha256": "0680a855a6f55b8033563b6948a4a16c834bdc25cf947ccca896e8fb74d37dfa", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_yldtbhawrmnmmsf6','accepted','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','["3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"]','{"path": "parts/workforce_placements/sub_yldtbhawrmnmmsf6.parquet", "sha256": "4f17f06722ae284cb15edc5b3eea62e6c9ff320c73c19f19a744cde41101f3f6", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 8}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,'sub_j4j3xall4xrhtttk','replace',0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_7aotkivpf4fn4nzd','returned','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f','["8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"]','{"path": "parts/workforce_placements/sub_7aotkivpf4fn4nzd.parquet", "sha256": "49ab50d3673d492a10d182b918b9eb627ee74c8d62c85a0699ffee01b26b8dcb", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000','Please look again.',NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_nqg6sminxcumjxhh','withdrawn','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00','["04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00"]','{"path": "parts/workforce_placements/sub_nqg6sminxcumjxhh.parquet", "sha256": "d2b21395803758457ff4f891d135534fd44fb49e2b1e47c73a920129b545d0b1", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_arx3bxg5xejjpzei','passed','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-01','month','march.csv','222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80','["222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"]','{"path": "parts/workforce_placements/sub_arx3bxg5xejjpzei.parquet", "sha256": "5e87518fe91280acc84eef38d393a89770fc3d63a1abb7457660a62bcfba4e80", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
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
CREATE UNIQUE INDEX one_accepted_per_cell ON submissions (partner, contract, period) WHERE state = 'accepted';
CREATE UNIQUE INDEX one_passed_per_cell ON submissions (partner, contract, period) WHERE state = 'passed';
CREATE INDEX submissions_by_contract_and_state ON submissions (contract, state);
CREATE INDEX audit_by_what_about ON audit (about, seq);
CREATE INDEX memberships_by_person ON memberships (person);
COMMIT;
