-- rule: heated-thread
-- title-nl: Gesprek dat uit de hand loopt
-- title-en: Thread that gets out of hand
-- checks: every thread of comments or messages in scope: many answers in a short time, several of them with words from the lists; a lead
-- severity: low
-- parameters: channels, access, shares, replies, hours
-- lists: insult, obscenity, bullying, threat, discrimination, negative
-- checked:
SELECT count(DISTINCT t.root) FROM threads t JOIN published p ON p.publication = t.publication
WHERE t.publication <> t.root AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- One finding a thread: where the hottest burst begins. Answers without a date count as of one moment.
WITH answer AS (
    SELECT t.root, p.publication, p.item, p.author, coalesce(julianday(p.published), 0) AS at,
           EXISTS (SELECT 1 FROM text x JOIN phrase h ON h.text = x.id
                   WHERE x.publication = p.publication AND x.digest IS NOT NULL AND h.list IN ('insult', 'obscenity', 'bullying', 'threat', 'discrimination', 'negative')) AS hot
    FROM threads t JOIN published p ON p.publication = t.publication
    WHERE t.publication <> t.root AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)),
burst AS (
    SELECT a.root, a.publication, a.item, count(*) AS answers, sum(b.hot) AS hot, count(DISTINCT CASE WHEN b.hot THEN coalesce(b.author, '') END) AS voices
    FROM answer a JOIN answer b ON b.root = a.root AND b.at >= a.at AND b.at <= a.at + :hours / 24.0
    WHERE a.root IN (SELECT root FROM answer GROUP BY root HAVING count(*) >= :replies AND sum(hot) >= 2)
    GROUP BY a.publication)
SELECT publication, item, 'body' AS place, answers || ' answers, ' || hot || ' heated' AS reason,
       CASE WHEN voices > 1 THEN 'likely' ELSE 'review' END AS confidence
FROM (SELECT *, row_number() OVER (PARTITION BY root ORDER BY hot DESC, answers DESC, publication) AS turn FROM burst WHERE answers >= :replies AND hot >= 2)
WHERE turn = 1;
