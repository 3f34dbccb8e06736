-- rule: consent-unproven
-- title-nl: Toestemming niet aantoonbaar
-- title-en: Consent that cannot be shown
-- checks: everybody of the roles asked for (pupils, unless the policy says more) known to be shown in a photo, film or recording, or named, in every publication in scope
-- needs: register
-- severity: low
-- parameters: channels, access, shares, authors, subjects, roles
-- default: subjects=["image", "film", "sound"]
-- default: roles=["pupil"]
-- checked:
SELECT count(*) FROM answered
WHERE subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- Proven is a Yes with a reference to evidence, or with both its day and who gave it. One finding a person, at the first place: it is the list
-- that lacks something.
SELECT mention, publication, item, photo, person, place, confidence AS confidence, 'places ' || json_object('n', times) AS reason, permission AS consent_state,
       basis AS consent_basis
FROM (SELECT *, count(*) OVER (PARTITION BY person) AS times,
             row_number() OVER (PARTITION BY person ORDER BY CASE confidence WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, publication, photo IS NULL,
                                photo, subject, scope) AS turn
      FROM answered
      WHERE allowed_now = 'yes' AND NOT proven
        AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors))))
WHERE turn = 1;
