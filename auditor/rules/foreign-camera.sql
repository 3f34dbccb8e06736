-- rule: foreign-camera
-- title-nl: Foto met een toestel dat niet van de school is
-- title-en: Photo by a camera that is not the school's
-- checks: every photo and film file in scope whose metadata names a camera
-- severity: low
-- parameters: channels, access, cameras, phones
-- default: cameras=[]
-- default: phones=["apple", "samsung", "huawei", "honor", "xiaomi", "redmi", "poco", "oneplus", "oppo", "realme", "vivo", "motorola", "google", "nokia", "hmd global", "fairphone", "htc", "lg electronics", "lge", "sony ericsson", "zte", "wiko", "alcatel", "blackberry", "research in motion", "asus", "tcl", "nothing", "cat", "crosscall", "gigaset"]
-- checked:
SELECT count(DISTINCT r.item) FROM property r JOIN published p ON p.publication = r.publication
WHERE r.photo IS NOT NULL AND r.key = 'Model' AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- undecided:
-- Without a list of cameras nothing can be said of those that are no telephones.
SELECT count(DISTINCT r.item) FROM property r JOIN published p ON p.publication = r.publication
WHERE r.photo IS NOT NULL AND r.key = 'Model' AND json_array_length(:cameras) = 0
  AND NOT EXISTS (SELECT 1 FROM property m WHERE m.item = r.item AND m.key = 'Make' AND lower(trim(m.value)) IN (SELECT value FROM json_each(:phones)))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- findings:
-- :cameras holds models, or model and serial number with " / " between them, as the camera writes them. Where it is empty, telephones count, for
-- review; :phones holds makers that make telephones (what their Exif "Make" says; own list). Once a source and camera, with the first photo.
SELECT publication, item, photo, 'metadata' AS place, CASE WHEN json_array_length(:cameras) > 0 THEN 'likely' ELSE 'review' END AS confidence,
       'camera: ' || coalesce(make || ' ', '') || model || ', photos: ' || photos AS reason,
       lower(coalesce(make, '') || ' ' || model || ' ' || coalesce(serial, '')) AS digest
FROM (SELECT c.*, p.publication, p.source, count(*) OVER (PARTITION BY p.source, c.make, c.model, c.serial) AS photos,
             row_number() OVER (PARTITION BY p.source, c.make, c.model, c.serial ORDER BY c.item) AS turn
      FROM (SELECT r.item, r.publication AS file, r.photo, max(CASE r.key WHEN 'Make' THEN trim(r.value) END) AS make,
                   max(CASE r.key WHEN 'Model' THEN trim(r.value) END) AS model,
                   max(CASE WHEN r.key IN ('BodySerialNumber', 'SerialNumber', 'CameraSerialNumber') THEN trim(r.value) END) AS serial
            FROM property r
            WHERE r.photo IS NOT NULL AND r.link IS NULL
              AND r.key IN ('Make', 'Model', 'BodySerialNumber', 'SerialNumber', 'CameraSerialNumber') GROUP BY r.item, r.publication, r.photo) c
           JOIN published p ON p.publication = c.file
      WHERE c.model IS NOT NULL
        AND CASE WHEN json_array_length(:cameras) > 0
                 THEN NOT EXISTS (SELECT 1 FROM json_each(:cameras) k
                                  WHERE lower(trim(k.value)) IN (lower(c.model), lower(coalesce(c.make, '') || ' ' || c.model),
                                                                 lower(c.model || ' / ' || coalesce(c.serial, '')),
                                                                 lower(coalesce(c.make, '') || ' ' || c.model || ' / ' || coalesce(c.serial, ''))))
                 ELSE lower(c.make) IN (SELECT value FROM json_each(:phones)) END
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)))
WHERE turn = 1;
