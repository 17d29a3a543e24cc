BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
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
INSERT INTO "audit" VALUES(1,'2026-04-08 17:00:00.000000','agenda/partnership.yaml','import_people','people','{"became":{"per_2asdj2bxv46rkn7d":{"email":"fatima.zahid@example.org","id":"per_2asdj2bxv46rkn7d","memberships":[{"partner":"sandpiper_health","roles":["steward"]}],"name":"Fatima Zahid","state":"active"},"per_3544rfnarsbpksvn":{"email":"samir.patel@example.org","id":"per_3544rfnarsbpksvn","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Samir Patel","state":"active"},"per_3fzhc5eitjm3dlsu":{"email":"luis.ferrer@example.org","id":"per_3fzhc5eitjm3dlsu","memberships":[{"partner":"copperline_manufacturing","roles":["member"]}],"name":"Luis Ferrer","state":"active"},"per_434cbhdr7gdaeehd":{"email":"nadia.petrova@example.org","id":"per_434cbhdr7gdaeehd","memberships":[{"partner":"arroyo_state_university","roles":["steward"]}],"name":"Nadia Petrova","state":"active"},"per_4uzf32cpptc7tupp":{"email":"owen.fitzroy@example.org","id":"per_4uzf32cpptc7tupp","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Owen Fitzroy","state":"active"},"per_6buc34hcg7k6texw":{"email":"bao.nguyen@example.org","id":"per_6buc34hcg7k6texw","memberships":[{"partner":"arroyo_families_for_science","roles":["member"]}],"name":"Bao Nguyen","state":"active"},"per_a2lucwuzhhqhxpkb":{"email":"helen.osei@example.org","id":"per_a2lucwuzhhqhxpkb","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Helen Osei","state":"active"},"per_asrzgpwb6hekfjel":{"email":"darnell.price@example.org","id":"per_asrzgpwb6hekfjel","memberships":[{"partner":"sunrow_energy","roles":["member"]}],"name":"Darnell Price","state":"active"},"per_bf3vtnaclcnxjz4g":{"email":"kenji.moreau@example.org","id":"per_bf3vtnaclcnxjz4g","memberships":[{"partner":null,"roles":["admin"]}],"name":"Kenji Moreau","state":"active"},"per_bg5cuun5lf5mgi6l":{"email":"isha.verma@example.org","id":"per_bg5cuun5lf5mgi6l","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Isha Verma","state":"active"},"per_btaqjbce5slovrln":{"email":"yuki.sato@example.org","id":"per_btaqjbce5slovrln","memberships":[{"partner":"sunrow_energy","roles":["steward"]}],"name":"Yuki Sato","state":"active"},"per_cgzwqscpeqliosnd":{"email":"noor.haddad@example.org","id":"per_cgzwqscpeqliosnd","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Noor Haddad","state":"active"},"per_cygyvw2ayantsc4p":{"email":"bruno.keller@example.org","id":"per_cygyvw2ayantsc4p","memberships":[{"partner":"arroyo_ride_circle","roles":["member"]}],"name":"Bruno Keller","state":"active"},"per_dbs7luz2gorysj3l":{"email":"elias.grant@example.org","id":"per_dbs7luz2gorysj3l","memberships":[{"partner":"saturday_circuits","roles":["member"]}],"name":"Elias Grant","state":"active"},"per_dipdz5b67y6yv3ia":{"email":"adaeze.brooks@example.org","id":"per_dipdz5b67y6yv3ia","memberships":[{"partner":null,"roles":["chair"]}],"name":"Adaeze Brooks","state":"active"},"per_eze2baqhu5ninuch":{"email":"peter.jansen@example.org","id":"per_eze2baqhu5ninuch","memberships":[{"partner":"sandpiper_health","roles":["member"]}],"name":"Peter Jansen","state":"active"},"per_f5iwr6daagxed7ph":{"email":"jean.baptiste@example.org","id":"per_f5iwr6daagxed7ph","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Jean Baptiste","state":"active"},"per_ghsxxjtoo3gmtqvl":{"email":"lucia.mendez@example.org","id":"per_ghsxxjtoo3gmtqvl","memberships":[{"partner":"arroyo_families_for_science","roles":["steward"]}],"name":"Luc\u00eda M\u00e9ndez","state":"active"},"per_gszr6hbvd2jdjepx":{"email":"marcus.bell@example.org","id":"per_gszr6hbvd2jdjepx","memberships":[{"partner":"arroyo_unified_schools","roles":["member"]}],"name":"Marcus Bell","state":"active"},"per_j3gg6yhhtygqayrb":{"email":"victor.amado@example.org","id":"per_j3gg6yhhtygqayrb","memberships":[{"partner":"loma_clara_college","roles":["steward"]}],"name":"Victor Amado","state":"active"},"per_j5lv54ba3znhptnt":{"email":"linh.tran@example.org","id":"per_j5lv54ba3znhptnt","memberships":[{"partner":"arroyo_unified_schools","roles":["steward"]}],"name":"Linh Tran","state":"active"},"per_jlnjvxjk6z3z72gw":{"email":"hana.kim@example.org","id":"per_jlnjvxjk6z3z72gw","memberships":[{"partner":"saturday_circuits","roles":["steward"]}],"name":"Hana Kim","state":"active"},"per_k2hqqanbpfzdcmum":{"email":"priya.raman@example.org","id":"per_k2hqqanbpfzdcmum","memberships":[{"partner":"larkfield_software","roles":["steward"]}],"name":"Priya Raman","state":"active"},"per_kfqi6eypmzwc4iq5":{"email":"tomas.lindgren@example.org","id":"per_kfqi6eypmzwc4iq5","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Tom\u00e1s Lindgren","state":"active"},"per_ltaw6aay6oa4qhdf":{"email":"ruth.adeyemi@example.org","id":"per_ltaw6aay6oa4qhdf","memberships":[{"partner":"eastside_neighbors","roles":["steward"]}],"name":"Ruth Adeyemi","state":"active"},"per_okivosnzqg6bnj3d":{"email":"ines.carvalho@example.org","id":"per_okivosnzqg6bnj3d","memberships":[{"partner":"arroyo_transit","roles":["steward"]}],"name":"In\u00eas Carvalho","state":"active"},"per_orkw4hj4gkza4qfm":{"email":"joel.mbeki@example.org","id":"per_orkw4hj4gkza4qfm","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Joel Mbeki","state":"active"},"per_p7wiy472wcd7ksk3":{"email":"caleb.stone@example.org","id":"per_p7wiy472wcd7ksk3","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Caleb Stone","state":"active"},"per_rcirjweqdfhye6yy":{"email":"carmen.ibarra@example.org","id":"per_rcirjweqdfhye6yy","memberships":[{"partner":"steppingway_training","roles":["steward"]}],"name":"Carmen Ibarra","state":"active"},"per_sde5scqwwavjxroh":{"email":"sofia.nilsson@example.org","id":"per_sde5scqwwavjxroh","memberships":[{"partner":"loma_clara_college","roles":["member"]}],"name":"Sofia Nilsson","state":"active"},"per_sextmsifvzq2avpt":{"email":"rafael.soto@example.org","id":"per_sextmsifvzq2avpt","memberships":[{"partner":"open_latch_careers","roles":["member"]}],"name":"Rafael Soto","state":"active"},"per_spahs2bbu7evcujx":{"email":"denise.clarke@example.org","id":"per_spahs2bbu7evcujx","memberships":[{"partner":"open_latch_careers","roles":["steward"]}],"name":"Denise Clarke","state":"active"},"per_t5n74vym6rn4dzoe":{"email":"grace.nakamura@example.org","id":"per_t5n74vym6rn4dzoe","memberships":[{"partner":"copperline_manufacturing","roles":["steward"]}],"name":"Grace Nakamura","state":"active"},"per_vzlcwx73s6kfsqyd":{"email":"mei.huang@example.org","id":"per_vzlcwx73s6kfsqyd","memberships":[{"partner":"arroyo_ride_circle","roles":["steward"]}],"name":"Mei Huang","state":"active"},"per_w456em3ansdmam56":{"email":"dmitri.volkov@example.org","id":"per_w456em3ansdmam56","memberships":[{"partner":"arroyo_transit","roles":["member"]}],"name":"Dmitri Volkov","state":"active"},"per_wvfzjou3oypqfmin":{"email":"pablo.rios@example.org","id":"per_wvfzjou3oypqfmin","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Pablo R\u00edos","state":"active"},"per_xbyputomw7ydzdwg":{"email":"anh.pham@example.org","id":"per_xbyputomw7ydzdwg","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Anh Pham","state":"active"},"per_yiyhxoiz63evv7q6":{"email":"amara.diallo@example.org","id":"per_yiyhxoiz63evv7q6","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Amara Diallo","state":"active"},"per_yiz44qt5sa5pkcie":{"email":"rosa.delgado@example.org","id":"per_yiz44qt5sa5pkcie","memberships":[{"partner":"arroyo_workforce_board","roles":["steward"]}],"name":"Rosa Delgado","state":"active"},"per_z5nk4vb2nn6dci2e":{"email":"abel.worku@example.org","id":"per_z5nk4vb2nn6dci2e","memberships":[{"partner":"eastside_skills","roles":["member"]}],"name":"Abel Worku","state":"active"},"per_zcunhclyxlqaceua":{"email":"teresa.quintero@example.org","id":"per_zcunhclyxlqaceua","memberships":[{"partner":"eastside_skills","roles":["steward"]}],"name":"Teresa Quintero","state":"active"}}}','0000000000000000000000000000000000000000000000000000000000000000','f0c62754adffc7e397673ec481a2e99bd3c80bd20d2b6472555b18b6b3fb59be');
INSERT INTO "audit" VALUES(2,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_pm6tey3a5vxrzhvc','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"9d710db1d5d627424b9b0b306aa2156160e2da933acecf846e66a30a3e2750dc","partner":"arroyo_workforce_board","period":"2026-03","sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed","state":"passed","supersedes":null}','f0c62754adffc7e397673ec481a2e99bd3c80bd20d2b6472555b18b6b3fb59be','8053ddfd6a4d5efa22edc2cd3c33c02700f363cb2c4c3195f7495a3c660b78a1');
INSERT INTO "audit" VALUES(3,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_pm6tey3a5vxrzhvc','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','8053ddfd6a4d5efa22edc2cd3c33c02700f363cb2c4c3195f7495a3c660b78a1','d8f0081903984adf2b5332b9b072030f33fdb28dcaf8619a31c543184b62ff2f');
INSERT INTO "audit" VALUES(4,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_d5i3rqmjkzapwmxq','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"9cba3e922bb0a7cb56eb8306e15a30ec46e15f8c69550cc95fa97f95d441288c","partner":"arroyo_workforce_board","period":"2026-03","sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","state":"passed","supersedes":"sub_pm6tey3a5vxrzhvc"}','d8f0081903984adf2b5332b9b072030f33fdb28dcaf8619a31c543184b62ff2f','84c7e35e3a50b80010f5d2916c32d8699f1084c3385f3d899689d1501ec93a40');
INSERT INTO "audit" VALUES(5,'2026-04-08 17:00:00.000000','noor.haddad@example.org','supersede','sub_pm6tey3a5vxrzhvc','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"superseded"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":"sub_d5i3rqmjkzapwmxq"}','84c7e35e3a50b80010f5d2916c32d8699f1084c3385f3d899689d1501ec93a40','31bf7c299166ac557d4cabacbcf1e872ac69d7edcbed5f4aedddb93a19b0d409');
INSERT INTO "audit" VALUES(6,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_d5i3rqmjkzapwmxq','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','31bf7c299166ac557d4cabacbcf1e872ac69d7edcbed5f4aedddb93a19b0d409','a32b91c5d2d799ab57b4071afdf62cbf0973961928fc86d779d3afac645e2078');
INSERT INTO "audit" VALUES(7,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_quuji2f5w25iqjzt','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"b6872452e0b344af36f27989733c0452b8b9d559f873fbc0708f1aece0c2892f","partner":"arroyo_workforce_board","period":"2026-02","sha256":"8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f","state":"passed","supersedes":null}','a32b91c5d2d799ab57b4071afdf62cbf0973961928fc86d779d3afac645e2078','066bf2308234b6b5738dbee99231bdcfcf7c3c986f2052b60af838875e729e4d');
INSERT INTO "audit" VALUES(8,'2026-04-08 17:00:00.000000','noor.haddad@example.org','return','sub_quuji2f5w25iqjzt','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":"Please look again.","state":"returned"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','066bf2308234b6b5738dbee99231bdcfcf7c3c986f2052b60af838875e729e4d','7d24d6846d6ccb883b21bbee7ec24f403b516a223d09924943c50dc1a954e6e7');
INSERT INTO "audit" VALUES(9,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_6du6qvsvjohq336s','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"5b7e5422cd782cdeb71c5e0cab7dd8e56cf298f4d9a7a3e6a2d68141e982bea4","partner":"arroyo_workforce_board","period":"2026-02","sha256":"04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00","state":"passed","supersedes":null}','7d24d6846d6ccb883b21bbee7ec24f403b516a223d09924943c50dc1a954e6e7','57c30339f23bddce3c0c6395921ec2456e397223ea743d7383539493454d2feb');
INSERT INTO "audit" VALUES(10,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','withdraw','sub_6du6qvsvjohq336s','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"rosa.delgado@example.org","decision_reason":null,"state":"withdrawn"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','57c30339f23bddce3c0c6395921ec2456e397223ea743d7383539493454d2feb','1284a5c02afd2de14c2c4d17d8a365dccadb8f2b36e8b7bd751f226acc630f57');
INSERT INTO "audit" VALUES(11,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_mpubruszwcs6pst3','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"8f72c26aac586f3aa8ee964d97bbe9c2e752c95b821b7059a24e542d7ecd0be6","partner":"arroyo_workforce_board","period":"2026-01","sha256":"222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80","state":"passed","supersedes":null}','1284a5c02afd2de14c2c4d17d8a365dccadb8f2b36e8b7bd751f226acc630f57','51dc04fedb7560a4d206a15043fee8fac06677689db50363aebd708c2c07a028');
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
INSERT INTO "ledger_head" VALUES(1,11,'51dc04fedb7560a4d206a15043fee8fac06677689db50363aebd708c2c07a028');
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
INSERT INTO "memberships" VALUES(1,'per_cgzwqscpeqliosnd',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(2,'per_kfqi6eypmzwc4iq5',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(3,'per_dipdz5b67y6yv3ia',NULL,'chair','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(4,'per_bf3vtnaclcnxjz4g',NULL,'admin','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(5,'per_yiz44qt5sa5pkcie','arroyo_workforce_board','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(6,'per_3544rfnarsbpksvn','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(7,'per_a2lucwuzhhqhxpkb','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(8,'per_j5lv54ba3znhptnt','arroyo_unified_schools','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(9,'per_gszr6hbvd2jdjepx','arroyo_unified_schools','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(10,'per_okivosnzqg6bnj3d','arroyo_transit','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(11,'per_w456em3ansdmam56','arroyo_transit','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(12,'per_t5n74vym6rn4dzoe','copperline_manufacturing','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(13,'per_3fzhc5eitjm3dlsu','copperline_manufacturing','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(14,'per_k2hqqanbpfzdcmum','larkfield_software','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(15,'per_4uzf32cpptc7tupp','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(16,'per_yiyhxoiz63evv7q6','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(17,'per_2asdj2bxv46rkn7d','sandpiper_health','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(18,'per_eze2baqhu5ninuch','sandpiper_health','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(19,'per_btaqjbce5slovrln','sunrow_energy','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(20,'per_asrzgpwb6hekfjel','sunrow_energy','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(21,'per_rcirjweqdfhye6yy','steppingway_training','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(22,'per_orkw4hj4gkza4qfm','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(23,'per_xbyputomw7ydzdwg','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(24,'per_zcunhclyxlqaceua','eastside_skills','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(25,'per_z5nk4vb2nn6dci2e','eastside_skills','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(26,'per_spahs2bbu7evcujx','open_latch_careers','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(27,'per_sextmsifvzq2avpt','open_latch_careers','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(28,'per_vzlcwx73s6kfsqyd','arroyo_ride_circle','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(29,'per_cygyvw2ayantsc4p','arroyo_ride_circle','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(30,'per_434cbhdr7gdaeehd','arroyo_state_university','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(31,'per_p7wiy472wcd7ksk3','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(32,'per_bg5cuun5lf5mgi6l','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(33,'per_j3gg6yhhtygqayrb','loma_clara_college','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(34,'per_sde5scqwwavjxroh','loma_clara_college','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(35,'per_jlnjvxjk6z3z72gw','saturday_circuits','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(36,'per_dbs7luz2gorysj3l','saturday_circuits','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(37,'per_ghsxxjtoo3gmtqvl','arroyo_families_for_science','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(38,'per_6buc34hcg7k6texw','arroyo_families_for_science','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(39,'per_ltaw6aay6oa4qhdf','eastside_neighbors','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(40,'per_wvfzjou3oypqfmin','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(41,'per_f5iwr6daagxed7ph','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
CREATE TABLE people (
	id VARCHAR(20) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (email)
);
INSERT INTO "people" VALUES('per_cgzwqscpeqliosnd','noor.haddad@example.org','Noor Haddad','active');
INSERT INTO "people" VALUES('per_kfqi6eypmzwc4iq5','tomas.lindgren@example.org','Tomás Lindgren','active');
INSERT INTO "people" VALUES('per_dipdz5b67y6yv3ia','adaeze.brooks@example.org','Adaeze Brooks','active');
INSERT INTO "people" VALUES('per_bf3vtnaclcnxjz4g','kenji.moreau@example.org','Kenji Moreau','active');
INSERT INTO "people" VALUES('per_yiz44qt5sa5pkcie','rosa.delgado@example.org','Rosa Delgado','active');
INSERT INTO "people" VALUES('per_3544rfnarsbpksvn','samir.patel@example.org','Samir Patel','active');
INSERT INTO "people" VALUES('per_a2lucwuzhhqhxpkb','helen.osei@example.org','Helen Osei','active');
INSERT INTO "people" VALUES('per_j5lv54ba3znhptnt','linh.tran@example.org','Linh Tran','active');
INSERT INTO "people" VALUES('per_gszr6hbvd2jdjepx','marcus.bell@example.org','Marcus Bell','active');
INSERT INTO "people" VALUES('per_okivosnzqg6bnj3d','ines.carvalho@example.org','Inês Carvalho','active');
INSERT INTO "people" VALUES('per_w456em3ansdmam56','dmitri.volkov@example.org','Dmitri Volkov','active');
INSERT INTO "people" VALUES('per_t5n74vym6rn4dzoe','grace.nakamura@example.org','Grace Nakamura','active');
INSERT INTO "people" VALUES('per_3fzhc5eitjm3dlsu','luis.ferrer@example.org','Luis Ferrer','active');
INSERT INTO "people" VALUES('per_k2hqqanbpfzdcmum','priya.raman@example.org','Priya Raman','active');
INSERT INTO "people" VALUES('per_4uzf32cpptc7tupp','owen.fitzroy@example.org','Owen Fitzroy','active');
INSERT INTO "people" VALUES('per_yiyhxoiz63evv7q6','amara.diallo@example.org','Amara Diallo','active');
INSERT INTO "people" VALUES('per_2asdj2bxv46rkn7d','fatima.zahid@example.org','Fatima Zahid','active');
INSERT INTO "people" VALUES('per_eze2baqhu5ninuch','peter.jansen@example.org','Peter Jansen','active');
INSERT INTO "people" VALUES('per_btaqjbce5slovrln','yuki.sato@example.org','Yuki Sato','active');
INSERT INTO "people" VALUES('per_asrzgpwb6hekfjel','darnell.price@example.org','Darnell Price','active');
INSERT INTO "people" VALUES('per_rcirjweqdfhye6yy','carmen.ibarra@example.org','Carmen Ibarra','active');
INSERT INTO "people" VALUES('per_orkw4hj4gkza4qfm','joel.mbeki@example.org','Joel Mbeki','active');
INSERT INTO "people" VALUES('per_xbyputomw7ydzdwg','anh.pham@example.org','Anh Pham','active');
INSERT INTO "people" VALUES('per_zcunhclyxlqaceua','teresa.quintero@example.org','Teresa Quintero','active');
INSERT INTO "people" VALUES('per_z5nk4vb2nn6dci2e','abel.worku@example.org','Abel Worku','active');
INSERT INTO "people" VALUES('per_spahs2bbu7evcujx','denise.clarke@example.org','Denise Clarke','active');
INSERT INTO "people" VALUES('per_sextmsifvzq2avpt','rafael.soto@example.org','Rafael Soto','active');
INSERT INTO "people" VALUES('per_vzlcwx73s6kfsqyd','mei.huang@example.org','Mei Huang','active');
INSERT INTO "people" VALUES('per_cygyvw2ayantsc4p','bruno.keller@example.org','Bruno Keller','active');
INSERT INTO "people" VALUES('per_434cbhdr7gdaeehd','nadia.petrova@example.org','Nadia Petrova','active');
INSERT INTO "people" VALUES('per_p7wiy472wcd7ksk3','caleb.stone@example.org','Caleb Stone','active');
INSERT INTO "people" VALUES('per_bg5cuun5lf5mgi6l','isha.verma@example.org','Isha Verma','active');
INSERT INTO "people" VALUES('per_j3gg6yhhtygqayrb','victor.amado@example.org','Victor Amado','active');
INSERT INTO "people" VALUES('per_sde5scqwwavjxroh','sofia.nilsson@example.org','Sofia Nilsson','active');
INSERT INTO "people" VALUES('per_jlnjvxjk6z3z72gw','hana.kim@example.org','Hana Kim','active');
INSERT INTO "people" VALUES('per_dbs7luz2gorysj3l','elias.grant@example.org','Elias Grant','active');
INSERT INTO "people" VALUES('per_ghsxxjtoo3gmtqvl','lucia.mendez@example.org','Lucía Méndez','active');
INSERT INTO "people" VALUES('per_6buc34hcg7k6texw','bao.nguyen@example.org','Bao Nguyen','active');
INSERT INTO "people" VALUES('per_ltaw6aay6oa4qhdf','ruth.adeyemi@example.org','Ruth Adeyemi','active');
INSERT INTO "people" VALUES('per_wvfzjou3oypqfmin','pablo.rios@example.org','Pablo Ríos','active');
INSERT INTO "people" VALUES('per_f5iwr6daagxed7ph','jean.baptiste@example.org','Jean Baptiste','active');
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
INSERT INTO "submissions" VALUES('sub_pm6tey3a5vxrzhvc','superseded','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed','["7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"]','{"path": "parts/workforce_placements/sub_pm6tey3a5vxrzhvc.parquet", "sha256": "bb442e4d82ec8dc2cc317b31cf24d63d4a234b7697ed4ea306999643aebc650e", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_d5i3rqmjkzapwmxq','accepted','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','["3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"]','{"path": "parts/workforce_placements/sub_d5i3rqmjkzapwmxq.parquet", "sha256": "5500396feb7cff95b73275348e0fcc97cfcca27f6a244a12d5098888a4192e92", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 8}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,'sub_pm6tey3a5vxrzhvc','replace',0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_quuji2f5w25iqjzt','returned','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f','["8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"]','{"path": "parts/workforce_placements/sub_quuji2f5w25iqjzt.parquet", "sha256": "69641cf48f00e2a3bd0a01ba12a6a6be0fc988c20aee042153884803dd6d69c7", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000','Please look again.',NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_6du6qvsvjohq336s','withdrawn','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00','["04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00"]','{"path": "parts/workforce_placements/sub_6du6qvsvjohq336s.parquet", "sha256": "18e13761d7a648bfec9655c5309e4f498d7c4b51b4a36373048c7ffb0cf35436", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_mpubruszwcs6pst3','passed','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-01','month','march.csv','222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80','["222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"]','{"path": "parts/workforce_placements/sub_mpubruszwcs6pst3.parquet", "sha256": "d48855a98c1bbc965c050798e4856d273812bddad36d991eca8d6090556720d8", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
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
COMMIT;
