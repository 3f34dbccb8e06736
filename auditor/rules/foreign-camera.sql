-- rule: foreign-camera
-- title-nl: Foto met een toestel dat niet van de school is
-- title-en: Photo by a camera that is not the school's
-- checks: every photo and film file in scope whose metadata names a camera
-- severity: low
-- parameters: channels, access, phones
-- default: phones=["apple", "samsung", "huawei", "honor", "xiaomi", "redmi", "poco", "oneplus", "oppo", "realme", "vivo", "motorola", "google", "nokia", "hmd global", "fairphone", "htc", "lg electronics", "lge", "sony ericsson", "zte", "wiko", "alcatel", "blackberry", "research in motion", "asus", "tcl", "nothing", "cat", "crosscall", "gigaset", "microsoft", "lenovo", "tecno", "infinix", "meizu", "ulefone", "doogee", "blackview", "cubot", "umidigi", "oukitel", "lg mobile"]
-- checked:
SELECT count(DISTINCT r.item) FROM property r JOIN published p ON p.publication = r.publication
WHERE r.photo IS NOT NULL AND r.key = 'Model' AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- undecided:
-- Without a list of cameras nothing can be said of those that are no telephones.
SELECT count(DISTINCT r.item) FROM property r JOIN published p ON p.publication = r.publication
WHERE r.photo IS NOT NULL AND r.key = 'Model' AND NOT EXISTS (SELECT 1 FROM school WHERE kind = 'camera')
  AND NOT EXISTS (SELECT 1 FROM property m WHERE m.item = r.item AND m.key = 'Make' AND lower(trim(m.value)) IN (SELECT value FROM json_each(:phones)))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- findings:
-- The audit file names the school's cameras: a model as the camera writes it, with or without the maker, and a serial number where it is known:
-- any of those that a photo has, in any of their spellings (serial_key()).
-- Without that list telephones count, for review; :phones holds makers of telephones (what their Exif "Make" says; own list). Once a source
-- and camera, with the first photo.
SELECT publication, item, photo, 'metadata' AS place, CASE WHEN EXISTS (SELECT 1 FROM school WHERE kind = 'camera') THEN 'likely' ELSE 'review' END AS confidence,
       'camera ' || json_object('camera', coalesce(make || ' ', '') || model, 'n', photos) AS reason,
       lower(coalesce(make, '') || ' ' || model || ' ' || coalesce(serial, '')) AS digest
FROM (SELECT c.*, p.publication, p.source, count(*) OVER (PARTITION BY p.source, c.make, c.model, c.serial) AS photos,
             row_number() OVER (PARTITION BY p.source, c.make, c.model, c.serial ORDER BY c.item) AS turn
      FROM (SELECT r.item, r.publication AS file, r.photo, max(CASE r.key WHEN 'Make' THEN trim(r.value) END) AS make,
                   max(CASE r.key WHEN 'Model' THEN trim(r.value) END) AS model,
                   coalesce(max(CASE WHEN r.key IN ('BodySerialNumber', 'SerialNumber', 'CameraSerialNumber') THEN trim(r.value) END),
                            max(CASE WHEN r.key = 'InternalSerialNumber' THEN trim(r.value) END)) AS serial,
                   '|' || group_concat(CASE WHEN r.key LIKE '%SerialNumber' THEN serial_key(r.value) END, '|') || '|' AS serials
            FROM property r
            WHERE r.photo IS NOT NULL AND r.link IS NULL
              AND r.key IN ('Make', 'Model', 'BodySerialNumber', 'SerialNumber', 'CameraSerialNumber', 'InternalSerialNumber') GROUP BY r.item, r.publication, r.photo) c
           JOIN published p ON p.publication = c.file
      WHERE c.model IS NOT NULL
        AND CASE WHEN EXISTS (SELECT 1 FROM school WHERE kind = 'camera')
                 THEN NOT EXISTS (SELECT 1 FROM school k WHERE k.kind = 'camera'
                                  AND lower(trim(k.value)) IN (lower(c.model), lower(coalesce(c.make, '') || ' ' || c.model))
                                  AND (coalesce(trim(k.detail), '') = '' OR c.serial IS NULL OR instr(c.serials, '|' || serial_key(k.detail) || '|')))
                 ELSE lower(c.make) IN (SELECT value FROM json_each(:phones)) END
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)))
WHERE turn = 1;
