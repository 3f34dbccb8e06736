-- What judging needs beside the tables of the store; nothing of it is kept. Runs after the permissions were filled.

-- The view of that name, once: every rule on consent asks for all of it, each time it runs.
CREATE TEMP TABLE answered AS SELECT * FROM main.answered;

-- Processor time of each rule over all its uses; checked and findings are those of its largest use.
DROP TABLE IF EXISTS temp.rule_time;
CREATE TEMP TABLE rule_time (rule TEXT PRIMARY KEY, seconds REAL NOT NULL, checked INTEGER NOT NULL, findings INTEGER NOT NULL) WITHOUT ROWID;
