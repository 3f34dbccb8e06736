-- rule: old-content
-- title-nl: Ouder dan de bewaartermijn
-- title-en: Older than the retention period
-- checks: every dated publication that names or shows a pupil
-- needs: register
-- severity: low
-- parameters: channels, access, shares, years
-- checked:
SELECT count(*) FROM published p
WHERE published IS NOT NULL AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- undecided:
SELECT count(*) FROM published p
WHERE published IS NULL AND kind IN ('page', 'post', 'document') AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND EXISTS (SELECT 1 FROM text t JOIN mention m ON m.text = t.id JOIN person e ON e.id = m.person
              WHERE t.publication = p.publication AND t.digest IS NOT NULL AND m.tier IN ('certain', 'likely') AND e.role = 'pupil');
-- findings:
SELECT publication, item, 'body' AS place, 'published ' || json_object('day', substr(published, 1, 10)) AS reason,
       CASE WHEN published_known IN ('export', 'metadata', 'text') THEN 'likely' ELSE 'review' END AS confidence
FROM published p
WHERE published IS NOT NULL AND date(substr(published, 1, 10)) < date((SELECT value FROM run WHERE key = 'today'), '-' || :years || ' years')
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (EXISTS (SELECT 1 FROM text t JOIN mention m ON m.text = t.id JOIN person e ON e.id = m.person
               WHERE t.publication = p.publication AND t.digest IS NOT NULL AND m.tier IN ('certain', 'likely') AND e.role = 'pupil')
       OR EXISTS (SELECT 1 FROM showing s JOIN depiction d ON d.photo = s.photo JOIN person e ON e.id = d.person
                  WHERE s.publication = p.publication AND e.role = 'pupil' AND d.confidence <> 'review'));
