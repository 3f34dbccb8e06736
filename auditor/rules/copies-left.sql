-- rule: copies-left
-- title-nl: Weggehaald of geweigerd, en toch nog ergens te vinden
-- title-en: Taken away or refused, and still found somewhere
-- checks: every photo with copies in more than one place: of something removed or unpublished, or of a pupil whose consent was refused or withdrawn; a lead
-- severity: low
-- parameters: channels, access, shares
-- checked:
SELECT count(DISTINCT s.photo) FROM showing s JOIN published p ON p.publication = s.publication
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
SELECT publication, item, photo, NULL AS person, 'body' AS place, 'likely' AS confidence, 'removed-elsewhere' AS reason
FROM (SELECT p.publication, p.item, s.photo, row_number() OVER (PARTITION BY s.photo ORDER BY p.publication) AS turn
      FROM showing s JOIN published p ON p.publication = s.publication
      WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
        AND EXISTS (SELECT 1 FROM showing o JOIN publication q ON q.id = o.publication
                    WHERE o.photo = s.photo AND q.status = 'unpublished' AND q.kind IN ('post', 'page', 'message', 'comment')))
WHERE turn = 1
UNION ALL
SELECT publication, item, photo, person, 'body', 'likely', 'places ' || json_object('n', places)
FROM (SELECT p.publication, p.item, s.photo, d.person, count(*) OVER (PARTITION BY s.photo, d.person) AS places,
             row_number() OVER (PARTITION BY s.photo, d.person ORDER BY p.publication) AS turn
      FROM showing s JOIN published p ON p.publication = s.publication
           JOIN (SELECT DISTINCT photo, person FROM depiction WHERE person IS NOT NULL AND confidence <> 'review') d ON d.photo = s.photo
      WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
        -- A picture file and what shows that very file (parts of a dump may be two sources) are one place.
        AND NOT (s.link IS NULL AND EXISTS (SELECT 1 FROM showing b WHERE b.photo = s.photo AND b.item = s.item AND b.link IS NOT NULL))
        AND EXISTS (SELECT 1 FROM permission o WHERE o.person = d.person AND o.publication = p.publication AND o.subject <> 'name'
                    AND o.state IN ('refused', 'withdrawn')))
WHERE turn = 1 AND places > 1;
