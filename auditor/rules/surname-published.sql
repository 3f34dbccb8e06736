-- rule: surname-published
-- title-nl: Achternaam van een leerling gepubliceerd
-- title-en: Pupil's surname published
-- checks: every text, caption, file name, address, tag, author name and metadata value in scope; an unknown channel counts as in scope
-- needs: register
-- severity: high
-- parameters: channels, access, shares, authors, own_name
-- default: own_name=0
-- checked:
SELECT total(texts) FROM text_counts
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
-- One finding a person, publication and place: the best mention stands for its repetitions. On the school's own sources everything counts,
-- readers' comments too; elsewhere what the bound authors wrote. The name of a resized copy says nothing that its original does not.
SELECT mention, publication, item, photo, person, place, tier AS confidence,
       coalesce((SELECT o.state FROM permission o WHERE o.person = best.person AND o.publication = best.publication AND o.subject = 'name'),
                'not-applicable') AS consent_state,
       (SELECT o.basis FROM permission o WHERE o.person = best.person AND o.publication = best.publication AND o.subject = 'name') AS consent_basis
FROM (SELECT n.*, coalesce((SELECT l.photo FROM link l WHERE l.id = n.link),
                           (SELECT a.photo FROM photo_item a WHERE n.number = 0 AND a.item = n.item)) AS photo,
             row_number() OVER (PARTITION BY person, publication, place
                                ORDER BY CASE tier WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, mention) AS turn
      FROM named n
      WHERE surname AND person_role = 'pupil' AND tier IN ('certain', 'likely', 'review')
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
        AND (author_role IN (SELECT value FROM json_each(:authors)) OR (owner IS NULL OR owner IN ('school', 'management', 'allowed')) AND 'school' IN (SELECT value FROM json_each(:authors)))
        AND NOT (:own_name AND place = 'author' AND author_person = person)
        AND NOT (number = 0 AND EXISTS (
            SELECT 1 FROM photo_item a JOIN photo_item b ON b.photo = a.photo AND b.how = 'original' JOIN text t ON t.item = b.item AND t.digest IS NOT NULL
                      AND t.place = n.place
                 JOIN mention m ON m.text = t.id AND +m.person = n.person AND m.surname
            WHERE a.item = n.item AND a.how = 'size-family'))) best
WHERE turn = 1;
