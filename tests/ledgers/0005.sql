BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
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
INSERT INTO "audit" VALUES(1,'2026-04-08 17:00:00.000000','agenda/partnership.yaml','import_people','people','{"became":{"per_2rce7mwsu7ozpnts":{"email":"bruno.keller@example.org","id":"per_2rce7mwsu7ozpnts","memberships":[{"partner":"arroyo_ride_circle","roles":["member"]}],"name":"Bruno Keller","state":"active"},"per_4caekpccagj5oqg6":{"email":"isha.verma@example.org","id":"per_4caekpccagj5oqg6","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Isha Verma","state":"active"},"per_4rmviac72fh67omf":{"email":"elias.grant@example.org","id":"per_4rmviac72fh67omf","memberships":[{"partner":"saturday_circuits","roles":["member"]}],"name":"Elias Grant","state":"active"},"per_4uc76g4u6ja5ykpd":{"email":"luis.ferrer@example.org","id":"per_4uc76g4u6ja5ykpd","memberships":[{"partner":"copperline_manufacturing","roles":["member"]}],"name":"Luis Ferrer","state":"active"},"per_5a2ix7sjyiec4fle":{"email":"kenji.moreau@example.org","id":"per_5a2ix7sjyiec4fle","memberships":[{"partner":null,"roles":["admin"]}],"name":"Kenji Moreau","state":"active"},"per_6ghakrm6z4kxea74":{"email":"rosa.delgado@example.org","id":"per_6ghakrm6z4kxea74","memberships":[{"partner":"arroyo_workforce_board","roles":["steward"]}],"name":"Rosa Delgado","state":"active"},"per_6olelzds67syayb6":{"email":"marcus.bell@example.org","id":"per_6olelzds67syayb6","memberships":[{"partner":"arroyo_unified_schools","roles":["member"]}],"name":"Marcus Bell","state":"active"},"per_72cwjdlvoolo3qi3":{"email":"amara.diallo@example.org","id":"per_72cwjdlvoolo3qi3","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Amara Diallo","state":"active"},"per_d5cdmsenxm4jtndz":{"email":"grace.nakamura@example.org","id":"per_d5cdmsenxm4jtndz","memberships":[{"partner":"copperline_manufacturing","roles":["steward"]}],"name":"Grace Nakamura","state":"active"},"per_eadrwqts4lvroemh":{"email":"samir.patel@example.org","id":"per_eadrwqts4lvroemh","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Samir Patel","state":"active"},"per_ef6ix2glavxkdejb":{"email":"dmitri.volkov@example.org","id":"per_ef6ix2glavxkdejb","memberships":[{"partner":"arroyo_transit","roles":["member"]}],"name":"Dmitri Volkov","state":"active"},"per_eu2wpdw63jul6l3x":{"email":"owen.fitzroy@example.org","id":"per_eu2wpdw63jul6l3x","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Owen Fitzroy","state":"active"},"per_ez4jfbchkgvuwup7":{"email":"sofia.nilsson@example.org","id":"per_ez4jfbchkgvuwup7","memberships":[{"partner":"loma_clara_college","roles":["member"]}],"name":"Sofia Nilsson","state":"active"},"per_ezcuxp4mthptw26w":{"email":"rafael.soto@example.org","id":"per_ezcuxp4mthptw26w","memberships":[{"partner":"open_latch_careers","roles":["member"]}],"name":"Rafael Soto","state":"active"},"per_ezlvccjbwmxsnssh":{"email":"hana.kim@example.org","id":"per_ezlvccjbwmxsnssh","memberships":[{"partner":"saturday_circuits","roles":["steward"]}],"name":"Hana Kim","state":"active"},"per_gfxdh7vcmpr75qnx":{"email":"lucia.mendez@example.org","id":"per_gfxdh7vcmpr75qnx","memberships":[{"partner":"arroyo_families_for_science","roles":["steward"]}],"name":"Luc\u00eda M\u00e9ndez","state":"active"},"per_icxjxuhdajeqi4vu":{"email":"joel.mbeki@example.org","id":"per_icxjxuhdajeqi4vu","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Joel Mbeki","state":"active"},"per_izn2tzsm2opt53wp":{"email":"mei.huang@example.org","id":"per_izn2tzsm2opt53wp","memberships":[{"partner":"arroyo_ride_circle","roles":["steward"]}],"name":"Mei Huang","state":"active"},"per_jlgatszx2uwdn7wp":{"email":"ruth.adeyemi@example.org","id":"per_jlgatszx2uwdn7wp","memberships":[{"partner":"eastside_neighbors","roles":["steward"]}],"name":"Ruth Adeyemi","state":"active"},"per_jnlfxg5bpoo3hxau":{"email":"caleb.stone@example.org","id":"per_jnlfxg5bpoo3hxau","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Caleb Stone","state":"active"},"per_le6m56ntn4utnimb":{"email":"darnell.price@example.org","id":"per_le6m56ntn4utnimb","memberships":[{"partner":"sunrow_energy","roles":["member"]}],"name":"Darnell Price","state":"active"},"per_lzpt5rrcyjukjsbi":{"email":"adaeze.brooks@example.org","id":"per_lzpt5rrcyjukjsbi","memberships":[{"partner":null,"roles":["chair"]}],"name":"Adaeze Brooks","state":"active"},"per_m4uycphdj5jugdb2":{"email":"carmen.ibarra@example.org","id":"per_m4uycphdj5jugdb2","memberships":[{"partner":"steppingway_training","roles":["steward"]}],"name":"Carmen Ibarra","state":"active"},"per_mmp7yur6gta4s7qa":{"email":"fatima.zahid@example.org","id":"per_mmp7yur6gta4s7qa","memberships":[{"partner":"sandpiper_health","roles":["steward"]}],"name":"Fatima Zahid","state":"active"},"per_mxjakfl2krqrku2t":{"email":"teresa.quintero@example.org","id":"per_mxjakfl2krqrku2t","memberships":[{"partner":"eastside_skills","roles":["steward"]}],"name":"Teresa Quintero","state":"active"},"per_nd4lnqflj7unsotd":{"email":"noor.haddad@example.org","id":"per_nd4lnqflj7unsotd","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Noor Haddad","state":"active"},"per_nlczjyqv3cj7pkh2":{"email":"peter.jansen@example.org","id":"per_nlczjyqv3cj7pkh2","memberships":[{"partner":"sandpiper_health","roles":["member"]}],"name":"Peter Jansen","state":"active"},"per_nnz5cic2ypt5d7sd":{"email":"nadia.petrova@example.org","id":"per_nnz5cic2ypt5d7sd","memberships":[{"partner":"arroyo_state_university","roles":["steward"]}],"name":"Nadia Petrova","state":"active"},"per_ofpz7tquwfko7kgk":{"email":"victor.amado@example.org","id":"per_ofpz7tquwfko7kgk","memberships":[{"partner":"loma_clara_college","roles":["steward"]}],"name":"Victor Amado","state":"active"},"per_pcfiyhqrmq77nnbr":{"email":"anh.pham@example.org","id":"per_pcfiyhqrmq77nnbr","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Anh Pham","state":"active"},"per_pjz6yxkxrr6mjilm":{"email":"bao.nguyen@example.org","id":"per_pjz6yxkxrr6mjilm","memberships":[{"partner":"arroyo_families_for_science","roles":["member"]}],"name":"Bao Nguyen","state":"active"},"per_pm5ge6desjc5jehf":{"email":"denise.clarke@example.org","id":"per_pm5ge6desjc5jehf","memberships":[{"partner":"open_latch_careers","roles":["steward"]}],"name":"Denise Clarke","state":"active"},"per_pmp5gp3bifz62xwi":{"email":"abel.worku@example.org","id":"per_pmp5gp3bifz62xwi","memberships":[{"partner":"eastside_skills","roles":["member"]}],"name":"Abel Worku","state":"active"},"per_r3spr4ubx2vro4ji":{"email":"priya.raman@example.org","id":"per_r3spr4ubx2vro4ji","memberships":[{"partner":"larkfield_software","roles":["steward"]}],"name":"Priya Raman","state":"active"},"per_rljy6egfde2f2vrf":{"email":"ines.carvalho@example.org","id":"per_rljy6egfde2f2vrf","memberships":[{"partner":"arroyo_transit","roles":["steward"]}],"name":"In\u00eas Carvalho","state":"active"},"per_sdh5xetsvtknb7el":{"email":"jean.baptiste@example.org","id":"per_sdh5xetsvtknb7el","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Jean Baptiste","state":"active"},"per_snkkb3bsr4wibf7o":{"email":"yuki.sato@example.org","id":"per_snkkb3bsr4wibf7o","memberships":[{"partner":"sunrow_energy","roles":["steward"]}],"name":"Yuki Sato","state":"active"},"per_spuzsnkmkg2kmfka":{"email":"linh.tran@example.org","id":"per_spuzsnkmkg2kmfka","memberships":[{"partner":"arroyo_unified_schools","roles":["steward"]}],"name":"Linh Tran","state":"active"},"per_tka5ns3b6sbxdjd2":{"email":"helen.osei@example.org","id":"per_tka5ns3b6sbxdjd2","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Helen Osei","state":"active"},"per_xqqkcytfbqq7agkd":{"email":"pablo.rios@example.org","id":"per_xqqkcytfbqq7agkd","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Pablo R\u00edos","state":"active"},"per_zgzizn35uanxmpgo":{"email":"tomas.lindgren@example.org","id":"per_zgzizn35uanxmpgo","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Tom\u00e1s Lindgren","state":"active"}}}','0000000000000000000000000000000000000000000000000000000000000000','67969e0ca1de6356193fd24e7291e6aafd3cc1c4e181b1f099e8a6987abdc2f9');
INSERT INTO "audit" VALUES(2,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_om37kilphr2jjfqg','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"869f0f17a927caaea3def69c9b7db5fd9e3b9511607b4eddac1b6c1f44676a80","partner":"arroyo_workforce_board","period":"2026-03","sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed","state":"passed","supersedes":null}','67969e0ca1de6356193fd24e7291e6aafd3cc1c4e181b1f099e8a6987abdc2f9','e423b0b9a72ac6d57b1ca14b6e018a1150b627c9ddad4a6a7e76f29f1c60d055');
INSERT INTO "audit" VALUES(3,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_om37kilphr2jjfqg','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','e423b0b9a72ac6d57b1ca14b6e018a1150b627c9ddad4a6a7e76f29f1c60d055','21d201c83f56950c8f1c0ee785f5bb1c0bfa9fe02fa651de704fdc347d28c9b9');
INSERT INTO "audit" VALUES(4,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_bqjqaxrd4ygq52x4','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"76ab789fc1d2fe24dca3762c6f113185dc65c73a5b32d00c31f4101f635743a4","partner":"arroyo_workforce_board","period":"2026-03","sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","state":"passed","supersedes":"sub_om37kilphr2jjfqg"}','21d201c83f56950c8f1c0ee785f5bb1c0bfa9fe02fa651de704fdc347d28c9b9','19bf8836e98892f778df167b9d986308f27659ba4216817fe331b5f0154a6bc8');
INSERT INTO "audit" VALUES(5,'2026-04-08 17:00:00.000000','noor.haddad@example.org','supersede','sub_om37kilphr2jjfqg','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"superseded"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":"sub_bqjqaxrd4ygq52x4"}','19bf8836e98892f778df167b9d986308f27659ba4216817fe331b5f0154a6bc8','9b0012b8689a82525be10e1e6c0eb24c4f16d83c7afffabef2cc09a1dceffacd');
INSERT INTO "audit" VALUES(6,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_bqjqaxrd4ygq52x4','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','9b0012b8689a82525be10e1e6c0eb24c4f16d83c7afffabef2cc09a1dceffacd','69efdf87688b55c9a22c6ab73f2db27459b278f6b8ecc5a03079c1ad251a9273');
INSERT INTO "audit" VALUES(7,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_2hostuhzttwtihdv','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"5ec003ebeb9e4030f9d81bce7d9ff117a8c229f3398422d4a100da465d252b03","partner":"arroyo_workforce_board","period":"2026-02","sha256":"8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f","state":"passed","supersedes":null}','69efdf87688b55c9a22c6ab73f2db27459b278f6b8ecc5a03079c1ad251a9273','f54752e55aee4ac68ffb970e183ee1cc87c22139470f214a5c22c8de9cf0aecc');
INSERT INTO "audit" VALUES(8,'2026-04-08 17:00:00.000000','noor.haddad@example.org','return','sub_2hostuhzttwtihdv','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":"Please look again.","state":"returned"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','f54752e55aee4ac68ffb970e183ee1cc87c22139470f214a5c22c8de9cf0aecc','6bccc99cf064afa3e95adff64a5576c26cfe1d2c83cff62a565a042a99f608f9');
INSERT INTO "audit" VALUES(9,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_e7ziakhnbudowmqw','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"6a0d14252ed4e4e8ec3d8e7cb8e150b0d7bad156b82b8c2d3ce962512262a1f5","partner":"arroyo_workforce_board","period":"2026-02","sha256":"04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00","state":"passed","supersedes":null}','6bccc99cf064afa3e95adff64a5576c26cfe1d2c83cff62a565a042a99f608f9','902d2db90138cc7139dec3b247394b8d7c0cc8f6d2953fa3a6dc0198b4d919a5');
INSERT INTO "audit" VALUES(10,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','withdraw','sub_e7ziakhnbudowmqw','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"rosa.delgado@example.org","decision_reason":null,"state":"withdrawn"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','902d2db90138cc7139dec3b247394b8d7c0cc8f6d2953fa3a6dc0198b4d919a5','1bf35f15908f0a1d45401f02b704a56437aed5c66c85992c18552a54eff1dac9');
INSERT INTO "audit" VALUES(11,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_bt32rjtacvtcmn5h','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"0583c1a20048d379278f9689c339315c447e0630deeefce3bfd52c9b45d64c61","partner":"arroyo_workforce_board","period":"2026-01","sha256":"222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80","state":"passed","supersedes":null}','1bf35f15908f0a1d45401f02b704a56437aed5c66c85992c18552a54eff1dac9','a137fa95fbed07e23243b9f7a1da09e82852b513ceddc16567f3eb2619420be8');
INSERT INTO "audit" VALUES(12,'2026-05-20 17:00:00.000000','noor.haddad@example.org','prepare_release','R1','{"releases":{"rel_6pbjrrllmcxmxnyo":{"amends":null,"data_to":"2026-02-28","id":"R1","key":"rel_6pbjrrllmcxmxnyo","manifest_sha256":"6432be756997e93d534755ca446e4d82994be99d13f5554f96cf592071f66b12","note":null,"prepared_at":"2026-05-20T17:00:00+00:00","prepared_by":"noor.haddad@example.org","previous":null,"published_at":null,"published_by":null,"published_on":null,"reason":null,"second_person_reason":null,"state":"prepared"}}}','a137fa95fbed07e23243b9f7a1da09e82852b513ceddc16567f3eb2619420be8','d28c3692f8a5923819d6a0accb284c44bbf8fdc9d4dd8755cbe01851052bd7c6');
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
INSERT INTO "ledger_head" VALUES(1,12,'d28c3692f8a5923819d6a0accb284c44bbf8fdc9d4dd8755cbe01851052bd7c6');
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
INSERT INTO "memberships" VALUES(1,'per_nd4lnqflj7unsotd',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(2,'per_zgzizn35uanxmpgo',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(3,'per_lzpt5rrcyjukjsbi',NULL,'chair','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(4,'per_5a2ix7sjyiec4fle',NULL,'admin','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(5,'per_6ghakrm6z4kxea74','arroyo_workforce_board','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(6,'per_eadrwqts4lvroemh','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(7,'per_tka5ns3b6sbxdjd2','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(8,'per_spuzsnkmkg2kmfka','arroyo_unified_schools','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(9,'per_6olelzds67syayb6','arroyo_unified_schools','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(10,'per_rljy6egfde2f2vrf','arroyo_transit','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(11,'per_ef6ix2glavxkdejb','arroyo_transit','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(12,'per_d5cdmsenxm4jtndz','copperline_manufacturing','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(13,'per_4uc76g4u6ja5ykpd','copperline_manufacturing','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(14,'per_r3spr4ubx2vro4ji','larkfield_software','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(15,'per_eu2wpdw63jul6l3x','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(16,'per_72cwjdlvoolo3qi3','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(17,'per_mmp7yur6gta4s7qa','sandpiper_health','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(18,'per_nlczjyqv3cj7pkh2','sandpiper_health','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(19,'per_snkkb3bsr4wibf7o','sunrow_energy','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(20,'per_le6m56ntn4utnimb','sunrow_energy','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(21,'per_m4uycphdj5jugdb2','steppingway_training','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(22,'per_icxjxuhdajeqi4vu','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(23,'per_pcfiyhqrmq77nnbr','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(24,'per_mxjakfl2krqrku2t','eastside_skills','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(25,'per_pmp5gp3bifz62xwi','eastside_skills','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(26,'per_pm5ge6desjc5jehf','open_latch_careers','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(27,'per_ezcuxp4mthptw26w','open_latch_careers','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(28,'per_izn2tzsm2opt53wp','arroyo_ride_circle','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(29,'per_2rce7mwsu7ozpnts','arroyo_ride_circle','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(30,'per_nnz5cic2ypt5d7sd','arroyo_state_university','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(31,'per_jnlfxg5bpoo3hxau','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(32,'per_4caekpccagj5oqg6','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(33,'per_ofpz7tquwfko7kgk','loma_clara_college','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(34,'per_ez4jfbchkgvuwup7','loma_clara_college','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(35,'per_ezlvccjbwmxsnssh','saturday_circuits','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(36,'per_4rmviac72fh67omf','saturday_circuits','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(37,'per_gfxdh7vcmpr75qnx','arroyo_families_for_science','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(38,'per_pjz6yxkxrr6mjilm','arroyo_families_for_science','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(39,'per_jlgatszx2uwdn7wp','eastside_neighbors','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(40,'per_xqqkcytfbqq7agkd','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(41,'per_sdh5xetsvtknb7el','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
CREATE TABLE people (
	id VARCHAR(20) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (email)
);
INSERT INTO "people" VALUES('per_nd4lnqflj7unsotd','noor.haddad@example.org','Noor Haddad','active');
INSERT INTO "people" VALUES('per_zgzizn35uanxmpgo','tomas.lindgren@example.org','Tomás Lindgren','active');
INSERT INTO "people" VALUES('per_lzpt5rrcyjukjsbi','adaeze.brooks@example.org','Adaeze Brooks','active');
INSERT INTO "people" VALUES('per_5a2ix7sjyiec4fle','kenji.moreau@example.org','Kenji Moreau','active');
INSERT INTO "people" VALUES('per_6ghakrm6z4kxea74','rosa.delgado@example.org','Rosa Delgado','active');
INSERT INTO "people" VALUES('per_eadrwqts4lvroemh','samir.patel@example.org','Samir Patel','active');
INSERT INTO "people" VALUES('per_tka5ns3b6sbxdjd2','helen.osei@example.org','Helen Osei','active');
INSERT INTO "people" VALUES('per_spuzsnkmkg2kmfka','linh.tran@example.org','Linh Tran','active');
INSERT INTO "people" VALUES('per_6olelzds67syayb6','marcus.bell@example.org','Marcus Bell','active');
INSERT INTO "people" VALUES('per_rljy6egfde2f2vrf','ines.carvalho@example.org','Inês Carvalho','active');
INSERT INTO "people" VALUES('per_ef6ix2glavxkdejb','dmitri.volkov@example.org','Dmitri Volkov','active');
INSERT INTO "people" VALUES('per_d5cdmsenxm4jtndz','grace.nakamura@example.org','Grace Nakamura','active');
INSERT INTO "people" VALUES('per_4uc76g4u6ja5ykpd','luis.ferrer@example.org','Luis Ferrer','active');
INSERT INTO "people" VALUES('per_r3spr4ubx2vro4ji','priya.raman@example.org','Priya Raman','active');
INSERT INTO "people" VALUES('per_eu2wpdw63jul6l3x','owen.fitzroy@example.org','Owen Fitzroy','active');
INSERT INTO "people" VALUES('per_72cwjdlvoolo3qi3','amara.diallo@example.org','Amara Diallo','active');
INSERT INTO "people" VALUES('per_mmp7yur6gta4s7qa','fatima.zahid@example.org','Fatima Zahid','active');
INSERT INTO "people" VALUES('per_nlczjyqv3cj7pkh2','peter.jansen@example.org','Peter Jansen','active');
INSERT INTO "people" VALUES('per_snkkb3bsr4wibf7o','yuki.sato@example.org','Yuki Sato','active');
INSERT INTO "people" VALUES('per_le6m56ntn4utnimb','darnell.price@example.org','Darnell Price','active');
INSERT INTO "people" VALUES('per_m4uycphdj5jugdb2','carmen.ibarra@example.org','Carmen Ibarra','active');
INSERT INTO "people" VALUES('per_icxjxuhdajeqi4vu','joel.mbeki@example.org','Joel Mbeki','active');
INSERT INTO "people" VALUES('per_pcfiyhqrmq77nnbr','anh.pham@example.org','Anh Pham','active');
INSERT INTO "people" VALUES('per_mxjakfl2krqrku2t','teresa.quintero@example.org','Teresa Quintero','active');
INSERT INTO "people" VALUES('per_pmp5gp3bifz62xwi','abel.worku@example.org','Abel Worku','active');
INSERT INTO "people" VALUES('per_pm5ge6desjc5jehf','denise.clarke@example.org','Denise Clarke','active');
INSERT INTO "people" VALUES('per_ezcuxp4mthptw26w','rafael.soto@example.org','Rafael Soto','active');
INSERT INTO "people" VALUES('per_izn2tzsm2opt53wp','mei.huang@example.org','Mei Huang','active');
INSERT INTO "people" VALUES('per_2rce7mwsu7ozpnts','bruno.keller@example.org','Bruno Keller','active');
INSERT INTO "people" VALUES('per_nnz5cic2ypt5d7sd','nadia.petrova@example.org','Nadia Petrova','active');
INSERT INTO "people" VALUES('per_jnlfxg5bpoo3hxau','caleb.stone@example.org','Caleb Stone','active');
INSERT INTO "people" VALUES('per_4caekpccagj5oqg6','isha.verma@example.org','Isha Verma','active');
INSERT INTO "people" VALUES('per_ofpz7tquwfko7kgk','victor.amado@example.org','Victor Amado','active');
INSERT INTO "people" VALUES('per_ez4jfbchkgvuwup7','sofia.nilsson@example.org','Sofia Nilsson','active');
INSERT INTO "people" VALUES('per_ezlvccjbwmxsnssh','hana.kim@example.org','Hana Kim','active');
INSERT INTO "people" VALUES('per_4rmviac72fh67omf','elias.grant@example.org','Elias Grant','active');
INSERT INTO "people" VALUES('per_gfxdh7vcmpr75qnx','lucia.mendez@example.org','Lucía Méndez','active');
INSERT INTO "people" VALUES('per_pjz6yxkxrr6mjilm','bao.nguyen@example.org','Bao Nguyen','active');
INSERT INTO "people" VALUES('per_jlgatszx2uwdn7wp','ruth.adeyemi@example.org','Ruth Adeyemi','active');
INSERT INTO "people" VALUES('per_xqqkcytfbqq7agkd','pablo.rios@example.org','Pablo Ríos','active');
INSERT INTO "people" VALUES('per_sdh5xetsvtknb7el','jean.baptiste@example.org','Jean Baptiste','active');
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
INSERT INTO "releases" VALUES('rel_6pbjrrllmcxmxnyo','R1','prepared','2026-02-28',NULL,NULL,NULL,'noor.haddad@example.org','2026-05-20 17:00:00.000000',NULL,NULL,NULL,NULL,'6432be756997e93d534755ca446e4d82994be99d13f5554f96cf592071f66b12',NULL);
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
INSERT INTO "submissions" VALUES('sub_om37kilphr2jjfqg','superseded','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed','["7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"]','{"path": "parts/workforce_placements/sub_om37kilphr2jjfqg.parquet", "sha256": "c4332d6af26b26b28a64c4a07d4a27ffe62cc58482cabc1280201f0341ac8514", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_bqjqaxrd4ygq52x4','accepted','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','["3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"]','{"path": "parts/workforce_placements/sub_bqjqaxrd4ygq52x4.parquet", "sha256": "8e2fcf259deca7c979388bfa0d4b1d059fa16fb44bd96fb0602704222ebe8424", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 8}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,'sub_om37kilphr2jjfqg','replace',0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_2hostuhzttwtihdv','returned','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f','["8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"]','{"path": "parts/workforce_placements/sub_2hostuhzttwtihdv.parquet", "sha256": "a22cfca08cbd28859a2628aadb5e24d6bb8df47318622556a27b928256f7807d", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000','Please look again.',NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_e7ziakhnbudowmqw','withdrawn','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00','["04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00"]','{"path": "parts/workforce_placements/sub_e7ziakhnbudowmqw.parquet", "sha256": "b37f67b17ed6d7080871992f36026718f588886569b00e6c4b7993d48fd0b80c", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_bt32rjtacvtcmn5h','passed','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-01','month','march.csv','222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80','["222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"]','{"path": "parts/workforce_placements/sub_bt32rjtacvtcmn5h.parquet", "sha256": "ad1ebd2f7aab6fdbf94e272165c01a81d137278ed18b9bcd9b3f1cc0ca0daf77", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
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
COMMIT;
