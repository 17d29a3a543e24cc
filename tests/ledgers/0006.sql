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
INSERT INTO "audit" VALUES(1,'2026-04-08 17:00:00.000000','agenda/partnership.yaml','import_people','people','{"became":{"per_27e567vuww647amv":{"email":"ruth.adeyemi@example.org","id":"per_27e567vuww647amv","memberships":[{"partner":"eastside_neighbors","roles":["steward"]}],"name":"Ruth Adeyemi","state":"active"},"per_2y7bddw6lwvmuhpu":{"email":"joel.mbeki@example.org","id":"per_2y7bddw6lwvmuhpu","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Joel Mbeki","state":"active"},"per_5n72blzodnwpbhg5":{"email":"darnell.price@example.org","id":"per_5n72blzodnwpbhg5","memberships":[{"partner":"sunrow_energy","roles":["member"]}],"name":"Darnell Price","state":"active"},"per_6fwn6edyf54ugrav":{"email":"owen.fitzroy@example.org","id":"per_6fwn6edyf54ugrav","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Owen Fitzroy","state":"active"},"per_7mmnqy5ohktcfnwo":{"email":"lucia.mendez@example.org","id":"per_7mmnqy5ohktcfnwo","memberships":[{"partner":"arroyo_families_for_science","roles":["steward"]}],"name":"Luc\u00eda M\u00e9ndez","state":"active"},"per_dvrvbnjzj4sgsckl":{"email":"tomas.lindgren@example.org","id":"per_dvrvbnjzj4sgsckl","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Tom\u00e1s Lindgren","state":"active"},"per_e7kzeaubjpjtq2m4":{"email":"caleb.stone@example.org","id":"per_e7kzeaubjpjtq2m4","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Caleb Stone","state":"active"},"per_ezqhghsipxukvix3":{"email":"teresa.quintero@example.org","id":"per_ezqhghsipxukvix3","memberships":[{"partner":"eastside_skills","roles":["steward"]}],"name":"Teresa Quintero","state":"active"},"per_fetwxcysl6vbdok7":{"email":"amara.diallo@example.org","id":"per_fetwxcysl6vbdok7","memberships":[{"partner":"larkfield_software","roles":["member"]}],"name":"Amara Diallo","state":"active"},"per_frmfsko5nyh3tkn7":{"email":"peter.jansen@example.org","id":"per_frmfsko5nyh3tkn7","memberships":[{"partner":"sandpiper_health","roles":["member"]}],"name":"Peter Jansen","state":"active"},"per_gawdaox2a7x2cpfe":{"email":"abel.worku@example.org","id":"per_gawdaox2a7x2cpfe","memberships":[{"partner":"eastside_skills","roles":["member"]}],"name":"Abel Worku","state":"active"},"per_gcln4ymgbc4jxob4":{"email":"linh.tran@example.org","id":"per_gcln4ymgbc4jxob4","memberships":[{"partner":"arroyo_unified_schools","roles":["steward"]}],"name":"Linh Tran","state":"active"},"per_hncj574agq2ybnhe":{"email":"priya.raman@example.org","id":"per_hncj574agq2ybnhe","memberships":[{"partner":"larkfield_software","roles":["steward"]}],"name":"Priya Raman","state":"active"},"per_i37rmpzyo5zxxjby":{"email":"samir.patel@example.org","id":"per_i37rmpzyo5zxxjby","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Samir Patel","state":"active"},"per_ij4fwu5oylhzazfx":{"email":"isha.verma@example.org","id":"per_ij4fwu5oylhzazfx","memberships":[{"partner":"arroyo_state_university","roles":["member"]}],"name":"Isha Verma","state":"active"},"per_iwrvsrw3vgmuceql":{"email":"kenji.moreau@example.org","id":"per_iwrvsrw3vgmuceql","memberships":[{"partner":null,"roles":["admin"]}],"name":"Kenji Moreau","state":"active"},"per_jirfiwynywkchem5":{"email":"rafael.soto@example.org","id":"per_jirfiwynywkchem5","memberships":[{"partner":"open_latch_careers","roles":["member"]}],"name":"Rafael Soto","state":"active"},"per_lsffgpd4wr7lpxoy":{"email":"carmen.ibarra@example.org","id":"per_lsffgpd4wr7lpxoy","memberships":[{"partner":"steppingway_training","roles":["steward"]}],"name":"Carmen Ibarra","state":"active"},"per_lusgy3vkco2pfvna":{"email":"dmitri.volkov@example.org","id":"per_lusgy3vkco2pfvna","memberships":[{"partner":"arroyo_transit","roles":["member"]}],"name":"Dmitri Volkov","state":"active"},"per_lyqw6ewpxwjpixqd":{"email":"luis.ferrer@example.org","id":"per_lyqw6ewpxwjpixqd","memberships":[{"partner":"copperline_manufacturing","roles":["member"]}],"name":"Luis Ferrer","state":"active"},"per_mkld3kxxqf3ouydc":{"email":"pablo.rios@example.org","id":"per_mkld3kxxqf3ouydc","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Pablo R\u00edos","state":"active"},"per_mogcgkr5cini6n5l":{"email":"jean.baptiste@example.org","id":"per_mogcgkr5cini6n5l","memberships":[{"partner":"eastside_neighbors","roles":["member"]}],"name":"Jean Baptiste","state":"active"},"per_n6sq5kobhi2qoyxo":{"email":"victor.amado@example.org","id":"per_n6sq5kobhi2qoyxo","memberships":[{"partner":"loma_clara_college","roles":["steward"]}],"name":"Victor Amado","state":"active"},"per_nbou4lwcnq6gyat2":{"email":"denise.clarke@example.org","id":"per_nbou4lwcnq6gyat2","memberships":[{"partner":"open_latch_careers","roles":["steward"]}],"name":"Denise Clarke","state":"active"},"per_nz4gdjfcmtuppt3o":{"email":"fatima.zahid@example.org","id":"per_nz4gdjfcmtuppt3o","memberships":[{"partner":"sandpiper_health","roles":["steward"]}],"name":"Fatima Zahid","state":"active"},"per_o756zzl46zjffm5e":{"email":"grace.nakamura@example.org","id":"per_o756zzl46zjffm5e","memberships":[{"partner":"copperline_manufacturing","roles":["steward"]}],"name":"Grace Nakamura","state":"active"},"per_pfyspobohvh4abrv":{"email":"sofia.nilsson@example.org","id":"per_pfyspobohvh4abrv","memberships":[{"partner":"loma_clara_college","roles":["member"]}],"name":"Sofia Nilsson","state":"active"},"per_ptkpc6xacygayh2j":{"email":"bruno.keller@example.org","id":"per_ptkpc6xacygayh2j","memberships":[{"partner":"arroyo_ride_circle","roles":["member"]}],"name":"Bruno Keller","state":"active"},"per_qzp3wlsndv27u3oe":{"email":"elias.grant@example.org","id":"per_qzp3wlsndv27u3oe","memberships":[{"partner":"saturday_circuits","roles":["member"]}],"name":"Elias Grant","state":"active"},"per_rhgidrd2ejrppfbn":{"email":"mei.huang@example.org","id":"per_rhgidrd2ejrppfbn","memberships":[{"partner":"arroyo_ride_circle","roles":["steward"]}],"name":"Mei Huang","state":"active"},"per_tt5qdrb4lubzl44c":{"email":"yuki.sato@example.org","id":"per_tt5qdrb4lubzl44c","memberships":[{"partner":"sunrow_energy","roles":["steward"]}],"name":"Yuki Sato","state":"active"},"per_tusoromv5ctzmkes":{"email":"anh.pham@example.org","id":"per_tusoromv5ctzmkes","memberships":[{"partner":"steppingway_training","roles":["member"]}],"name":"Anh Pham","state":"active"},"per_tzwulbb3zosxsjpa":{"email":"bao.nguyen@example.org","id":"per_tzwulbb3zosxsjpa","memberships":[{"partner":"arroyo_families_for_science","roles":["member"]}],"name":"Bao Nguyen","state":"active"},"per_und5pms3owruhilf":{"email":"noor.haddad@example.org","id":"per_und5pms3owruhilf","memberships":[{"partner":null,"roles":["analyst"]}],"name":"Noor Haddad","state":"active"},"per_uqvwsuxh5x56vtwp":{"email":"marcus.bell@example.org","id":"per_uqvwsuxh5x56vtwp","memberships":[{"partner":"arroyo_unified_schools","roles":["member"]}],"name":"Marcus Bell","state":"active"},"per_vdlldc7btak4jx45":{"email":"hana.kim@example.org","id":"per_vdlldc7btak4jx45","memberships":[{"partner":"saturday_circuits","roles":["steward"]}],"name":"Hana Kim","state":"active"},"per_xeh57gvxbylr4jbu":{"email":"adaeze.brooks@example.org","id":"per_xeh57gvxbylr4jbu","memberships":[{"partner":null,"roles":["chair"]}],"name":"Adaeze Brooks","state":"active"},"per_xvkxv4ni2hu6ozdg":{"email":"ines.carvalho@example.org","id":"per_xvkxv4ni2hu6ozdg","memberships":[{"partner":"arroyo_transit","roles":["steward"]}],"name":"In\u00eas Carvalho","state":"active"},"per_yh2yj7nn2arx6px7":{"email":"nadia.petrova@example.org","id":"per_yh2yj7nn2arx6px7","memberships":[{"partner":"arroyo_state_university","roles":["steward"]}],"name":"Nadia Petrova","state":"active"},"per_z2y7foaq2xkrzb2t":{"email":"helen.osei@example.org","id":"per_z2y7foaq2xkrzb2t","memberships":[{"partner":"arroyo_workforce_board","roles":["member"]}],"name":"Helen Osei","state":"active"},"per_zqkfiorldapubzml":{"email":"rosa.delgado@example.org","id":"per_zqkfiorldapubzml","memberships":[{"partner":"arroyo_workforce_board","roles":["steward"]}],"name":"Rosa Delgado","state":"active"}}}','0000000000000000000000000000000000000000000000000000000000000000','f84e1142845f3a06f94705841c420d8e1b9a185b24adae462d7903caa9381245');
INSERT INTO "audit" VALUES(2,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_tzxsh6qnlnilvxa4','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"9269e6b37eb876f804876e04aeaded4817f5f1dfa9334570873a46a7f14063c4","partner":"arroyo_workforce_board","period":"2026-03","sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed","state":"passed","supersedes":null}','f84e1142845f3a06f94705841c420d8e1b9a185b24adae462d7903caa9381245','c490dc3317ce00732acda4d4e3c1592aff723806fd5e27d90bd6511149d946af');
INSERT INTO "audit" VALUES(3,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_tzxsh6qnlnilvxa4','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','c490dc3317ce00732acda4d4e3c1592aff723806fd5e27d90bd6511149d946af','3600b10b05e9970f8ad377d3ee10c66a4425e8b078a3a521f17865dc86bd7ad6');
INSERT INTO "audit" VALUES(4,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_gijpogsttsb7fb3g','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"d4ef7b00469398dba39a7dd2f5afe41bfc7dd5681c29ec0ccdcc0dff48294172","partner":"arroyo_workforce_board","period":"2026-03","sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","state":"passed","supersedes":"sub_tzxsh6qnlnilvxa4"}','3600b10b05e9970f8ad377d3ee10c66a4425e8b078a3a521f17865dc86bd7ad6','2702f253fa55ef0db42d3d408ff2c537891b60d8173624bcfeee9678c4447eff');
INSERT INTO "audit" VALUES(5,'2026-04-08 17:00:00.000000','noor.haddad@example.org','supersede','sub_tzxsh6qnlnilvxa4','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"superseded"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":"sub_gijpogsttsb7fb3g"}','2702f253fa55ef0db42d3d408ff2c537891b60d8173624bcfeee9678c4447eff','abc26e414c9be4625f341eb34e791d86042349008a93761372febe9d479a4c21');
INSERT INTO "audit" VALUES(6,'2026-04-08 17:00:00.000000','noor.haddad@example.org','accept','sub_gijpogsttsb7fb3g','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":null,"state":"accepted"},"partner":"arroyo_workforce_board","period":"2026-03","superseded_by":null}','abc26e414c9be4625f341eb34e791d86042349008a93761372febe9d479a4c21','3a032caf4d6fb768a4c370c53c9c8914ab6fb249a154a1cc4a7034e99a3f14c9');
INSERT INTO "audit" VALUES(7,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_72jf4oimvhdnioyp','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"0bd034c3014f0ad2ba45d793979359b5c9b55b58966ae8e87f31a66c32aa297c","partner":"arroyo_workforce_board","period":"2026-02","sha256":"8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f","state":"passed","supersedes":null}','3a032caf4d6fb768a4c370c53c9c8914ab6fb249a154a1cc4a7034e99a3f14c9','dd58ef385ab83568c8f649bd5ea00c476f9851bf371445cae6131aec27772077');
INSERT INTO "audit" VALUES(8,'2026-04-08 17:00:00.000000','noor.haddad@example.org','return','sub_72jf4oimvhdnioyp','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"noor.haddad@example.org","decision_reason":"Please look again.","state":"returned"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','dd58ef385ab83568c8f649bd5ea00c476f9851bf371445cae6131aec27772077','318fd2c1ad585b2ea305d48c87992e7b547c878639ec64bc716da92bc531d739');
INSERT INTO "audit" VALUES(9,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_jkn7dsejdewanl2o','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"108383ecead6ba9a8eea007278ead65e375afdb6b07861d065cdc9f55994be62","partner":"arroyo_workforce_board","period":"2026-02","sha256":"04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00","state":"passed","supersedes":null}','318fd2c1ad585b2ea305d48c87992e7b547c878639ec64bc716da92bc531d739','b65bbfdd29b2633bcba8a49ff098ce400bff260cdb4396840cbf333aef25ccff');
INSERT INTO "audit" VALUES(10,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','withdraw','sub_jkn7dsejdewanl2o','{"contract":"workforce_placements","decision":{"decided_at":"2026-04-08T17:00:00+00:00","decided_by":"rosa.delgado@example.org","decision_reason":null,"state":"withdrawn"},"partner":"arroyo_workforce_board","period":"2026-02","superseded_by":null}','b65bbfdd29b2633bcba8a49ff098ce400bff260cdb4396840cbf333aef25ccff','119e786614f65e4619832887318a0fbfee35f8365c42ef333efcb611b6b442d5');
INSERT INTO "audit" VALUES(11,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','submit','sub_26bhtkf3xvmhb6lg','{"contract":"workforce_placements","contract_version":"1.0.0","fingerprint":"21b5b88eb038a25b6aef01b87ea2548193a40cea3230dbf1b16ed2235d7b811e","partner":"arroyo_workforce_board","period":"2026-01","sha256":"222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80","state":"passed","supersedes":null}','119e786614f65e4619832887318a0fbfee35f8365c42ef333efcb611b6b442d5','23da20fc063d16bda7cd9bf5c7cac45ee66e5189177560db143fde2b3eaf3a21');
INSERT INTO "audit" VALUES(12,'2026-05-20 17:00:00.000000','noor.haddad@example.org','prepare_release','R1','{"releases":{"rel_csu2sjkqmlxcfkeg":{"amends":null,"data_to":"2026-04-30","id":"R1","key":"rel_csu2sjkqmlxcfkeg","manifest_sha256":"66e62cb5f02b20c8e077979ff02673df23217eb77ac303a474a4f962feb24c5e","note":null,"prepared_at":"2026-05-20T17:00:00+00:00","prepared_by":"noor.haddad@example.org","previous":null,"published_at":null,"published_by":null,"published_on":null,"reason":null,"second_person_reason":null,"state":"prepared"}}}','23da20fc063d16bda7cd9bf5c7cac45ee66e5189177560db143fde2b3eaf3a21','425072e6f380209211ba7817dbf0038fd9c6f6c8b8606804aad4aab2e18bafb0');
INSERT INTO "audit" VALUES(13,'2026-04-08 17:00:00.000000','noor.haddad@example.org','plan_review','rvw_jc4lb66tu2bfqeo3','{"record":{"body":{"added":[],"after_release":null,"as_of":null,"closed_at":null,"closed_by":null,"data_to":null,"id":"","minutes":null,"number":0,"on":"2026-04-08","opened_at":null,"opened_by":null,"order":[],"package":null,"previous":null,"removed":[],"state":"planned","title":"Summer review"},"changed_at":"2026-04-08T17:00:00+00:00","changed_by":"noor.haddad@example.org","files":[],"id":"rvw_jc4lb66tu2bfqeo3","kind":"review","made_at":"2026-04-08T17:00:00+00:00","made_by":"noor.haddad@example.org","version":1}}','425072e6f380209211ba7817dbf0038fd9c6f6c8b8606804aad4aab2e18bafb0','9048faf7b41cfe580546bcfdf00a2da4b6d2feed2bb6073718564a8f66b92ffc');
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
INSERT INTO "ledger_head" VALUES(1,13,'9048faf7b41cfe580546bcfdf00a2da4b6d2feed2bb6073718564a8f66b92ffc');
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
INSERT INTO "memberships" VALUES(1,'per_und5pms3owruhilf',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(2,'per_dvrvbnjzj4sgsckl',NULL,'analyst','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(3,'per_xeh57gvxbylr4jbu',NULL,'chair','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(4,'per_iwrvsrw3vgmuceql',NULL,'admin','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(5,'per_zqkfiorldapubzml','arroyo_workforce_board','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(6,'per_i37rmpzyo5zxxjby','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(7,'per_z2y7foaq2xkrzb2t','arroyo_workforce_board','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(8,'per_gcln4ymgbc4jxob4','arroyo_unified_schools','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(9,'per_uqvwsuxh5x56vtwp','arroyo_unified_schools','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(10,'per_xvkxv4ni2hu6ozdg','arroyo_transit','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(11,'per_lusgy3vkco2pfvna','arroyo_transit','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(12,'per_o756zzl46zjffm5e','copperline_manufacturing','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(13,'per_lyqw6ewpxwjpixqd','copperline_manufacturing','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(14,'per_hncj574agq2ybnhe','larkfield_software','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(15,'per_6fwn6edyf54ugrav','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(16,'per_fetwxcysl6vbdok7','larkfield_software','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(17,'per_nz4gdjfcmtuppt3o','sandpiper_health','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(18,'per_frmfsko5nyh3tkn7','sandpiper_health','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(19,'per_tt5qdrb4lubzl44c','sunrow_energy','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(20,'per_5n72blzodnwpbhg5','sunrow_energy','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(21,'per_lsffgpd4wr7lpxoy','steppingway_training','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(22,'per_2y7bddw6lwvmuhpu','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(23,'per_tusoromv5ctzmkes','steppingway_training','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(24,'per_ezqhghsipxukvix3','eastside_skills','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(25,'per_gawdaox2a7x2cpfe','eastside_skills','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(26,'per_nbou4lwcnq6gyat2','open_latch_careers','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(27,'per_jirfiwynywkchem5','open_latch_careers','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(28,'per_rhgidrd2ejrppfbn','arroyo_ride_circle','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(29,'per_ptkpc6xacygayh2j','arroyo_ride_circle','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(30,'per_yh2yj7nn2arx6px7','arroyo_state_university','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(31,'per_e7kzeaubjpjtq2m4','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(32,'per_ij4fwu5oylhzazfx','arroyo_state_university','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(33,'per_n6sq5kobhi2qoyxo','loma_clara_college','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(34,'per_pfyspobohvh4abrv','loma_clara_college','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(35,'per_vdlldc7btak4jx45','saturday_circuits','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(36,'per_qzp3wlsndv27u3oe','saturday_circuits','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(37,'per_7mmnqy5ohktcfnwo','arroyo_families_for_science','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(38,'per_tzwulbb3zosxsjpa','arroyo_families_for_science','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(39,'per_27e567vuww647amv','eastside_neighbors','steward','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(40,'per_mkld3kxxqf3ouydc','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
INSERT INTO "memberships" VALUES(41,'per_mogcgkr5cini6n5l','eastside_neighbors','member','2026-04-08 17:00:00.000000','agenda/partnership.yaml',NULL,NULL);
CREATE TABLE people (
	id VARCHAR(20) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (email)
);
INSERT INTO "people" VALUES('per_und5pms3owruhilf','noor.haddad@example.org','Noor Haddad','active');
INSERT INTO "people" VALUES('per_dvrvbnjzj4sgsckl','tomas.lindgren@example.org','Tomás Lindgren','active');
INSERT INTO "people" VALUES('per_xeh57gvxbylr4jbu','adaeze.brooks@example.org','Adaeze Brooks','active');
INSERT INTO "people" VALUES('per_iwrvsrw3vgmuceql','kenji.moreau@example.org','Kenji Moreau','active');
INSERT INTO "people" VALUES('per_zqkfiorldapubzml','rosa.delgado@example.org','Rosa Delgado','active');
INSERT INTO "people" VALUES('per_i37rmpzyo5zxxjby','samir.patel@example.org','Samir Patel','active');
INSERT INTO "people" VALUES('per_z2y7foaq2xkrzb2t','helen.osei@example.org','Helen Osei','active');
INSERT INTO "people" VALUES('per_gcln4ymgbc4jxob4','linh.tran@example.org','Linh Tran','active');
INSERT INTO "people" VALUES('per_uqvwsuxh5x56vtwp','marcus.bell@example.org','Marcus Bell','active');
INSERT INTO "people" VALUES('per_xvkxv4ni2hu6ozdg','ines.carvalho@example.org','Inês Carvalho','active');
INSERT INTO "people" VALUES('per_lusgy3vkco2pfvna','dmitri.volkov@example.org','Dmitri Volkov','active');
INSERT INTO "people" VALUES('per_o756zzl46zjffm5e','grace.nakamura@example.org','Grace Nakamura','active');
INSERT INTO "people" VALUES('per_lyqw6ewpxwjpixqd','luis.ferrer@example.org','Luis Ferrer','active');
INSERT INTO "people" VALUES('per_hncj574agq2ybnhe','priya.raman@example.org','Priya Raman','active');
INSERT INTO "people" VALUES('per_6fwn6edyf54ugrav','owen.fitzroy@example.org','Owen Fitzroy','active');
INSERT INTO "people" VALUES('per_fetwxcysl6vbdok7','amara.diallo@example.org','Amara Diallo','active');
INSERT INTO "people" VALUES('per_nz4gdjfcmtuppt3o','fatima.zahid@example.org','Fatima Zahid','active');
INSERT INTO "people" VALUES('per_frmfsko5nyh3tkn7','peter.jansen@example.org','Peter Jansen','active');
INSERT INTO "people" VALUES('per_tt5qdrb4lubzl44c','yuki.sato@example.org','Yuki Sato','active');
INSERT INTO "people" VALUES('per_5n72blzodnwpbhg5','darnell.price@example.org','Darnell Price','active');
INSERT INTO "people" VALUES('per_lsffgpd4wr7lpxoy','carmen.ibarra@example.org','Carmen Ibarra','active');
INSERT INTO "people" VALUES('per_2y7bddw6lwvmuhpu','joel.mbeki@example.org','Joel Mbeki','active');
INSERT INTO "people" VALUES('per_tusoromv5ctzmkes','anh.pham@example.org','Anh Pham','active');
INSERT INTO "people" VALUES('per_ezqhghsipxukvix3','teresa.quintero@example.org','Teresa Quintero','active');
INSERT INTO "people" VALUES('per_gawdaox2a7x2cpfe','abel.worku@example.org','Abel Worku','active');
INSERT INTO "people" VALUES('per_nbou4lwcnq6gyat2','denise.clarke@example.org','Denise Clarke','active');
INSERT INTO "people" VALUES('per_jirfiwynywkchem5','rafael.soto@example.org','Rafael Soto','active');
INSERT INTO "people" VALUES('per_rhgidrd2ejrppfbn','mei.huang@example.org','Mei Huang','active');
INSERT INTO "people" VALUES('per_ptkpc6xacygayh2j','bruno.keller@example.org','Bruno Keller','active');
INSERT INTO "people" VALUES('per_yh2yj7nn2arx6px7','nadia.petrova@example.org','Nadia Petrova','active');
INSERT INTO "people" VALUES('per_e7kzeaubjpjtq2m4','caleb.stone@example.org','Caleb Stone','active');
INSERT INTO "people" VALUES('per_ij4fwu5oylhzazfx','isha.verma@example.org','Isha Verma','active');
INSERT INTO "people" VALUES('per_n6sq5kobhi2qoyxo','victor.amado@example.org','Victor Amado','active');
INSERT INTO "people" VALUES('per_pfyspobohvh4abrv','sofia.nilsson@example.org','Sofia Nilsson','active');
INSERT INTO "people" VALUES('per_vdlldc7btak4jx45','hana.kim@example.org','Hana Kim','active');
INSERT INTO "people" VALUES('per_qzp3wlsndv27u3oe','elias.grant@example.org','Elias Grant','active');
INSERT INTO "people" VALUES('per_7mmnqy5ohktcfnwo','lucia.mendez@example.org','Lucía Méndez','active');
INSERT INTO "people" VALUES('per_tzwulbb3zosxsjpa','bao.nguyen@example.org','Bao Nguyen','active');
INSERT INTO "people" VALUES('per_27e567vuww647amv','ruth.adeyemi@example.org','Ruth Adeyemi','active');
INSERT INTO "people" VALUES('per_mkld3kxxqf3ouydc','pablo.rios@example.org','Pablo Ríos','active');
INSERT INTO "people" VALUES('per_mogcgkr5cini6n5l','jean.baptiste@example.org','Jean Baptiste','active');
CREATE TABLE records (
	id VARCHAR(20) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	body JSON NOT NULL, 
	files JSON NOT NULL, 
	made_by VARCHAR(320) NOT NULL, 
	made_at DATETIME NOT NULL, 
	changed_by VARCHAR(320) NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "records" VALUES('rvw_jc4lb66tu2bfqeo3','review',1,'{"id": "", "title": "Summer review", "on": "2026-04-08", "state": "planned", "order": [], "removed": [], "added": [], "number": 0, "previous": null, "data_to": null, "as_of": null, "after_release": null, "package": null, "opened_by": null, "opened_at": null, "minutes": null, "closed_by": null, "closed_at": null}','[]','noor.haddad@example.org','2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000');
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
INSERT INTO "releases" VALUES('rel_csu2sjkqmlxcfkeg','R1','prepared','2026-04-30',NULL,NULL,NULL,'noor.haddad@example.org','2026-05-20 17:00:00.000000',NULL,NULL,NULL,NULL,'66e62cb5f02b20c8e077979ff02673df23217eb77ac303a474a4f962feb24c5e',NULL);
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
INSERT INTO "submissions" VALUES('sub_tzxsh6qnlnilvxa4','superseded','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed','["7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"]','{"path": "parts/workforce_placements/sub_tzxsh6qnlnilvxa4.parquet", "sha256": "9612c3301e2d17a03a691a4faf2e11c3d69a2b129fd53c5b33db850770f69bab", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_gijpogsttsb7fb3g','accepted','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-03','month','march.csv','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3','["3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"]','{"path": "parts/workforce_placements/sub_gijpogsttsb7fb3g.parquet", "sha256": "ea699bd35f8209d507f6b83f149b68ed5f2173edeefe44609ab25047a20f2d5c", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 8}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000',NULL,'sub_tzxsh6qnlnilvxa4','replace',0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_72jf4oimvhdnioyp','returned','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f','["8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f"]','{"path": "parts/workforce_placements/sub_72jf4oimvhdnioyp.parquet", "sha256": "d8261ae79f18f9dc0e7aef1c00f74f5ff69cf237022c783930628e00ff639433", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','noor.haddad@example.org','2026-04-08 17:00:00.000000','Please look again.',NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_jkn7dsejdewanl2o','withdrawn','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-02','month','march.csv','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00','["04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00"]','{"path": "parts/workforce_placements/sub_jkn7dsejdewanl2o.parquet", "sha256": "e9a6c8ae749a88083c2d0dbfbf0e3ff6dd43499cebcb6e5f137803646bfa8de8", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000','rosa.delgado@example.org','2026-04-08 17:00:00.000000',NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
INSERT INTO "submissions" VALUES('sub_26bhtkf3xvmhb6lg','passed','arroyo_workforce_board','workforce_placements','1.0.0','b72ed71c23a8062f13c18dd8517e14f25854bc129a910f085e3f582d68ee8e32','2026-01','month','march.csv','222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80','["222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"]','{"path": "parts/workforce_placements/sub_26bhtkf3xvmhb6lg.parquet", "sha256": "465692bf40f21b2f62ad43e11a5fa504e820ed55941962b9f3cc2d5d2b300528", "rows": 1, "columns": [{"name": "period", "type": "string", "scale": 0, "max_abs": null}, {"name": "pathway", "type": "string", "scale": 0, "max_abs": null}, {"name": "gender", "type": "string", "scale": 0, "max_abs": null}, {"name": "age_group", "type": "string", "scale": 0, "max_abs": null}, {"name": "enrolled", "type": "integer", "scale": 0, "max_abs": 42}, {"name": "completed", "type": "integer", "scale": 0, "max_abs": 12}, {"name": "follow_up_due", "type": "integer", "scale": 0, "max_abs": 10}, {"name": "placed", "type": "integer", "scale": 0, "max_abs": 7}, {"name": "average_hourly_wage", "type": "number", "scale": 2, "max_abs": 2450}]}',1,'rosa.delgado@example.org',0,'2026-04-08 17:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,'','{}','[]','{"fix": 0, "check": 0, "note": 0}','[]','{}');
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
