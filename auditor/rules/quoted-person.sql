-- rule: quoted-person
-- title-nl: Iemand wordt aangehaald
-- title-en: Somebody is quoted
-- checks: every text in scope: a person of the lists, a word of quoting and quotation marks close together; a lead
-- needs: register
-- severity: low
-- parameters: channels, access, shares, authors, roles
-- context: quoting
-- checked:
SELECT total(texts) FROM text_counts
WHERE place IN ('body', 'title', 'caption') AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
SELECT mention, publication, item, person, place, 'review' AS confidence, 'quoting' AS reason
FROM (SELECT n.*, row_number() OVER (PARTITION BY n.person, n.publication, n.place ORDER BY n.mention) AS turn
      FROM named n JOIN mention m ON m.id = n.mention
      WHERE n.person_role IN (SELECT value FROM json_each(:roles)) AND n.place IN ('body', 'title', 'caption') AND n.author_role IN (SELECT value FROM json_each(:authors))
    AND (n.channel IS NULL OR n.channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND n.access IN (SELECT value FROM json_each(:access)) AND (:shares OR n.announces IS NULL)
        AND EXISTS (SELECT 1 FROM phrase h WHERE h.text = n.text AND h.list = 'quoting' AND h.start BETWEEN m.start - 60 AND m.end + 40)
        AND (instr(n.excerpt, '"') OR instr(n.excerpt, '“') OR instr(n.excerpt, '”') OR instr(n.excerpt, '„') OR instr(n.excerpt, '‘')
             OR instr(n.excerpt, ' ''') OR instr(n.excerpt, '«')))
WHERE turn = 1;
