-- rule: negative-about-school
-- title-nl: Negatief over de school
-- title-en: Negative about the school
-- checks: every post, comment, message and page whose author may be bound; words from lists beside a word for the school, so each hit is a lead
-- severity: low
-- parameters: channels, access, shares, authors
-- lists: negative
-- context: school-words
-- checked:
SELECT total(texts) FROM text_counts
WHERE place IN ('body', 'title', 'caption', 'alt', 'tag') AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
-- A comment below the school's own post is about the school; elsewhere its name or a word for it has to stand in the same text.
SELECT publication, item, place, excerpt, digest, 'words ' || json_object('words', phrase) AS reason, CASE WHEN named THEN 'likely' ELSE 'review' END AS confidence
FROM (SELECT n.*,
             EXISTS (SELECT 1 FROM phrase s WHERE s.text = n.text AND s.list = 'school-name')
             OR EXISTS (SELECT 1 FROM publication c JOIN publication a ON a.id = c.parent
                        WHERE c.id = n.publication AND c.kind = 'comment' AND a.author_role = 'school') AS named,
             row_number() OVER (PARTITION BY publication, place ORDER BY hit) AS turn
      FROM phrased n
      WHERE list = 'negative' AND place IN ('body', 'title', 'caption', 'alt', 'tag') AND author_role IN (SELECT value FROM json_each(:authors))
    AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)) said
WHERE turn = 1 AND (named OR instr(lower(phrase), 'school') OR EXISTS (SELECT 1 FROM phrase s WHERE s.text = said.text AND s.list = 'school-words'));
