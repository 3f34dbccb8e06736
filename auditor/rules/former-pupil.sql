-- rule: former-pupil
-- title-nl: Oud-leerling nog online
-- title-en: Former pupil still online
-- checks: every pupil who left, known to be shown or named with surname, in every publication in scope
-- needs: register
-- severity: low
-- parameters: channels, access, shares, authors, days
-- default: days=0
-- checked:
SELECT count(*) FROM person WHERE role = 'pupil' AND "left" IS NOT NULL;
-- findings:
-- Once a publication, by the picture before the name. Published after the day of leaving or before makes no difference: it is still there.
SELECT mention, publication, item, photo, person, place, confidence, 'left ' || json_object('day', "left") AS reason
FROM (SELECT a.*, e."left", row_number() OVER (PARTITION BY a.person, a.publication
                                                ORDER BY CASE a.confidence WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, a.photo IS NULL,
                                                         a.photo, a.mention) AS turn
      FROM (SELECT mention, publication, item, photo, person, CASE evidence WHEN 'text' THEN 'body' ELSE evidence END AS place, confidence,
                   channel, access, announces, owner, author_role FROM shown
            UNION ALL
            SELECT mention, publication, item, NULL, person, place, tier, channel, access, announces, owner, author_role FROM named
            WHERE surname AND tier IN ('certain', 'likely')) a
           JOIN person e ON e.id = a.person
      WHERE e.role = 'pupil' AND date(e."left", '+' || :days || ' days') <= (SELECT value FROM run WHERE key = 'today'))
WHERE turn = 1
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors)));
