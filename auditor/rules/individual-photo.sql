-- rule: individual-photo
-- title-nl: Foto van één leerling
-- title-en: Photo of one pupil
-- checks: every photo in every publication in scope whose class is known; the others are undecided
-- severity: medium
-- parameters: channels, access, shares, classes, lone, films
-- default: lone=0
-- default: films=0
-- checked:
SELECT count(*) FROM showing s JOIN published p ON p.publication = s.publication JOIN photo f ON f.id = s.photo
WHERE (coalesce(f.format, '') <> 'video' OR :films AND f.frames > 0) AND (f.class <> 'uncertain' OR EXISTS (SELECT 1 FROM depiction d WHERE d.photo = f.id))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- undecided:
SELECT count(*) FROM showing s JOIN published p ON p.publication = s.publication JOIN photo f ON f.id = s.photo
WHERE (coalesce(f.format, '') <> 'video' OR :films AND f.frames > 0) AND f.class = 'uncertain'
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- An uncertain photo counts only where a pupil is known to be in it, and then for review. With :lone, photos with exactly one known pupil;
-- with :films also films whose frames were looked into.
SELECT s.publication, p.item, s.photo, CASE WHEN pupils = 1 THEN k.person END AS person, CASE WHEN s.link IS NULL THEN 'filename' ELSE 'body' END AS place,
       (SELECT d.mention FROM depiction d WHERE d.photo = s.photo AND +d.person = k.person AND d.mention IS NOT NULL
        ORDER BY d.id LIMIT 1) AS mention,
       CASE WHEN f.class <> 'individual' THEN 'review' WHEN f.faces = 1 THEN 'certain' ELSE 'likely' END AS confidence,
       f.hash AS digest
FROM showing s JOIN published p ON p.publication = s.publication JOIN photo f ON f.id = s.photo
     LEFT JOIN (SELECT d.photo, count(DISTINCT d.person) AS pupils, min(d.person) AS person
                FROM depiction d JOIN person e ON e.id = d.person AND e.role = 'pupil' GROUP BY d.photo) k ON k.photo = s.photo
WHERE (coalesce(f.format, '') <> 'video' OR :films AND f.frames > 0) AND f.class IN (SELECT value FROM json_each(:classes))
  AND (f.class <> 'uncertain' OR k.pupils > 0) AND (NOT :lone OR k.pupils = 1)
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
