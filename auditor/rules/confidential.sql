-- rule: confidential
-- title-nl: Vertrouwelijke informatie
-- title-en: Confidential information
-- checks: every text in scope: markings and papers from a list, and care or belief beside a pupil; a lead
-- severity: medium
-- parameters: channels, access, shares, authors
-- lists: confidential
-- checked:
SELECT total(texts) FROM text_counts
WHERE place NOT IN ('code', 'url') AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
SELECT NULL AS mention, publication, item, NULL AS person, place, excerpt, digest, 'words ' || json_object('words', phrase) AS reason,
       CASE WHEN instr(lower(phrase), 'vertrouwelijk') OR instr(lower(phrase), 'intern') OR instr(lower(phrase), 'niet ') OR instr(lower(phrase), 'confidential')
                 OR instr(lower(phrase), 'embargo') THEN 'likely' ELSE 'review' END AS confidence
FROM (SELECT *, row_number() OVER (PARTITION BY publication, place ORDER BY hit) AS turn
      FROM phrased
      WHERE list = 'confidential' AND place NOT IN ('code', 'url') AND author_role IN (SELECT value FROM json_each(:authors))
    AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL))
WHERE turn = 1
UNION ALL
SELECT NULL, d.publication, d.item, NULL, x.place, d.excerpt, x.digest, 'datum-' || d.kind, 'review'
FROM datum d JOIN published p ON p.publication = d.publication JOIN text x ON x.id = d.text
WHERE d.kind IN ('care', 'belief') AND p.author_role IN (SELECT value FROM json_each(:authors))
  AND (p.channel IS NULL OR p.channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND p.access IN (SELECT value FROM json_each(:access)) AND (:shares OR p.announces IS NULL);
