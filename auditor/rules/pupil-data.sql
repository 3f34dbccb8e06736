-- rule: pupil-data
-- title-nl: Gegevens van een leerling gepubliceerd
-- title-en: Pupil's data published
-- checks: every text in scope, for numbers with a check digit, birth dates, addresses, telephone numbers, accounts, marks, words of care and belief
-- severity: high
-- parameters: channels, access, kinds
-- default: kinds=["bsn", "education-number", "birth-date", "address", "postcode", "phone", "email", "iban"]
-- checked:
SELECT total(texts) FROM text_counts
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- undecided:
-- Whose data it is only the list of pupils tells; without one, of all but numbers with a check digit nothing can be said.
SELECT total(texts) FROM text_counts
WHERE NOT EXISTS (SELECT 1 FROM run WHERE key = 'register-given' AND value = '1')
  AND EXISTS (SELECT 1 FROM json_each(:kinds) WHERE value NOT IN ('bsn', 'education-number'))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- findings:
-- One finding a pupil, kind, value and publication. A citizen service number needs nobody beside it; all else does. What the school publishes of itself
-- (its telephone number, its address) stands on pages without a pupil too, or beside pupils of all sorts: that is no pupil's.
WITH own AS (
    SELECT kind, value FROM datum WHERE kind IN ('phone', 'email', 'address', 'postcode', 'iban')
    GROUP BY kind, value HAVING count(DISTINCT CASE WHEN person IS NULL THEN publication END) >= 2 OR count(DISTINCT person) >= 3)
SELECT person, publication, item, NULL AS photo, NULL AS mention, place, confidence, 'datum-' || kind AS reason, excerpt, coalesce(value, '') || ' ' || kind AS digest,
       kind IN ('bsn', 'education-number', 'care', 'belief') AS breach
FROM (SELECT d.person, d.kind, d.value, d.tier AS confidence, d.excerpt, t.place, p.publication, p.item,
             row_number() OVER (PARTITION BY d.person, d.kind, d.value, p.publication
                                ORDER BY CASE d.tier WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, d.id) AS turn
      FROM datum d JOIN text t ON t.id = d.text JOIN published p ON p.publication = d.publication
      WHERE d.kind IN (SELECT value FROM json_each(:kinds)) AND d.tier IN ('certain', 'likely', 'review')
        AND (d.person IS NOT NULL OR d.kind IN ('bsn', 'education-number'))
        AND NOT EXISTS (SELECT 1 FROM own o WHERE o.kind = d.kind AND o.value = d.value)
        -- The address that a letter is sent to or from makes nothing known that its readers had not.
        AND NOT (d.kind = 'email' AND p.platform IS 'e-mail' AND t.place IN ('author', 'tag', 'metadata'))
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
        AND access IN (SELECT value FROM json_each(:access)))
WHERE turn = 1;
