-- rule: own-answer-at-16
-- title-nl: 16 of ouder, zonder eigen antwoord
-- title-en: 16 or older, without an own answer
-- checks: everybody of the roles asked for (pupils, unless the policy says more) known to be shown in a photo, film or recording, or named, in every publication in scope
-- needs: register
-- severity: low
-- parameters: channels, access, shares, authors, subjects, roles, age
-- default: subjects=["image", "film", "sound"]
-- default: roles=["pupil"]
-- default: age=16
-- checked:
SELECT count(*) FROM answered
WHERE subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- undecided:
SELECT count(*) FROM answered
WHERE allowed_now = 'yes' AND age < 0
  AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- The parents' consent does not lapse by itself: a point for review. The age counts on the day of publication.
SELECT mention, publication, item, photo, person, place, confidence AS confidence, 'no-own-answer ' || json_object('n', age) AS reason, permission AS consent_state,
       basis AS consent_basis
FROM answered
WHERE allowed_now = 'yes' AND age >= :age AND NOT by_pupil
  AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors)));
