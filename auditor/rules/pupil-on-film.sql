-- rule: pupil-on-film
-- title-nl: Leerling op film
-- title-en: Pupil on film
-- checks: every film in every publication in scope; in a few frames of each people are looked for; a film in which nobody is known and no face was seen is undecided, since there are other frames
-- severity: low
-- parameters: channels, access, shares
-- lists: press
-- checked:
SELECT count(*) FROM link l LEFT JOIN photo f ON f.id = l.photo CROSS JOIN published p ON p.publication = l.publication
WHERE (l.role = 'video' OR f.format = 'video') AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- undecided:
SELECT count(*) FROM link l LEFT JOIN photo f ON f.id = l.photo CROSS JOIN published p ON p.publication = l.publication
WHERE (l.role = 'video' OR f.format = 'video')
  AND NOT EXISTS (SELECT 1 FROM depiction d JOIN person e ON e.id = d.person AND e.role = 'pupil' WHERE d.photo = l.photo)
  AND NOT EXISTS (SELECT 1 FROM phrase h JOIN text t ON t.id = h.text WHERE h.list = 'press' AND t.publication = p.publication AND t.digest IS NOT NULL)
  AND NOT (coalesce(f.frames, 0) > 0 AND f.faces > 0)
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- A pupil who is known to be in it, with the best evidence; for review films with faces of which nobody is known, and films in posts that speak of
-- television or an interview.
SELECT publication, item, photo, person, mention, place, confidence, reason, excerpt, digest
FROM (SELECT s.publication, p.item, s.photo, d.person, d.mention, CASE d.evidence WHEN 'text' THEN 'body' ELSE d.evidence END AS place, d.confidence,
             NULL AS reason, NULL AS excerpt, coalesce(f.hash, '') AS digest,
             row_number() OVER (PARTITION BY s.publication, s.photo, d.person
                                ORDER BY CASE d.confidence WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, d.id) AS turn
      FROM photo f CROSS JOIN showing s ON s.photo = f.id JOIN published p ON p.publication = s.publication
           JOIN depiction d ON d.photo = s.photo JOIN person e ON e.id = d.person AND e.role = 'pupil'
      WHERE f.format = 'video' AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
      UNION ALL
      SELECT s.publication, p.item, s.photo, NULL, NULL, CASE WHEN s.link IS NULL THEN 'filename' ELSE 'body' END, 'review',
             'frame ' || json_object('time', printf('%d:%02d', f.moment / 60000, f.moment / 1000 % 60)), NULL, coalesce(f.hash, ''), 1
      FROM photo f CROSS JOIN showing s ON s.photo = f.id JOIN published p ON p.publication = s.publication
      WHERE f.format = 'video' AND f.frames > 0 AND f.faces > 0
        AND NOT EXISTS (SELECT 1 FROM depiction d JOIN person e ON e.id = d.person AND e.role = 'pupil' WHERE d.photo = s.photo)
        AND NOT EXISTS (SELECT 1 FROM phrase h JOIN text t ON t.id = h.text WHERE h.list = 'press' AND t.publication = s.publication AND t.digest IS NOT NULL)
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
      UNION ALL
      SELECT t.publication, t.item, (SELECT min(l.photo) FROM link l WHERE l.publication = t.publication), NULL, NULL, t.place, 'review',
             'words ' || json_object('words', h.phrase), h.excerpt, t.digest, row_number() OVER (PARTITION BY t.publication ORDER BY h.id)
      FROM phrase h JOIN texts t ON t.text = h.text
      WHERE h.list = 'press' AND t.place IN ('body', 'title', 'caption')
        AND EXISTS (SELECT 1 FROM link l LEFT JOIN photo f ON f.id = l.photo WHERE l.publication = t.publication AND (l.role = 'video' OR f.format = 'video'))
        AND NOT EXISTS (SELECT 1 FROM link l JOIN depiction d ON d.photo = l.photo JOIN person e ON e.id = d.person AND e.role = 'pupil'
                        WHERE l.publication = t.publication)
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL))
WHERE turn = 1;
