-- rule: heated-thread
-- title-nl: Gesprek dat uit de hand loopt
-- title-en: Thread that gets out of hand
-- checks: every thread of comments or messages in scope: many answers in a short time, several of them with words from the lists; a lead
-- severity: low
-- parameters: channels, access, shares, replies, hours
-- lists: insult, obscenity, bullying, threat, discrimination, negative
-- checked:
SELECT count(DISTINCT t.root) FROM answers t JOIN published p ON p.publication = t.publication
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- One finding a thread: where the hottest burst begins. Answers without a date count as of one moment.
WITH word AS MATERIALIZED (
    SELECT DISTINCT x.publication FROM phrase h JOIN text x ON x.id = h.text
    WHERE h.list IN ('insult', 'obscenity', 'bullying', 'threat', 'discrimination', 'negative') AND x.digest IS NOT NULL AND x.publication IS NOT NULL),
answer AS MATERIALIZED (
    SELECT t.root, p.publication, p.item, p.author, coalesce(julianday(p.published), 0) AS at,
           p.publication IN (SELECT publication FROM word) AS hot
    FROM answers t JOIN published p ON p.publication = t.publication
    WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)),
burst AS (
    SELECT root, publication, item, at, count(*) OVER near AS answers, sum(hot) OVER near AS hot FROM answer
    WINDOW near AS (PARTITION BY root ORDER BY at RANGE BETWEEN CURRENT ROW AND :hours / 24.0 FOLLOWING)),
hottest AS (
    SELECT *, row_number() OVER (PARTITION BY root ORDER BY hot DESC, answers DESC, publication) AS turn
    FROM burst WHERE answers >= :replies AND hot >= 2)
SELECT h.publication, h.item, 'body' AS place, 'heated ' || json_object('answers', h.answers, 'n', h.hot) AS reason,
       CASE WHEN count(DISTINCT coalesce(b.author, '')) > 1 THEN 'likely' ELSE 'review' END AS confidence
FROM hottest h JOIN answer b ON b.root = h.root AND b.hot AND b.at >= h.at AND b.at <= h.at + :hours / 24.0
WHERE h.turn = 1 GROUP BY h.publication;
