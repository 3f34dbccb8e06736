-- rule: private-email
-- title-nl: E-mail met een leerling vanaf een privéadres
-- title-en: E-mail with a pupil from a private address
-- checks: every e-mail between staff and pupils: the address of the member of staff has to be one of the school
-- needs: register, staff, domains
-- severity: medium
-- parameters: access
-- default: access=["public", "closed", "direct"]
-- checked:
SELECT count(DISTINCT c.publication) FROM contacts c JOIN published p ON p.publication = c.publication
WHERE p.platform = 'e-mail' AND c.person_role = 'staff' AND p.access IN (SELECT value FROM json_each(:access))
  AND EXISTS (SELECT 1 FROM contacts o WHERE o.publication = c.publication AND o.person_role = 'pupil');
-- findings:
SELECT c.publication, c.item, o.person, 'tag' AS place, CASE WHEN c.tier = 'certain' THEN 'certain' ELSE 'likely' END AS confidence,
       'e-mail-domain ' || json_object('domain', lower(substr(c.handle, instr(c.handle, '@') + 1))) AS reason
FROM contacts c JOIN published p ON p.publication = c.publication JOIN contacts o ON o.publication = c.publication AND o.person_role = 'pupil'
WHERE p.platform = 'e-mail' AND c.person_role = 'staff' AND p.access IN (SELECT value FROM json_each(:access)) AND instr(c.handle, '@') > 0
  AND NOT EXISTS (SELECT 1 FROM school s WHERE s.kind = 'domain'
                  AND (lower(substr(c.handle, instr(c.handle, '@') + 1)) = lower(s.value)
                       OR lower(c.handle) LIKE '%.' || lower(s.value)))
GROUP BY c.publication, o.person;
