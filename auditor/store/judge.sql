-- What judging needs beside the tables of the store; nothing of it is kept. Runs after the permissions were filled.

-- The view of that name, once: every rule on consent asks for all of it, each time it runs.
CREATE TEMP TABLE answered AS SELECT * FROM main.answered;

-- Of the view of that name, in its columns; text_counts_fill() fills it.
CREATE TEMP TABLE text_counts AS SELECT * FROM main.text_counts LIMIT 0;

-- Sources of which not everything was read, and what may be in them: an unknown channel is any.
DROP TABLE IF EXISTS temp.gap_source;
CREATE TEMP TABLE gap_source AS SELECT source, count(*) AS items FROM item WHERE gap = 1 GROUP BY source;
DROP TABLE IF EXISTS temp.gap_channel;
CREATE TEMP TABLE gap_channel AS
SELECT g.source, s.channel FROM gap_source g JOIN source s ON s.id = g.source
UNION SELECT g.source, p.channel FROM gap_source g JOIN item i ON i.source = g.source JOIN publication p ON p.item = i.id WHERE p.channel IS NOT NULL;

-- Processor time of each rule over all its uses; checked and findings are those of its largest use.
DROP TABLE IF EXISTS temp.rule_time;
CREATE TEMP TABLE rule_time (rule TEXT PRIMARY KEY, seconds REAL NOT NULL, checked INTEGER NOT NULL, findings INTEGER NOT NULL) WITHOUT ROWID;
