-- rule: cropped-thumbnail
-- title-nl: Miniatuur toont meer dan de foto
-- title-en: Thumbnail shows more than the photo
-- checks: every picture file in scope with a small picture in its metadata; those that could not be compared, and whose shape says nothing, are undecided
-- severity: medium
-- parameters: channels, access
-- checked:
SELECT count(*) FROM property r JOIN published p ON p.publication = r.publication
WHERE r.key = 'ThumbnailShape' AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- undecided:
-- ThumbnailPixels comes of looking into the picture: "same", "unsure", "differs covered|cropped|other ..."; ThumbnailShape of its header alone.
SELECT count(*) FROM property r JOIN published p ON p.publication = r.publication
WHERE r.key = 'ThumbnailShape' AND r.value NOT LIKE 'differs%'
  AND NOT EXISTS (SELECT 1 FROM property o WHERE o.item = r.item AND o.key = 'ThumbnailPixels' AND o.value <> 'unsure')
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- findings:
-- A crop that is found in the thumbnail is certain; a covered place, another picture, and a difference of shape alone are likely. Once a photo and source.
SELECT publication, item, photo, 'thumbnail' AS place, confidence, CASE WHEN value LIKE 'differs cropped%' THEN 'thumbnail-cropped' WHEN value LIKE 'differs covered%' THEN 'thumbnail-covered'
            WHEN value LIKE 'differs other%' THEN 'thumbnail-other' ELSE 'thumbnail-shape' END AS reason, coalesce(hash, value) AS digest
FROM (SELECT r.publication, r.item, r.photo, r.value, f.hash, CASE WHEN r.value LIKE 'differs cropped%' THEN 'certain' ELSE 'likely' END AS confidence,
             row_number() OVER (PARTITION BY coalesce(r.photo, -r.item), p.source ORDER BY r.key, r.item) AS turn
      FROM property r JOIN published p ON p.publication = r.publication LEFT JOIN photo f ON f.id = r.photo
      WHERE r.key IN ('ThumbnailPixels', 'ThumbnailShape') AND r.value LIKE 'differs%'
        AND NOT (r.key = 'ThumbnailShape' AND EXISTS (SELECT 1 FROM property o WHERE o.item = r.item AND o.key = 'ThumbnailPixels' AND o.value <> 'unsure'))
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)))
WHERE turn = 1;
