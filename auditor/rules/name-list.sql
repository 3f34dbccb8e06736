-- rule: name-list
-- title-nl: Lijst met namen van leerlingen
-- title-en: List of pupils' names
-- checks: every text in scope, for many names close together: class lists, birthday calendars, results
-- needs: register
-- severity: high
-- parameters: channels, access, shares, minimum
-- default: minimum=5
-- checked:
SELECT total(texts) FROM text_counts
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
-- One finding a text. At each place one name counts once, whoever it may mean; within 400 bytes there are at least so many. Certain names make it
-- likely; first names and people in no list are for review.
WITH spot AS (
    SELECT m.text, m.start, min(m.id) AS mention, max(m.surname AND m.tier IN ('certain', 'likely') AND e.role = 'pupil') AS sure
    FROM mention m JOIN person e ON e.id = m.person
    WHERE m.tier IN ('certain', 'likely', 'review') AND e.role IN ('pupil', 'unlisted') GROUP BY m.text, m.start),
run AS (
    SELECT text, mention, count(*) OVER near AS names, sum(sure) OVER near AS certain, count(*) OVER (PARTITION BY text) AS total
    FROM spot WINDOW near AS (PARTITION BY text ORDER BY start RANGE BETWEEN CURRENT ROW AND 400 FOLLOWING))
SELECT NULL AS mention, t.publication, t.item, NULL AS photo, NULL AS person, t.place, CASE WHEN r.certain >= :minimum THEN 'likely' ELSE 'review' END AS confidence,
       'names ' || json_object('n', r.total) AS reason, m.excerpt, t.digest
FROM (SELECT text, min(mention) AS mention, max(certain) AS certain, max(total) AS total FROM run WHERE names >= :minimum GROUP BY text) r
     JOIN texts t ON t.text = r.text JOIN mention m ON m.id = r.mention
WHERE (t.channel IS NULL OR t.channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND t.access IN (SELECT value FROM json_each(:access)) AND (:shares OR t.announces IS NULL);
