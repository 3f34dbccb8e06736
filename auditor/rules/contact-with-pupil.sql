-- rule: contact-with-pupil
-- title-nl: Privécontact met een leerling of ouder
-- title-en: Private contact with a pupil or parent
-- checks: friends, followers, following and requests in the exports of staff's own accounts
-- needs: register, accounts
-- severity: medium
-- parameters: relations
-- checked:
SELECT count(*) FROM contacts c JOIN item i ON i.id = c.item JOIN source s ON s.id = i.source
WHERE s.owner LIKE 'staff%' AND c.relation IN (SELECT value FROM json_each(:relations));
-- undecided:
SELECT count(*) FROM contacts c JOIN item i ON i.id = c.item JOIN source s ON s.id = i.source
WHERE s.owner LIKE 'staff%' AND c.relation IN (SELECT value FROM json_each(:relations)) AND c.name IS NULL;
-- findings:
-- Contacts of which the platform gives a number or a handle only cannot be recognised: they stay undecided.
SELECT item, publication, person, 'tag' AS place, tier AS confidence, 'relation-' || relation AS reason, coalesce(name, handle) AS digest
FROM (SELECT c.*, row_number() OVER (PARTITION BY c.person, i.source, c.relation ORDER BY c.id) AS turn
      FROM contacts c JOIN item i ON i.id = c.item JOIN source s ON s.id = i.source
      WHERE s.owner LIKE 'staff%' AND c.relation IN (SELECT value FROM json_each(:relations)) AND c.person_role IN ('pupil', 'parent')
        AND c.tier IN ('certain', 'likely', 'review')
        AND NOT EXISTS (SELECT 1 FROM allowed a WHERE a.kind = 'contact' AND squeeze(a.value) IN (squeeze(c.name), squeeze(c.handle))))
WHERE turn = 1;
