-- What may be a data breach (AVG articles 4(12), 33): for the school to weigh, at once. Runs after the findings were written. A finding on a
-- protected person is marked before (findings.c). Kinds and places are data here; rules may mark more with a column "breach".

CREATE TEMP TABLE breach_kind (kind TEXT PRIMARY KEY, alone INTEGER NOT NULL); -- alone: without anybody's name beside it too
INSERT INTO breach_kind VALUES ('bsn', 1), ('education-number', 1), ('care', 0), ('belief', 0);

-- Texts that hold such data, and whether a person is named in the same text.
CREATE TEMP TABLE breach_text AS
SELECT DISTINCT d.text FROM datum d JOIN breach_kind k ON k.kind = d.kind
WHERE d.text IS NOT NULL
  AND (k.alone OR EXISTS (SELECT 1 FROM mention m WHERE m.text = d.text AND m.tier IN ('certain', 'likely', 'review') AND (m.surname OR m.tier = 'certain')));
CREATE TEMP TABLE breach_publication AS
SELECT DISTINCT d.publication FROM datum d JOIN breach_kind k ON k.kind = d.kind WHERE k.alone OR d.text IN (SELECT text FROM breach_text);

-- The finding on the data itself, and every finding that names somebody in the same text.
UPDATE finding SET breach = 1
WHERE breach = 0 AND (mention IN (SELECT m.id FROM mention m WHERE m.text IN (SELECT text FROM breach_text))
                      OR (mention IS NULL AND rule IN ('pupil-data', 'name-list') AND publication IN (SELECT publication FROM breach_publication)));

DROP TABLE breach_kind;
DROP TABLE breach_text;
DROP TABLE breach_publication;
