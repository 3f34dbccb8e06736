-- rule: staff-pupil-contact
-- title-nl: Contact tussen medewerker en leerling of ouder
-- title-en: Contact between staff and a pupil or parent
-- checks: every thread of comments and messages in which a member of staff and a person of the given roles take part
-- needs: register, staff
-- severity: medium
-- parameters: channels, access, when, roles
-- default: when=any
-- default: roles=["pupil"]
-- checked:
SELECT count(DISTINCT t.root) FROM threads t JOIN published p ON p.publication = t.publication
WHERE (p.channel IS NULL OR p.channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND p.access IN (SELECT value FROM json_each(:access)) AND p.kind IN ('comment', 'message');
-- findings:
-- One finding a thread and pupil or parent: the first message of staff in it. Hours are those of the Netherlands.
WITH spoken AS (
    SELECT t.root, p.publication, p.item, p.author_person, p.author_role = 'staff' AS by_staff, e.role, local_time(p.published) AS at
    FROM threads t JOIN published p ON p.publication = t.publication LEFT JOIN person e ON e.id = p.author_person
    WHERE (p.channel IS NULL OR p.channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
      AND p.access IN (SELECT value FROM json_each(:access))),
met AS (
    SELECT s.root, s.publication, s.item, s.at, o.person,
           row_number() OVER (PARTITION BY s.root, o.person ORDER BY s.publication) AS turn
    FROM spoken s
         JOIN (SELECT root, author_person AS person, role FROM spoken WHERE author_person IS NOT NULL
               UNION SELECT t.root, c.person, c.person_role FROM contacts c JOIN threads t ON t.publication = c.publication WHERE c.person IS NOT NULL) o
           ON o.root = s.root AND o.role IN (SELECT value FROM json_each(:roles))
    WHERE s.by_staff AND (:when = 'any' OR s.at IS NOT NULL AND (strftime('%w', s.at) IN ('0', '6') OR strftime('%H:%M', s.at) NOT BETWEEN '08:00' AND '17:00')))
SELECT publication, item, person, 'body' AS place, 'likely' AS confidence, iif(:when = 'any', NULL, :when) AS reason FROM met WHERE turn = 1;
