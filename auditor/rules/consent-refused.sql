-- rule: consent-refused
-- title-nl: Toestemming geweigerd
-- title-en: Consent refused
-- checks: every pupil known to be shown in a photo or film, or named, in every publication in scope
-- needs: register
-- severity: high
-- parameters: channels, access, shares, authors, subjects
-- default: subjects=["image", "film", "sound"]
-- checked:
SELECT (SELECT count(*) FROM consented
        WHERE subject IN (SELECT value FROM json_each(:subjects))
          AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL))
     + (SELECT count(*) FROM permission o JOIN published p ON p.publication = o.publication
        WHERE o.subject = 'name' AND 'name' IN (SELECT value FROM json_each(:subjects))
          AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL));
-- findings:
SELECT mention, publication, item, photo, person, CASE evidence WHEN 'text' THEN 'body' ELSE evidence END AS place,
       confidence AS confidence,
       evidence || ', ' || class AS reason, permission AS consent_state, basis AS consent_basis
FROM consented
WHERE permission IN ('refused') AND subject IN (SELECT value FROM json_each(:subjects))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (owner IS NULL OR owner IN ('school', 'management', 'allowed') OR author_role IN (SELECT value FROM json_each(:authors)))
UNION ALL
SELECT mention, publication, item, NULL, person, place,
       tier,
       'name', state, basis
FROM (SELECT n.*, o.state, o.state AS permission, o.basis,
             row_number() OVER (PARTITION BY n.person, n.publication
                                ORDER BY CASE tier WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, mention) AS turn
      FROM permission o JOIN named n ON n.person = o.person AND n.publication = o.publication
      WHERE o.subject = 'name' AND 'name' IN (SELECT value FROM json_each(:subjects)) AND o.state IN ('refused')
        AND n.surname AND n.tier IN ('certain', 'likely', 'review'))
WHERE turn = 1
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (owner IS NULL OR owner IN ('school', 'management', 'allowed') OR author_role IN (SELECT value FROM json_each(:authors)));
