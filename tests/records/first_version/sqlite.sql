-- What the first version, which wrote no revision, left in a SQLite file.
CREATE TABLE claims (
	team VARCHAR(32) NOT NULL,
	channel VARCHAR(32) NOT NULL,
	ts VARCHAR(32) NOT NULL,
	state VARCHAR(16) NOT NULL,
	holder VARCHAR(64) NOT NULL,
	changed_at FLOAT NOT NULL,
	PRIMARY KEY (team, channel, ts)
);
INSERT INTO "claims" VALUES('T1','C1','1700000000.000100','answered','fbaec9557f72a91f',4000000000.25);
INSERT INTO "claims" VALUES('T1','D1','1700000000.000200','answered','fbaec9557f72a91f',4000000000.5);
CREATE TABLE threads (
	team VARCHAR(32) NOT NULL,
	channel VARCHAR(32) NOT NULL,
	root VARCHAR(32) NOT NULL,
	context TEXT NOT NULL,
	expires_at BIGINT NOT NULL,
	PRIMARY KEY (team, channel, root)
);
INSERT INTO "threads" VALUES('T1','C1','1700000000.000100','{"codes": ["38240"], "modifiers": ["26"], "topics": ["payment"], "choices": [["26", "payment"]], "quarter": ""}',4000000000);
CREATE INDEX claims_changed_at ON claims (changed_at);
CREATE INDEX threads_expires_at ON threads (expires_at);
