-- rule: account-name
-- title-nl: Schoolnaam of ongepaste naam in een account
-- title-en: The school's name, or an unfit one, in an account
-- checks: every account name and alias: own accounts, authors, friends and followers
-- severity: medium
-- parameters: about, permitted, lists
-- default: permitted=[]
-- default: lists=[]
-- lists: insult, obscenity, sexual, discrimination
-- checked:
SELECT count(*) FROM (SELECT name FROM account WHERE name IS NOT NULL UNION SELECT handle FROM account WHERE handle IS NOT NULL
                      UNION SELECT author FROM publication WHERE author IS NOT NULL AND kind IN ('post', 'comment', 'message')
                      UNION SELECT name FROM contact WHERE name IS NOT NULL UNION SELECT handle FROM contact WHERE handle IS NOT NULL);
-- undecided:
SELECT count(*) FROM (SELECT 1) WHERE :about = 'school-name' AND NOT EXISTS (SELECT 1 FROM school WHERE kind = 'name');
-- findings:
-- Own accounts of the school and permitted ones may carry its name. Names of fewer than five letters would be found everywhere.
WITH known AS (
    SELECT name, item, publication FROM contact WHERE name IS NOT NULL
    UNION ALL SELECT handle, item, publication FROM contact WHERE handle IS NOT NULL AND instr(handle, '@') < 2
    UNION ALL SELECT author, item, id FROM publication
    WHERE author IS NOT NULL AND author_role NOT IN ('school', 'staff') AND kind IN ('post', 'comment', 'message')
    UNION ALL SELECT coalesce(handle, name), item, NULL FROM account WHERE coalesce(owner, 'school') NOT IN ('school', 'management', 'allowed')),
fit AS (
    SELECT squeeze(value) AS name FROM json_each(:permitted)
    UNION SELECT squeeze(value) FROM allowed WHERE kind = 'account'
    UNION SELECT squeeze(value) FROM school WHERE kind = 'account' AND coalesce(detail, 'school') IN ('school', 'management', 'allowed')
    UNION SELECT squeeze(name) FROM account WHERE coalesce(owner, 'school') IN ('school', 'management', 'allowed') AND name IS NOT NULL
    UNION SELECT squeeze(handle) FROM account WHERE coalesce(owner, 'school') IN ('school', 'management', 'allowed') AND handle IS NOT NULL)
SELECT item, publication, 'author' AS place, 'likely' AS confidence, 'school-name' AS reason, name AS excerpt, squeeze(name) AS digest
FROM (SELECT k.*, row_number() OVER (PARTITION BY squeeze(k.name) ORDER BY k.item, k.publication) AS turn FROM known k
      WHERE :about = 'school-name' AND squeeze(k.name) NOT IN (SELECT name FROM fit)
        AND EXISTS (SELECT 1 FROM school s WHERE s.kind = 'name' AND length(squeeze(s.value)) >= 5 AND instr(squeeze(k.name), squeeze(s.value)) > 0))
WHERE turn = 1
UNION ALL
SELECT item, publication, place, 'review', 'words ' || json_object('words', phrase), excerpt, digest
FROM (SELECT *, row_number() OVER (PARTITION BY excerpt ORDER BY hit) AS turn FROM phrased
      WHERE :about = 'wording' AND place IN ('author', 'tag') AND list IN (SELECT value FROM json_each(:lists))
        AND coalesce(squeeze(excerpt), '') NOT IN (SELECT squeeze(value) FROM allowed WHERE kind = 'account'))
WHERE turn = 1;
