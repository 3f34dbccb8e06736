-- rule: third-party-work
-- title-nl: Werk van een ander
-- title-en: Somebody else's work
-- checks: every picture and film in scope: who its metadata, its caption and its description say it belongs to
-- severity: low
-- parameters: channels, access, shares
-- lists: agencies
-- checked:
SELECT count(*) FROM showing s JOIN published p ON p.publication = s.publication
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- The name of an agency counts for each photo. A notice of copyright, credit or licence that names neither the school nor somebody of its staff
-- counts once a source and wording, for review: it may be the school's own photographer.
SELECT publication, item, photo, place, confidence, reason, excerpt, digest
FROM (SELECT v.*, row_number() OVER (PARTITION BY v.source, v.key ORDER BY v.rank, v.item, v.publication) AS turn
      FROM (SELECT t.publication, t.item, x.photo, t.place, 'likely' AS confidence, 'agency ' || json_object('name', h.phrase) AS reason, h.excerpt,
                   coalesce(f.hash, '') AS digest, 'a' || x.photo AS key, 1 AS rank, t.item AS shown, t.source, t.channel, t.access, t.announces
            FROM phrase h JOIN texts t ON t.text = h.text JOIN photo_item x ON x.item = t.item JOIN photo f ON f.id = x.photo
            WHERE h.list = 'agencies' AND t.link IS NULL AND t.place IN ('metadata', 'caption')
            UNION ALL
            SELECT t.publication, t.item, l.photo, t.place, 'review', 'agency ' || json_object('name', h.phrase), h.excerpt, t.digest, 'a' || l.photo, 2, l.target,
                   t.source, t.channel, t.access, t.announces
            FROM phrase h JOIN texts t ON t.text = h.text JOIN link l ON l.id = t.link
            WHERE h.list = 'agencies' AND l.photo IS NOT NULL AND t.place IN ('metadata', 'caption', 'alt', 'title')
            UNION ALL
            SELECT r.publication, r.item, r.photo, 'metadata', 'review',
                   CASE WHEN r.key IN ('Copyright', 'CopyrightNotice', 'dc:rights', 'xmpRights:Owner') OR r.key LIKE 'plus:CopyrightOwner%' THEN 'copyright'
                        WHEN r.key IN ('Credit', 'Source', 'photoshop:Credit', 'photoshop:Source') THEN 'credit' ELSE 'licence' END || ' ' || json_object('field', r.key),
                   substr(r.value, 1, 160), lower(trim(r.value)), 'n' || lower(trim(r.value)), 3, r.item, p.source, p.channel, p.access, p.announces
            FROM property r JOIN published p ON p.publication = r.publication
            WHERE r.photo IS NOT NULL AND r.block <> 'platform' AND length(trim(r.value, ' .-©')) > 3
              AND (r.key IN ('Copyright', 'CopyrightNotice', 'dc:rights', 'xmpRights:Owner', 'Credit', 'photoshop:Credit', 'Source', 'photoshop:Source',
                             'xmpRights:WebStatement', 'xmpRights:UsageTerms', 'cc:license')
                   OR r.key LIKE 'plus:CopyrightOwner%' OR r.key LIKE 'plus:Licensor%' OR r.key LIKE 'plus:ImageSupplier%')
              AND NOT EXISTS (SELECT 1 FROM run u WHERE u.key = 'school' AND trim(u.value) <> '' AND instr(lower(r.value), lower(trim(u.value))) > 0)
              AND NOT EXISTS (SELECT 1 FROM school k WHERE k.kind = 'name' AND length(squeeze(k.value)) >= 4 AND instr(squeeze(r.value), squeeze(k.value)) > 0
                                                           OR k.kind = 'domain' AND instr(lower(r.value), lower(k.value)) > 0)
              AND NOT EXISTS (SELECT 1 FROM text t JOIN mention m ON m.text = t.id JOIN person e ON e.id = m.person AND e.role = 'staff'
                              WHERE t.item = r.item AND t.digest IS NOT NULL AND t.content = r.value)
              AND NOT EXISTS (SELECT 1 FROM phrase h JOIN text t ON t.id = h.text
                              WHERE t.item = r.item AND t.digest IS NOT NULL AND h.list = 'agencies' AND t.place IN ('metadata', 'caption'))
           ) v
      WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND NOT EXISTS (SELECT 1 FROM allowed_place a WHERE a.publication = v.publication)
  AND NOT EXISTS (SELECT 1 FROM allowed_place a WHERE a.item = v.shown AND a.whole))
WHERE turn = 1;
