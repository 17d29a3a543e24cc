BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
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
INSERT INTO "audit" VALUES(1,'2026-04-08 17:00:00.000000','agenda/partnership.yaml','import_people','people','{"became":{"per_34nnto5vs2efkdlc":{"email":"ruth.adeyemi@example.org","id":"per_34nnto5vs2efkdlc","memberships":[{"partner":"eastside_neighbors","roles":["steward"]}],"name":"Ruth Adeyemi","state":"active"},"per_3hueg7ruof75d5l5":{"email":"abel.worku@example.org","id":"per_3hueg7ruof75d5l5","memberships":[{"partner":"eastside_skills","roles":["member"]}],"name":"Abel Worku","state":"active"},"per_4juizb4e5625e7nr":{"email":"peter.jansen@example.org","id":"per_4juizb4e5625e7nr","memberships":[{"partner":"sandpiper_health","roles":["member"]}],"name":"Peter Jansen","state":"active"},"per_6sdoadlyznhn4rva":{"email":"marcus.bell@example.org","id":"per_6sdoadlyznhn4rva","memberships":[{"partner":"arroyo_unified_schools","roles":["member"]}],"name":"Marcus Bell","state":"active"},"per_7fvfycvuct5twq3j":{"email":"victor.amado@example.org","id":"per_7fvfycvuct5twq3j","memberships":[{"partner":"loma_clara_college","roles":["steward"]}],"name":"Victor Amado","state":"active"},"per_7mye4lcs6ufg4oju":{"email":"luis.ferrer@example.org","id":"per_7mye4lcs6ufg4oju","memberships":[{"partner":"copperline_manufacturing","roles":["member"]}],"name":"Luis Ferrer","state":"active"},"per_7zc7wre3psltgqv3":{"email":"teresa.quintero@example.org","id":"per_7zc7wre3psltgqv3","memberships":[{"partner":"eastside_skills","roles":["steward"]}],"name":"Teresa Quintero","state":"active"},"per_adlnxsbahkjhudgm":{"email":"priya.raman@example.org","id":"per_adlnxsbahkjhudgm","memberships":[{"partner":"larkfield_software","roles":["steward"]}],"name":"Priya Raman","state":"active"},"per_aywjzjnlefp324uq":{"email":"fatima.zahid@example.org","id":"per_aywjzjnlefp324uq","memberships":[{"partner":"sandpiper_health","roles":["steward"]}],"name":"Fatima Zahid","state":"active"},"per_ba6ol25mlokcsuan":{"email":"elias.grant@example.org","id":"per_ba6ol25mlokcsuan","memberships":[{"partner":"saturday_circuits","roles":["member"]}],"name":"Elias Grant","state":"active"},"per_bgr6b4l5qv2wx7c2":{"email":"kenji.moreau@example.org","id":"per_bgr6b4l5qv2wx7c2","memberships":[{"partner":null,"roles":["admin"]}],"name":"Kenji Moreau","state":"active"},"per_csvxspexdbfyufua":{"email":"jean.baptiste@example.org","id":"per_csvxspexdbfyufua","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Jean Baptiste","state":"active"},"per_dsoupk5ubq3diwxd":{"email":"helen.osei@example.org","id":"per_dsoupk5ubq3diwxd","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Helen Osei","state":"active"},"per_dxwsfrqr62w7ovcs":{"email":"bruno.keller@example.org","id":"per_dxwsfrqr62w7ovcs","memberships":[{"partner":"arroyo_ride_circle","roles":["member"]}],"name":"Bruno Keller","state":"active"},"per_dzkpote4l546ijnt":{"email":"amara.diallo@example.org","id":"per_dzkpote4l546ijnt","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Amara Diallo","state":"active"},"per_egoeqqwqcm6as52l":{"email":"darnell.price@example.org","id":"per_egoeqqwqcm6as52l","memberships":[{"partner":"sunrow_energy","roles":["member"]}],"name":"Darnell Price","state":"active"},"per_gkdszzh4ednu32bu":{"email":"dmitri.volkov@example.org","id":"per_gkdszzh4ednu32bu","memberships":[{"partner":"arroyo_transit","roles":["member"]}],"name":"Dmitri Volkov","state":"active"},"per_h7ctmsg7p2nkhyse":{"email":"pablo.rios@example.org","id":"per_h7ctmsg7p2nkhyse","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Pablo R\u00edos","state":"active"},"per_htlthzq3lqj2vslz":{"email":"yuki.sato@example.org","id":"per_htlthzq3lqj2vslz","memberships":[{"partner":"sunrow_energy","roles":["steward"]}],"name":"Yuki Sato","state":"active"},"per_jkkgbtqez2p5ml7w":{"email":"rafael.soto@example.org","id":"per_jkkgbtqez2p5ml7w","memberships":[{"partner":"open_latch_careers","roles":["member"]}],"name":"Rafael Soto","state":"active"},"per_krmyuotm2c2k4pro":{"email":"anh.pham@example.org","id":"per_krmyuotm2c2k4pro","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Anh Pham","state":"active"},"per_kxqamg3fcvo764ap":{"email":"adaeze.brooks@example.org","id":"per_kxqamg3fcvo764ap","memberships":[{"partner":null,"roles":["chair"]}],"name":"Adaeze Brooks","state":"active"},"per_m56iswydjtlkn7wv":{"email":"caleb.stone@example.org","id":"per_m56iswydjtlkn7wv","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Caleb Stone","state":"active"},"per_misfgtpgnjqzizhb":{"email":"grace.nakamura@example.org","id":"per_misfgtpgnjqzizhb","memberships":[{"partner":"copperline_manufacturing","roles":["steward"]}],"name":"Grace Nakamura","state":"active"},"per_nbb6y3vi7jow5xzt":{"email":"sofia.nilsson@example.org","id":"per_nbb6y3vi7jow5xzt","memberships":[{"partner":"loma_clara_college","roles":["member"]}],"name":"Sofia Nilsson","state":"active"},"per_nyriv43kdacacao7":{"email":"ines.carvalho@example.org","id":"per_nyriv43kdacacao7","memberships":[{"partner":"arroyo_transit","roles":["steward"]}],"name":"In\u00eas Carvalho","state":"active"},"per_oy5af2n2wqhy5dl7":{"email":"rosa.delgado@example.org","id":"per_oy5af2n2wqhy5dl7","memberships":[{"partner":"arroyo_workforce_board","roles":["steward"]}],"name":"Rosa Delgado","state":"active"},"per_q6yxkxccigcgpm26":{"email":"isha.verma@example.org","id":"per_q6yxkxccigcgpm26","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Isha Verma","state":"active"},"per_qwipgtsq6grijf42":{"email":"denise.clarke@example.org","id":"per_qwipgtsq6grijf42","memberships":[{"partner":"open_latch_careers","roles":["steward"]}],"name":"Denise Clarke","state":"active"},"per_qz3fts63434qqnaz":{"email":"lucia.mendez@example.org","id":"per_qz3fts63434qqnaz","memberships":[{"partner":"arroyo_families_for_science","roles":["steward"]}],"name":"Luc\u00eda M\u00e9ndez","state":"active"},"per_rbqcykum7az24hx6":{"email":"bao.nguyen@example.org","id":"per_rbqcykum7az24hx6","memberships":[{"partner":"arroyo_families_for_science","roles":["member"]}],"name":"Bao Nguyen","state":"active"},"per_rclhnqlhaz6pqd4d":{"email":"noor.haddad@example.org","id":"per_rclhnqlhaz6pqd4d","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Noor Haddad","state":"active"},"per_rly3mu7jjhqobq42":{"email":"nadia.petrova@example.org","id":"per_rly3mu7jjhqobq42","memberships":[{"partner":"arroyo_state_university","roles":["steward"]}],"name":"Nadia Petrova","state":"active"},"per_rt7l3abavghwc4v6":{"email":"carmen.ibarra@example.org","id":"per_rt7l3abavghwc4v6","memberships":[{"partner":"steppingway_training","roles":["steward"]}],"name":"Carmen Ibarra","state":"active"},"per_rw2fmmgawc7levnz":{"email":"hana.kim@example.org","id":"per_rw2fmmgawc7levnz","memberships":[{"partner":"saturday_circuits","roles":["steward"]}],"name":"Hana Kim","state":"active"},"per_sqlh5tfvfx2dkhbm":{"email":"owen.fitzroy@example.org","id":"per_sqlh5tfvfx2dkhbm","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Owen Fitzroy","state":"active"},"per_tn6zuc2wztngo4p4":{"email":"mei.huang@example.org","id":"per_tn6zuc2wztngo4p4","memberships":[{"partner":"arroyo_ride_circle","roles":["steward"]}],"name":"Mei Huang","state":"active"},"per_tx3rj52peukznz5l":{"email":"joel.mbeki@example.org","id":"per_tx3rj52peukznz5l","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Joel Mbeki","state":"active"},"per_v3ypictmqwugnaw5":{"email":"samir.patel@example.org","id":"per_v3ypictmqwugnaw5","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Samir Patel","state":"active"},"per_vuuxdw47qvco4msi":{"email":"linh.tran@example.org","id":"per_vuuxdw47qvco4msi","memberships":[{"partner":"arroyo_unified_schools","roles":["steward"]}],"name":"Linh Tran","state":"active"},"per_wiqocr5htgjaurtf":{"email":"tomas.lindgren@example.org","id":"per_wiqocr5htgjaurtf","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Tom\u00e1s Lindgren","state":"active"}}}','0000000000000000000000000000000000000000000000000000000000000000','238e991d774954ce55b03801206ffd7fbf29811142884ff072d9784ffdd24fee');
INSERT INTO "audit" VALUES(2,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_jw3naolhguzvxbl7','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"9162f3e86df8e8e9cd7a26d34c472e999d85343348110cc8e4900323fcccd706","partner":"arroyo_workforce_board","period":"2026-03","sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed","state":"passed","supersedes":null}','238e991d774954ce55b03801206ffd7fbf29811142884ff072d9784ffdd24fee','47af62e550376860f9d292d77e765f4c497f0fd353bb0c1daae1c9075017a508');
INSERT INTO "audit" VALUES(3,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_jw3naolhguzvxbl7','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','47af62e550376860f9d292d77e765f4c497f0fd353bb0c1daae1c9075017a508','479b543b8eed0aa8e224ed5ba713c184669aa8bf661b20cc35a33baa8d58a2c2');
INSERT INTO "audit" VALUES(4,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_yasiav2qs2divzal','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"a24a036fe43bcef09856320b80b3caea4af73f72229068ae0879d6b0e5792737","partner":"arroyo_workforce_board","period":"2026-03","sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","state":"passed","supersedes":"sub_jw3naolhguzvxbl7"}','479b543b8eed0aa8e224ed5ba713c184669aa8bf661b20cc35a33baa8d58a2c2','f97adc71420393a3d55abf02fd5e118226cad0c8a6018cc605626697f84713ac');
INSERT INTO "audit" VALUES(5,'2026-04-08 17:00:00.000000','noor.haddad@example.org','supersede','sub_jw3naolhguzvxbl7','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"superseded"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":"sub_yasiav2qs2divzal"}','f97adc71420393a3d55abf02fd5e118226cad0c8a6018cc605626697f84713ac','c94cedfb435cc286328dbf18188fa6e750b7ff32d880b51755309b3ba8f8a9fc');
INSERT INTO "audit" VALUES(6,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_yasiav2qs2divzal','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','c94cedfb435cc286328dbf18188fa6e750b7ff32d880b51755309b3ba8f8a9fc','e9bfe5d4b2b1af217479398d042acd0a458ff3d8370bdd5169746130da221072');
INSERT INTO "audit" VALUES(7,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_4syitl66bvo5wtea','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"24bb84cc15fee22b385413ecbfc1caa742b1b45bb7fb463b8d80d08450e8931a","partner":"arroyo_workforce_board","period":"2026-02","sha256":"8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f","state":"passed","supersedes":null}','e9bfe5d4b2b1af217479398d042acd0a458ff3d8370bdd5169746130da221072','da6ce502a938681d1e6bf5b2b576567a0b48465076c79a82c98f13302385fa95');
INSERT INTO "audit" VALUES(8,'2026-04-08 17:00:00.000000','noor.haddad@example.org','return','sub_4syitl66bvo5wtea','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":"Please look again.","state":"returned"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','da6ce502a938681d1e6bf5b2b576567a0b48465076c79a82c98f13302385fa95','b1f60fbaffb5c6f0c95b65c74f50188fa40a089843e7655d30e4b8417f9c478d');
INSERT INTO "audit" VALUES(9,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_5tbad6vuwa75xeit','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"49525359fff99d17adf0e60b55b46201c31a6de64edf558987a5fe5a9f7c775c","partner":"arroyo_workforce_board","period":"2026-02","sha256":"04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00","state":"passed","supersedes":null}','b1f60fbaffb5c6f0c95b65c74f50188fa40a089843e7655d30e4b8417f9c478d','da625816b1ea87a99c2230667a7d3da1665e89b64eed07908254ab52ad0831a7');
INSERT INTO "audit" VALUES(10,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','withdraw','sub_5tbad6vuwa75xeit','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"rosa.delgado@example.org","decision_reason":null,"state":"withdrawn"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','da625816b1ea87a99c2230667a7d3da1665e89b64eed07908254ab52ad0831a7','2cb187ffa0eb95627cc87d2b861425913d93c48f3c331bb18b8f9cccfc64ef4d');
INSERT INTO "audit" VALUES(11,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_s5x4vdrolsc3wlmb','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"dd8a2c2fa404219f7090542ea8b5620ad0b11b9494ff76521d61d4f3d2d9f570","partner":"arroyo_workforce_board","period":"2026-01","sha256":"222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80","state":"passed","supersedes":null}','2cb187ffa0eb95627cc87d2b861425913d93c48f3c331bb18b8f9cccfc64ef4d','0d21255d7fa1889f4e0a4f08f8bd4cac641d4794faefdef8b3c3a35c5a405ced');
INSERT INTO "audit" VALUES(12,'2026-05-20 17:00:00.000000','noor.haddad@example.org','prepare_release','R1','{"releases":{"rel_4dr6zvsfd74mjnjv":{"amends":null,"data_to":"2026-04-30","id":"R1","key":"rel_4dr6zvsfd74mjnjv","manifest_sha256":"e6ffc04c9e283141256b8bb2f7202ee81366f13466bd2ec94591b5c85c3a0808","note":null,"prepared_at":"2026-05-20T17:00:00+00:00","prepared_by":"noor.haddad@example.org","previous":null,"published_at":null,"published_by":null,"published_on":null,"reason":null,"second_person_reason":null,"state":"prepared"}}}','0d21255d7fa1889f4e0a4f08f8bd4cac641d4794faefdef8b3c3a35c5a405ced','363a4161f6bf9f7d17ed65e140539f8493bb76508f21f4df53ad984dac78088c');
INSERT INTO "audit" VALUES(13,'2026-04-08 17:00:00.000000','noor.haddad@example.org','plan_review','rvw_w4k5cnev56pq54wl','{"record":{"body":{"added":[],"after_release":null,"as_of":null,"closed_at":null,"closed_by":null,"data_to":null,"id":"","minutes":null,"number":0,"on":"2026-04-08","opened_at":null,"opened_by":null,"order":[],"package":null,"previous":null,"removed":[],"state":"planned","title":"Summer review"},"changed_at":"2026-04-08T17:00:00+00:00","changed_by":"noor.haddad@example.org","files":[],"id":"rvw_w4k5cnev56pq54wl","kind":"review","made_at":"2026-04-08T17:00:00+00:00","made_by":"noor.haddad@example.org","place":13,"version":1}}','363a4161f6bf9f7d17ed65e140539f8493bb76508f21f4df53ad984dac78088c','9d81c84e0f34ad06dd3c1d9ccff7e902d1f8e01395bd20a241f9bce132d32c55');
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
INSERT INTO "ledger_head" VALUES(1,13,'9d81c84e0f34ad06dd3c1d9ccff7e902d1f8e01395bd20a241f9bce132d32c55');
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
INSERT INTO "memberships" VALUES(1,'per_rclhnqlhaz6pqd4d',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(2,'per_wiqocr5htgjaurtf',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(3,'per_kxqamg3fcvo764ap',NULL,'chair','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(4,'per_bgr6b4l5qv2wx7c2',NULL,'admin','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(5,'per_oy5af2n2wqhy5dl7','arroyo_workforce_board','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(6,'per_v3ypictmqwugnaw5','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(7,'per_dsoupk5ubq3diwxd','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(8,'per_vuuxdw47qvco4msi','arroyo_unified_schools','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(9,'per_6sdoadlyznhn4rva','arroyo_unified_schools','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(10,'per_nyriv43kdacacao7','arroyo_transit','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(11,'per_gkdszzh4ednu32bu','arroyo_transit','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(12,'per_misfgtpgnjqzizhb','copperline_manufacturing','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(13,'per_7mye4lcs6ufg4oju','copperline_manufacturing','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(14,'per_adlnxsbahkjhudgm','larkfield_software','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(15,'per_sqlh5tfvfx2dkhbm','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(16,'per_dzkpote4l546ijnt','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(17,'per_aywjzjnlefp324uq','sandpiper_health','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(18,'per_4juizb4e5625e7nr','sandpiper_health','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(19,'per_htlthzq3lqj2vslz','sunrow_energy','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(20,'per_egoeqqwqcm6as52l','sunrow_energy','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(21,'per_rt7l3abavghwc4v6','steppingway_training','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(22,'per_tx3rj52peukznz5l','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(23,'per_krmyuotm2c2k4pro','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(24,'per_7zc7wre3psltgqv3','eastside_skills','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(25,'per_3hueg7ruof75d5l5','eastside_skills','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(26,'per_qwipgtsq6grijf42','open_latch_careers','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(27,'per_jkkgbtqez2p5ml7w','open_latch_careers','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(28,'per_tn6zuc2wztngo4p4','arroyo_ride_circle','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(29,'per_dxwsfrqr62w7ovcs','arroyo_ride_circle','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(30,'per_rly3mu7jjhqobq42','arroyo_state_university','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(31,'per_m56iswydjtlkn7wv','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(32,'per_q6yxkxccigcgpm26','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(33,'per_7fvfycvuct5twq3j','loma_clara_college','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(34,'per_nbb6y3vi7jow5xzt','loma_clara_college','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(35,'per_rw2fmmgawc7levnz','saturday_circuits','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(36,'per_ba6ol25mlokcsuan','saturday_circuits','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(37,'per_qz3fts63434qqnaz','arroyo_families_for_science','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(38,'per_rbqcykum7az24hx6','arroyo_families_for_science','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(39,'per_34nnto5vs2efkdlc','eastside_neighbors','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(40,'per_h7ctmsg7p2nkhyse','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(41,'per_csvxspexdbfyufua','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
CREATE TABLE people (
	id VARCHAR(20) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (email)
);
INSERT INTO "people" VALUES('per_rclhnqlhaz6pqd4d','noor.haddad@example.org','Noor Haddad','active');
INSERT INTO "people" VALUES('per_wiqocr5htgjaurtf','tomas.lindgren@example.org','Tomás Lindgren','active');
INSERT INTO "people" VALUES('per_kxqamg3fcvo764ap','adaeze.brooks@example.org','Adaeze Brooks','active');
INSERT INTO "people" VALUES('per_bgr6b4l5qv2wx7c2','kenji.moreau@example.org','Kenji Moreau','active');
INSERT INTO "people" VALUES('per_oy5af2n2wqhy5dl7','rosa.delgado@example.org','Rosa Delgado','active');
INSERT INTO "people" VALUES('per_v3ypictmqwugnaw5','samir.patel@example.org','Samir Patel','active');
INSERT INTO "people" VALUES('per_dsoupk5ubq3diwxd','helen.osei@example.org','Helen Osei','active');
INSERT INTO "people" VALUES('per_vuuxdw47qvco4msi','linh.tran@example.org','Linh Tran','active');
INSERT INTO "people" VALUES('per_6sdoadlyznhn4rva','marcus.bell@example.org','Marcus Bell','active');
INSERT INTO "people" VALUES('per_nyriv43kdacacao7','ines.carvalho@example.org','Inês Carvalho','active');
INSERT INTO "people" VALUES('per_gkdszzh4ednu32bu','dmitri.volkov@example.org','Dmitri Volkov','active');
INSERT INTO "people" VALUES('per_misfgtpgnjqzizhb','grace.nakamura@example.org','Grace Nakamura','active');
INSERT INTO "people" VALUES('per_7mye4lcs6ufg4oju','luis.ferrer@example.org','Luis Ferrer','active');
INSERT INTO "people" VALUES('per_adlnxsbahkjhudgm','priya.raman@example.org','Priya Raman','active');
INSERT INTO "people" VALUES('per_sqlh5tfvfx2dkhbm','owen.fitzroy@example.org','Owen Fitzroy','active');
INSERT INTO "people" VALUES('per_dzkpote4l546ijnt','amara.diallo@example.org','Amara Diallo','active');
INSERT INTO "people" VALUES('per_aywjzjnlefp324uq','fatima.zahid@example.org','Fatima Zahid','active');
INSERT INTO "people" VALUES('per_4juizb4e5625e7nr','peter.jansen@example.org','Peter Jansen','active');
INSERT INTO "people" VALUES('per_htlthzq3lqj2vslz','yuki.sato@example.org','Yuki Sato','active');
INSERT INTO "people" VALUES('per_egoeqqwqcm6as52l','darnell.price@example.org','Darnell Price','active');
INSERT INTO "people" VALUES('per_rt7l3abavghwc4v6','carmen.ibarra@example.org','Carmen Ibarra','active');
INSERT INTO "people" VALUES('per_tx3rj52peukznz5l','joel.mbeki@example.org','Joel Mbeki','active');
INSERT INTO "people" VALUES('per_krmyuotm2c2k4pro','anh.pham@example.org','Anh Pham','active');
INSERT INTO "people" VALUES('per_7zc7wre3psltgqv3','teresa.quintero@example.org','Teresa Quintero','active');
INSERT INTO "people" VALUES('per_3hueg7ruof75d5l5','abel.worku@example.org','Abel Worku','active');
INSERT INTO "people" VALUES('per_qwipgtsq6grijf42','denise.clarke@example.org','Denise Clarke','active');
INSERT INTO "people" VALUES('per_jkkgbtqez2p5ml7w','rafael.soto@example.org','Rafael Soto','active');
INSERT INTO "people" VALUES('per_tn6zuc2wztngo4p4','mei.huang@example.org','Mei Huang','active');
INSERT INTO "people" VALUES('per_dxwsfrqr62w7ovcs','bruno.keller@example.org','Bruno Keller','active');
INSERT INTO "people" VALUES('per_rly3mu7jjhqobq42','nadia.petrova@example.org','Nadia Petrova','active');
INSERT INTO "people" VALUES('per_m56iswydjtlkn7wv','caleb.stone@example.org','Caleb Stone','active');
INSERT INTO "people" VALUES('per_q6yxkxccigcgpm26','isha.verma@example.org','Isha Verma','active');
INSERT INTO "people" VALUES('per_7fvfycvuct5twq3j','victor.amado@example.org','Victor Amado','active');
INSERT INTO "people" VALUES('per_nbb6y3vi7jow5xzt','sofia.nilsson@example.org','Sofia Nilsson','active');
INSERT INTO "people" VALUES('per_rw2fmmgawc7levnz','hana.kim@example.org','Hana Kim','active');
INSERT INTO "people" VALUES('per_ba6ol25mlokcsuan','elias.grant@example.org','Elias Grant','active');
INSERT INTO "people" VALUES('per_qz3fts63434qqnaz','lucia.mendez@example.org','Lucía Méndez','active');
INSERT INTO "people" VALUES('per_rbqcykum7az24hx6','bao.nguyen@example.org','Bao Nguyen','active');
INSERT INTO "people" VALUES('per_34nnto5vs2efkdlc','ruth.adeyemi@example.org','Ruth Adeyemi','active');
INSERT INTO "people" VALUES('per_h7ctmsg7p2nkhyse','pablo.rios@example.org','Pablo Ríos','active');
INSERT INTO "people" VALUES('per_csvxspexdbfyufua','jean.baptiste@example.org','Jean Baptiste','active');
CREATE TABLE records (
	id VARCHAR(20) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	place BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	body JSON NOT NULL, 
	files JSON NOT NULL, 
	made_by VARCHAR(320) NOT NULL, 
	made_at DATETIME NOT NULL, 
	changed_by VARCHAR(320) NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "records" VALUES('rvw_w4k5cnev56pq54wl','review',13,1,'{"id": "", "title": "Summer review", "on": "2026-04-08", "state": "planned", "order": [], "removed": [], "added": [], "number": 0, "previous": null, "data_to": null, "as_of": null, "after_release": null, "package": null, "opened_by": null, "opened_at": null, "minutes": null, "closed_by": null, "closed_at": null}','[]','noor.haddad@example.org','2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000');
CREATE TABLE reflection_answers (
	id VARCHAR(20) NOT NULL, 
	round VARCHAR(20) NOT NULL, 
	answers JSON NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE releases (
	"key" VARCHAR(20) NOT NULL, 
	id VARCHAR(20) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	data_to DATE NOT NULL, 
	amends VARCHAR(20), 
	reason TEXT, 
	note TEXT, 
	prepared_by VARCHAR(320) NOT NULL, 
	prepared_at DATETIME NOT NULL, 
	published_by VARCHAR(320), 
	published_at DATETIME, 
	published_on DATE, 
	second_person_reason TEXT, 
	manifest_sha256 VARCHAR(64) NOT NULL, 
	previous VARCHAR(20), 
	PRIMARY KEY ("key")
);
INSERT INTO "releases" VALUES('rel_4dr6zvsfd74mjnjv','R1','prepared','2026-04-30',NULL,NULL,NULL,'noor.haddad@example.org','2026-05-20 17:00:00.000000',NULL,NULL,NULL,NULL,'e6ffc04c9e283141256b8bb2f7202ee81366f13466bd2ec94591b5c85c3a0808',NULL);
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
INSERT INTO "submissions" VALUES('sub_jw3naolhguzvxbl7','superseded','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed','["7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"]','{"path": "parts/workforce_placements/sub_jw3naolhguzvxbl7.parquet", "sha256": "403a5c5d0c83f9758725171090e09e7293602c21332488195ddca91392b6daea", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_yasiav2qs2divzal','accepted','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','["3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"]','{"path": "parts/workforce_placements/sub_yasiav2qs2divzal.parquet", "sha256": "0caeeb1d5667d1ab9ea91399cfb6b391f94b6103d967c582768df29ef1b97e24", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 8}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,'sub_jw3naolhguzvxbl7','replace',0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_4syitl66bvo5wtea','returned','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f','["8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"]','{"path": "parts/workforce_placements/sub_4syitl66bvo5wtea.parquet", "sha256": "06c8c19145a6ca106c2c5ab1ff9b2e43ce64fede079a24fdc76d166fd4b6b720", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000','Please look again.',NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_5tbad6vuwa75xeit','withdrawn','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00','["04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00"]','{"path": "parts/workforce_placements/sub_5tbad6vuwa75xeit.parquet", "sha256": "7a6a18b542c3152854f604adb021a99204ed068e366488cac19b33e6696432d5", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_s5x4vdrolsc3wlmb','passed','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-01','month','march.csv','222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80','["222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"]','{"path": "parts/workforce_placements/sub_s5x4vdrolsc3wlmb.parquet", "sha256": "603036e1fb258502a0dfa2cde5ea96dfdabac5e32ca78910d09fec398059d554", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
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
CREATE UNIQUE INDEX one_prepared_release ON releases (state) WHERE state = 'prepared';
CREATE UNIQUE INDEX one_release_of_a_number ON releases (id) WHERE state IN ('published', 'amended');
CREATE INDEX records_by_kind ON records (kind);
CREATE INDEX reflection_answers_by_round ON reflection_answers (round);
COMMIT;
