-- rule: consent-withdrawn
-- title-nl: Toestemming ingetrokken, nog online
-- title-en: Consent withdrawn, still online
-- checks: everybody of the roles asked for (pupils, unless the policy says more) known to be shown in a photo, film or recording, or named, in every publication in scope
-- needs: register
-- severity: high
-- parameters: channels, access, shares, authors, subjects, roles
-- default: subjects=["image", "film", "sound"]
-- default: roles=["pupil"]
-- checked:
SELECT count(*) FROM answered
WHERE subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
SELECT mention, publication, item, photo, person, place, confidence AS confidence, permission AS consent_state, basis AS consent_basis
FROM answered
WHERE permission = 'withdrawn'
  AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors)));
