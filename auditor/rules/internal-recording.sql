-- rule: internal-recording
-- title-nl: Opname die intern had moeten blijven
-- title-en: Recording that was meant to stay inside
-- checks: every text in scope
-- severity: high
-- parameters: channels, access, shares, words
-- checked:
SELECT total(texts) FROM text_counts
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
-- Words about the recording itself (its file name, caption, metadata) are likely; in the text round it they are for review, and only where
-- something is shown at all. Once a publication and photo.
SELECT publication, item, photo, place, confidence, 'words ' || json_object('words', phrase) AS reason, excerpt, digest
FROM (SELECT v.*, row_number() OVER (PARTITION BY v.publication, coalesce(v.photo, -v.link) ORDER BY v.confidence, v.at) AS turn
      FROM (SELECT t.publication, t.item, t.place, t.link, h.phrase, h.excerpt, t.digest, h.id AS at,
                   CASE WHEN t.link IS NOT NULL THEN (SELECT l.photo FROM link l WHERE l.id = t.link)
                        ELSE coalesce((SELECT x.photo FROM photo_item x WHERE x.item = t.item),
                                      (SELECT min(s.photo) FROM showing s WHERE s.publication = t.publication)) END AS photo,
                   CASE WHEN t.link IS NOT NULL OR t.number = 0 THEN 'likely' ELSE 'review' END AS confidence
            FROM phrase h JOIN texts t ON t.text = h.text
            WHERE h.list = 'words' AND h.phrase IN (SELECT value FROM json_each(:words))
              AND (t.link IS NOT NULL AND EXISTS (SELECT 1 FROM link l WHERE l.id = t.link AND l.role <> 'attachment')
                   OR t.number = 0 AND (EXISTS (SELECT 1 FROM picture c WHERE c.item = t.item)
                                     OR EXISTS (SELECT 1 FROM property s WHERE s.item = t.item AND s.block = 'film'))
                   OR t.number > 0 AND EXISTS (SELECT 1 FROM link l WHERE l.publication = t.publication AND l.role IN ('image', 'video', 'audio')))
              AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)) v)
WHERE turn = 1;
