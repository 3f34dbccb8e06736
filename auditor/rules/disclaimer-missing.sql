-- rule: disclaimer-missing
-- title-nl: Geen voorbehoud bij een bericht over de school
-- title-en: No disclaimer with a post about the school
-- checks: every publication on the private account of a member of staff that names the school
-- needs: staff, accounts
-- severity: low
-- parameters: channels, access, shares, authors, functions, lists, excuses
-- context: disclaimer, employment, school-words
-- checked:
SELECT count(*) FROM published
WHERE owner LIKE 'staff%' AND author_role IN (SELECT value FROM json_each(:authors)) AND kind IN ('post', 'page', 'comment', 'document') AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
SELECT publication, item, place, confidence, CASE WHEN :excuses THEN 'no-disclaimer' ELSE 'function-named' END AS reason, excerpt, digest
FROM (SELECT h.publication, h.item, h.place, h.excerpt, h.digest, CASE WHEN h.list = 'school-name' THEN 'likely' ELSE 'review' END AS confidence,
             row_number() OVER (PARTITION BY h.publication ORDER BY h.list, h.hit) AS turn
      FROM phrased h
      WHERE h.owner LIKE 'staff%' AND h.author_role IN (SELECT value FROM json_each(:authors)) AND h.list IN ('school-name', 'school-words') AND h.kind IN ('post', 'page', 'comment', 'document')
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
        AND (json_array_length(:functions) = 0
             OR EXISTS (SELECT 1 FROM person e, json_each(:functions) f
                        WHERE e.role = 'staff' AND h.owner = 'staff:' || e.number AND instr(squeeze(e.function), squeeze(f.value)) > 0))
        -- In the post itself, or in the profile of the account.
        AND NOT (:excuses AND (EXISTS (SELECT 1 FROM text t JOIN phrase d ON d.text = t.id
                                       WHERE t.publication = h.publication AND t.digest IS NOT NULL AND d.list IN (SELECT value FROM json_each(:lists)))
                               OR h.source IN (SELECT i.source FROM phrase d JOIN text t ON t.id = d.text JOIN publication q ON q.id = t.publication
                                                      JOIN item i ON i.id = q.item
                                               WHERE q.kind = 'account' AND d.list IN (SELECT value FROM json_each(:lists))))))
WHERE turn = 1;
