-- rule: photo-metadata
-- title-nl: Plaats, naam of toestelnummer in de metadata van een foto of opname
-- title-en: Place, name or serial number in the metadata of a photo or recording
-- checks: every picture, film and sound file in scope, and what an export records of its pictures
-- severity: medium
-- parameters: channels, access, kinds
-- default: kinds=["position", "person", "serial", "owner"]
-- checked:
SELECT count(*) FROM published p
WHERE p.number = 0 AND (EXISTS (SELECT 1 FROM picture c WHERE c.item = p.item)
                        OR EXISTS (SELECT 1 FROM property s WHERE s.item = p.item AND s.block = 'film'))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- undecided:
-- Names that stand in a caption or a description, and not in a tag, only the list of pupils tells.
SELECT count(*) FROM published p
WHERE NOT EXISTS (SELECT 1 FROM run WHERE key = 'register-given' AND value = '1') AND 'person' IN (SELECT value FROM json_each(:kinds))
  AND p.number = 0 AND (EXISTS (SELECT 1 FROM picture c WHERE c.item = p.item)
                        OR EXISTS (SELECT 1 FROM property s WHERE s.item = p.item AND s.block = 'film'))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access));
-- findings:
-- One finding a photo, source and kind: the original stands for its copies. What only the export records (block "platform") is not known to be
-- public: for review. Names: tags with a name, and mentions of the register's people in metadata; maker and owner are "owner".
SELECT publication, item, photo, person, mention, place, confidence, kind || ' ' || json_object('field', label) AS reason, excerpt, coalesce(hash, '') || ' ' || kind AS digest
FROM (SELECT v.*, p.source, f.hash,
             row_number() OVER (PARTITION BY coalesce(v.photo, -v.at), p.source, v.kind, v.person
                                ORDER BY coalesce(a.how, '') <> 'original', v.rank, v.at, v.publication) AS turn, p.item
      FROM (SELECT r.publication, r.photo, r.item AS at, NULL AS person, NULL AS mention, 'metadata' AS place, r.key AS label,
                   CASE WHEN r.key IN ('BodySerialNumber', 'SerialNumber', 'LensSerialNumber', 'InternalSerialNumber', 'CameraSerialNumber') THEN 'serial'
                        WHEN r.key IN ('OwnerName', 'CameraOwnerName') THEN 'owner' ELSE 'position' END AS kind,
                   CASE WHEN r.block = 'platform' THEN 'review' ELSE 'certain' END AS confidence, r.value AS excerpt, 1 AS rank
            FROM property r
            WHERE r.key IN ('BodySerialNumber', 'SerialNumber', 'LensSerialNumber', 'InternalSerialNumber', 'CameraSerialNumber', 'OwnerName',
                            'CameraOwnerName', 'GPSPosition', 'GPSDestination', 'latitude')
              AND trim(r.value) <> '' AND r.value NOT IN ('0', '0.0', '0.000000', '0,0', '0.0,0.0')
              AND (r.link IS NOT NULL OR r.photo IS NOT NULL OR EXISTS (SELECT 1 FROM property s WHERE s.item = r.item AND s.block = 'film'))
            UNION ALL
            SELECT g.publication, g.photo, g.item, g.person, NULL, 'tag', g.dialect, 'person',
                   CASE WHEN g.person IS NULL OR g.tier = 'certain' THEN 'certain' WHEN g.tier = 'likely' THEN 'likely' ELSE 'review' END,
                   substr(g.name, 1, 160), 2
            FROM person_tag g JOIN photo_item x ON x.item = g.item WHERE g.link IS NULL AND trim(g.name) <> ''
            UNION ALL
            SELECT t.publication, x.photo, t.item, m.person, m.id, t.place, coalesce(t.label, t.place), 'person', m.tier, NULL, 3
            FROM mention m JOIN text t ON t.id = m.text JOIN photo_item x ON x.item = t.item
            WHERE t.place IN ('metadata', 'caption', 'title', 'tag', 'thumbnail') AND t.link IS NULL AND m.surname AND m.tier IN ('certain', 'likely', 'review')
           ) v JOIN published p ON p.publication = v.publication LEFT JOIN photo f ON f.id = v.photo
             LEFT JOIN photo_item a ON a.item = v.at
      WHERE v.kind IN (SELECT value FROM json_each(:kinds))
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)))
WHERE turn = 1;
