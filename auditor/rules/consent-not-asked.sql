-- rule: consent-not-asked
-- title-nl: Nooit om toestemming gevraagd
-- title-en: Never asked for consent
-- checks: every pupil of the register; of those without any answer, where they are shown or named
-- needs: register
-- severity: medium
-- parameters: channels, access, shares, authors, subjects, roles
-- default: subjects=["image", "film", "sound"]
-- default: roles=["pupil"]
-- checked:
SELECT count(*) FROM person WHERE role IN (SELECT value FROM json_each(:roles));
-- undecided:
SELECT count(*) FROM person e
WHERE e.role IN (SELECT value FROM json_each(:roles))
  AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person = e.id AND c.answer <> 'unknown' AND c.subject IN (SELECT value FROM json_each(:subjects)))
  AND NOT EXISTS (SELECT 1 FROM run WHERE key = 'register-refusers-only' AND value = '1')
  AND (e.id NOT IN (SELECT person FROM answered WHERE subject IN (SELECT value FROM json_each(:subjects)) AND permission = 'unknown')
       OR NOT EXISTS (SELECT 1 FROM consent));
-- findings:
-- Where the lists hold no answer of anybody, not even an empty one, they tell nothing about who was asked: undecided.
-- One finding a person, at the first place. Who was never asked and is shown nowhere has no place to point at, and stays undecided.
SELECT mention, publication, item, photo, person, place, confidence AS confidence, permission AS consent_state, basis AS consent_basis
FROM (SELECT *, count(*) OVER (PARTITION BY person) AS times,
             row_number() OVER (PARTITION BY person ORDER BY CASE confidence WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, publication, photo IS NULL,
                                photo, subject, scope) AS turn
      FROM answered
      WHERE permission = 'unknown' AND EXISTS (SELECT 1 FROM consent)
        AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person = answered.person AND c.answer <> 'unknown'
                          AND c.subject IN (SELECT value FROM json_each(:subjects)))
        AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors))))
WHERE turn = 1;
