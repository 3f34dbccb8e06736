-- rule: consent-missing
-- title-nl: Geen antwoord over toestemming
-- title-en: No answer on consent
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
-- undecided:
-- Of staff or parents, where no list holds an answer of any of them: nobody asked for it here, and nothing can be said. Nor of a photo or film
-- that shows more people than are known: nobody's answer can be looked up for the others.
SELECT (SELECT count(*) FROM answered
WHERE permission = 'unknown' AND person_role <> 'pupil' AND person_role NOT IN (SELECT e.role FROM consent c JOIN person e ON e.id = c.person)
  AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL))
  + (SELECT count(*) FROM showing s JOIN published p ON p.publication = s.publication
WHERE s.photo IN (SELECT f.id FROM photo f
                  WHERE f.class <> 'none' AND 'pupil' IN (SELECT value FROM json_each(:roles))
                    AND CASE f.format WHEN 'video' THEN 'film' WHEN 'audio' THEN 'sound' ELSE 'image' END IN (SELECT value FROM json_each(:subjects))
                    AND (SELECT count(DISTINCT d.person) FROM depiction d WHERE d.photo = f.id) < max(coalesce(f.faces, 1), 1))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors))));
-- findings:
-- An answer that has to be read by eye is no consent yet: for review. Where no list has an answer of anybody of the staff, or of any parent, nobody
-- knows whether they were asked: then each of them would be a lead, and none would tell anything.
SELECT mention, publication, item, photo, person, place, CASE WHEN permission = 'review' THEN 'review' ELSE confidence END AS confidence, permission AS consent_state, basis AS consent_basis
FROM answered
WHERE permission IN ('unknown', 'review')
  AND (person_role = 'pupil' OR person_role IN (SELECT e.role FROM consent c JOIN person e ON e.id = c.person))
  AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors)));
