-- rule: protocol-published
-- title-nl: Protocol staat niet op de website
-- title-en: Protocol not on the website
-- checks: every page, document and file name of the website: one of the protocol's titles has to stand there
-- severity: low
-- parameters: channels, access, titles
-- checked:
SELECT count(*) FROM published
WHERE kind IN ('page', 'document') AND (channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- findings:
-- Told at the first page of the website, since it concerns all of them.
SELECT item, publication, 'title' AS place, 'likely' AS confidence, 'protocol-not-found' AS reason
FROM (SELECT item, publication FROM published
      WHERE kind IN ('page', 'document') AND (channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
        AND access IN (SELECT value FROM json_each(:access)) ORDER BY item, publication LIMIT 1)
WHERE NOT EXISTS (SELECT 1 FROM phrased h
                  WHERE h.list = 'titles' AND h.phrase IN (SELECT value FROM json_each(:titles))
                    AND (h.channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
                    AND h.access IN (SELECT value FROM json_each(:access)) AND h.place NOT IN ('code', 'hidden'))
UNION ALL
-- A protocol with its blanks not filled in was not adopted in this version.
SELECT item, publication, place, 'review', 'protocol-blank' FROM (
    SELECT h.item, h.publication, h.place, row_number() OVER (PARTITION BY h.publication ORDER BY h.hit) AS turn
    FROM phrased h JOIN text t ON t.id = h.text
    WHERE h.list = 'titles' AND h.phrase IN (SELECT value FROM json_each(:titles))
      AND (instr(lower(t.content), '[datum]') OR instr(lower(t.content), '[naam school]') OR instr(lower(t.content), '[naam van de school]')))
WHERE turn = 1;
