-- rule: group-photo-check
-- title-nl: Groepsfoto: staan er leerlingen op zonder toestemming?
-- title-en: Group photo: are pupils without consent in it?
-- checks: every photo that is said to be of a group, of its pupils, in every publication in scope, with several people in it or nobody knows how many
-- needs: register
-- severity: info
-- parameters: channels, access, shares
-- checked:
SELECT count(DISTINCT s.photo || ' ' || s.publication) FROM photo_group g JOIN photo f ON f.id = g.photo JOIN showing s ON s.photo = g.photo
       JOIN published p ON p.publication = s.publication
WHERE f.class IN ('several', 'uncertain') AND coalesce(f.format, '') <> 'video'
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- One for each pupil and publication, with the first of its photos. Who is known to be in the photo has a finding of a consent rule already.
SELECT min(s.photo) AS photo, e.id AS person, s.publication, p.item, CASE WHEN s.link IS NULL THEN 'filename' ELSE 'body' END AS place,
       'review' AS confidence, 'group ' || json_object('group', g."group") AS reason, o.state AS consent_state, o.basis AS consent_basis, min(f.hash) AS digest
FROM photo_group g JOIN photo f ON f.id = g.photo JOIN showing s ON s.photo = g.photo JOIN published p ON p.publication = s.publication
     JOIN person e ON e."group" = g."group" AND e.role = 'pupil'
     JOIN permission o ON o.person = e.id AND o.publication = s.publication AND o.subject = 'image' AND o.scope = 'group'
WHERE f.class IN ('several', 'uncertain') AND coalesce(f.format, '') <> 'video' AND o.allowed_now <> 'yes'
  AND NOT EXISTS (SELECT 1 FROM depiction d WHERE d.photo = s.photo AND +d.person = e.id)
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
GROUP BY s.publication, e.id;
