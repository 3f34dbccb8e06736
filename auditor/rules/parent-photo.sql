-- rule: parent-photo
-- title-nl: Foto van een ouder met andermans kind
-- title-en: A parent's photo of somebody else's child
-- checks: every picture and film that a parent, or somebody unknown in a comment or message, has placed; a lead
-- severity: medium
-- parameters: channels, access, shares
-- checked:
SELECT count(*) FROM link l JOIN published p ON p.publication = l.publication
WHERE l.role IN ('image', 'video') AND (p.author_role = 'parent' OR p.author_role = 'unknown' AND p.kind IN ('comment', 'message'))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- Whose child is shown, the lists do not say; a person has to look. Pictures on which nobody is shown are left out.
SELECT publication, item, photo, 'caption' AS place, CASE WHEN author_role = 'parent' THEN 'likely' ELSE 'review' END AS confidence,
       'picture-by-' || author_role AS reason
FROM (SELECT p.*, l.photo, row_number() OVER (PARTITION BY p.publication ORDER BY l.id) AS turn
      FROM link l JOIN published p ON p.publication = l.publication
      WHERE l.role IN ('image', 'video') AND (p.author_role = 'parent' OR p.author_role = 'unknown' AND p.kind IN ('comment', 'message'))
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
        AND NOT EXISTS (SELECT 1 FROM photo f WHERE f.id = l.photo AND f.class = 'none'))
WHERE turn = 1;
