-- rule: re-post
-- title-nl: Bericht van een ander gedeeld
-- title-en: Somebody else's post passed on
-- checks: every re-post in scope that names a person of the given roles, or holds a word of the given lists
-- severity: low
-- parameters: channels, access, authors, roles, lists
-- lists: insult, discrimination
-- checked:
SELECT count(*) FROM published
WHERE announces IS NOT NULL AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- undecided:
-- Where the export keeps the address only, nothing of what was shared can be seen; and who is named in it only the lists tell.
SELECT count(*) FROM published p
WHERE announces IS NOT NULL AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access))
  AND (json_array_length(:roles) > 0 AND NOT EXISTS (SELECT 1 FROM run WHERE key = 'register-given' AND value = '1')
       OR p.publication NOT IN (SELECT publication FROM text WHERE place IN ('body', 'title', 'caption')));
-- findings:
-- The person who is shared is named in what is shared.
WITH passed AS (
    SELECT * FROM published
    WHERE announces IS NOT NULL AND author_role IN (SELECT value FROM json_each(:authors))
      AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
      AND access IN (SELECT value FROM json_each(:access)))
SELECT mention, publication, item, person, place, tier AS confidence, 'names-' || person_role AS reason, NULL AS excerpt, NULL AS digest
FROM (SELECT n.*, row_number() OVER (PARTITION BY n.person, n.publication
                                     ORDER BY CASE n.tier WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, n.mention) AS turn
      FROM named n JOIN passed p ON p.publication = n.publication
      WHERE n.surname AND n.person_role IN (SELECT value FROM json_each(:roles)))
WHERE turn = 1
UNION ALL
SELECT NULL, publication, item, NULL, place, 'likely', 'words ' || json_object('words', phrase), excerpt, digest
FROM (SELECT h.*, row_number() OVER (PARTITION BY h.publication ORDER BY h.hit) AS turn
      FROM phrased h JOIN passed p ON p.publication = h.publication WHERE h.list IN (SELECT value FROM json_each(:lists)))
WHERE turn = 1;
