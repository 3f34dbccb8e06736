-- rule: unlisted-person
-- title-nl: Naam van iemand die in geen lijst staat
-- title-en: Name of somebody who is in no list
-- checks: every text in scope, for a first name with a surname near words about pupils: former pupils, pupils of another school, gaps in the register
-- needs: register
-- severity: low
-- parameters: channels, access, shares, authors
-- checked:
SELECT total(texts) FROM text_counts
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
-- One finding a name and publication, always for review.
SELECT mention, publication, item, NULL AS photo, person, place, 'review' AS confidence, matched || ' ' || coalesce(digest, '') AS digest
FROM (SELECT n.*, row_number() OVER (PARTITION BY person, publication ORDER BY mention) AS turn
      FROM named n
      WHERE person_role = 'unlisted'
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
        AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors))))
WHERE turn = 1;
