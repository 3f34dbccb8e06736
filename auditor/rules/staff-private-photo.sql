-- rule: staff-private-photo
-- title-nl: Privéfoto van een medewerker
-- title-en: Private picture of a member of staff
-- checks: every photo and film in scope that somebody of the staff is known to be in
-- needs: staff
-- severity: low
-- parameters: channels, access, shares
-- lists: leisure
-- checked:
SELECT count(*) FROM (SELECT DISTINCT photo, publication FROM shown WHERE person_role = 'staff'
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL));
-- findings:
-- Somebody of the staff in the picture, and words of holidays or parties beside it or in its own metadata. Only a lead.
SELECT publication, item, photo, person, mention, place, 'review' AS confidence, 'words ' || json_object('words', phrase) AS reason, excerpt, coalesce(hash, '') AS digest
FROM (SELECT d.publication, d.item, d.photo, d.person, d.mention, t.place, h.phrase, h.excerpt, d.hash,
             row_number() OVER (PARTITION BY d.photo, d.person, d.publication ORDER BY h.id, d.depiction) AS turn
      FROM shown d JOIN text t ON t.digest IS NOT NULL
                                  AND (t.publication = d.publication AND (t.link IS NULL OR t.link = d.link) OR t.item = d.photo_item)
           JOIN phrase h ON h.text = t.id AND h.list = 'leisure'
      WHERE d.person_role = 'staff' AND t.place IN ('body', 'title', 'caption', 'alt', 'filename', 'tag', 'metadata')
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL))
WHERE turn = 1;
