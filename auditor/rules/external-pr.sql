-- rule: external-pr
-- title-nl: Foto's van een activiteit met een partij van buiten
-- title-en: Photos of an activity with somebody from outside
-- checks: every publication in scope that shows a photo or film
-- severity: medium
-- parameters: channels, access, shares
-- lists: external-pr
-- checked:
SELECT count(*) FROM published p WHERE p.number > 0 AND EXISTS (SELECT 1 FROM showing s WHERE s.publication = p.publication)
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- Once a publication, by its first words of that kind. What the other party does with the pictures is in no export: always for review.
SELECT publication, item, photo, place, 'review' AS confidence, 'words ' || json_object('words', phrase) AS reason, excerpt, digest
FROM (SELECT t.publication, t.item, t.place, h.phrase, h.excerpt, t.digest,
             (SELECT min(s.photo) FROM showing s WHERE s.publication = t.publication) AS photo,
             row_number() OVER (PARTITION BY t.publication ORDER BY h.id) AS turn
      FROM phrase h JOIN texts t ON t.text = h.text
      WHERE h.list = 'external-pr' AND t.number > 0 AND t.place IN ('body', 'title', 'caption', 'alt')
        AND EXISTS (SELECT 1 FROM showing s WHERE s.publication = t.publication)
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL))
WHERE turn = 1;
