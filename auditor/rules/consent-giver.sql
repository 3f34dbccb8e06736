-- rule: consent-giver
-- title-nl: Toestemming gegeven door wie dat niet kon
-- title-en: Consent given by somebody who could not
-- checks: everybody of the roles asked for (pupils, unless the policy says more) known to be shown in a photo, film or recording, or named, in every publication in scope
-- needs: register
-- severity: low
-- parameters: channels, access, shares, authors, subjects, roles, age, when
-- default: subjects=["image", "film", "sound"]
-- default: roles=["pupil"]
-- default: age=16
-- default: when=answer
-- checked:
SELECT count(*) FROM answered
WHERE subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- undecided:
SELECT count(*) FROM answered
WHERE allowed_now = 'yes' AND (age < 0 OR by_unknown)
  AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- Below :age the parents answer, from then on the pupil. The age counts on the day of the answer (when=answer; without a day, and with
-- when=publication, on the day of publication). Whose birth date or giver is not known is not decided.
SELECT mention, publication, item, photo, person, place, confidence AS confidence, permission AS consent_state, basis AS consent_basis,
       CASE WHEN by_parent AND CASE WHEN :when = 'publication' OR parent_age < 0 THEN age ELSE parent_age END >= :age
            THEN 'given-by-parent ' || json_object('n', CASE WHEN :when = 'publication' OR parent_age < 0 THEN age ELSE parent_age END)
            ELSE 'given-by-pupil ' || json_object('n', CASE WHEN :when = 'publication' OR pupil_age < 0 THEN age ELSE pupil_age END) END AS reason
FROM answered
WHERE allowed_now = 'yes' AND age >= 0 AND (by_parent OR by_pupil) AND NOT by_unknown
  AND NOT (by_parent AND CASE WHEN :when = 'publication' OR parent_age < 0 THEN age ELSE parent_age END < :age)
  AND NOT (by_pupil AND CASE WHEN :when = 'publication' OR pupil_age < 0 THEN age ELSE pupil_age END >= :age)
  AND subject IN (SELECT value FROM json_each(:subjects)) AND person_role IN (SELECT value FROM json_each(:roles))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors)));
