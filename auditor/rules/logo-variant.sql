-- rule: logo-variant
-- title-nl: Ander beeld dat logo heet
-- title-en: Another picture that is called a logo
-- checks: every picture in scope whose name, description or caption says that it is a logo
-- severity: low
-- parameters: channels, access, shares
-- lists: logo, brands
-- checked:
SELECT count(DISTINCT coalesce(l.photo, x.photo)) FROM phrase h JOIN texts t ON t.text = h.text
     LEFT JOIN link l ON l.id = t.link LEFT JOIN photo_item x ON t.link IS NULL AND x.item = t.item
WHERE h.list = 'logo' AND t.place IN ('filename', 'alt', 'caption', 'title') AND coalesce(l.photo, x.photo) IS NOT NULL
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- The audit file names the school's logos by file. Where it names none, or none of these is met, the picture that most publications show is taken
-- for the logo, and every other one is for review. Pictures that are named after a platform or a programme are those of others.
SELECT publication, item, photo, place, 'review' AS confidence, 'words ' || json_object('words', phrase) AS reason, hash AS digest
FROM (SELECT c.*, dense_rank() OVER (ORDER BY c.own DESC, c.shows DESC, c.photo) AS rank, max(c.own) OVER () AS owned, row_number() OVER (PARTITION BY c.photo ORDER BY c.at) AS turn
      FROM (SELECT t.publication, t.item, coalesce(l.photo, x.photo) AS photo, t.place, h.phrase, h.id AS at, f.hash,
                   EXISTS (SELECT 1 FROM photo_item o JOIN item i ON i.id = o.item JOIN school k ON k.kind = 'logo'
                           WHERE o.photo = f.id AND (k.value = i.name OR k.value LIKE '%/' || i.name)) AS own,
                   (SELECT count(*) FROM showing s WHERE s.photo = coalesce(l.photo, x.photo)) AS shows
            FROM phrase h JOIN texts t ON t.text = h.text LEFT JOIN link l ON l.id = t.link
                 LEFT JOIN photo_item x ON t.link IS NULL AND x.item = t.item JOIN photo f ON f.id = coalesce(l.photo, x.photo)
            WHERE h.list = 'logo' AND t.place IN ('filename', 'alt', 'caption', 'title')
              AND NOT EXISTS (SELECT 1 FROM phrase b WHERE b.text = h.text AND b.list = 'brands')
              AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)) c)
WHERE turn = 1 AND CASE WHEN owned THEN NOT own ELSE rank > 1 END;
