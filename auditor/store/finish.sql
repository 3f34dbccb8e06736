-- Last step of writing audit.db: what needs all rows, and the indexes that rules and reports use.

UPDATE source SET account = (SELECT coalesce(a.handle, a.name) FROM account a JOIN item i ON i.id = a.item
                             WHERE i.source = source.id ORDER BY a.id LIMIT 1);
UPDATE source SET platform = (SELECT a.platform FROM account a JOIN item i ON i.id = a.item
                              WHERE i.source = source.id ORDER BY a.id LIMIT 1);
UPDATE source SET platform = m.platform
FROM (SELECT i.source, p.platform, row_number() OVER (PARTITION BY i.source ORDER BY count(*) DESC, p.platform) AS turn
      FROM publication p JOIN item i ON i.id = p.item WHERE p.platform IS NOT NULL GROUP BY i.source, p.platform) m
WHERE m.source = source.id AND m.turn = 1 AND source.platform IS NULL;

-- Whose account an export is, where the school says so by its handle.
UPDATE source SET owner = (SELECT coalesce(k.detail, 'school') FROM school k JOIN account a ON lower(ltrim(k.value, '@')) IN (lower(ltrim(a.handle, '@')), lower(a.name))
                           JOIN item i ON i.id = a.item
                           WHERE i.source = source.id AND k.kind = 'account' AND (k.platform IS NULL OR k.platform = a.platform) ORDER BY k.id LIMIT 1)
WHERE owner IS NULL;
UPDATE account SET owner = (SELECT s.owner FROM item i JOIN source s ON s.id = i.source WHERE i.id = account.item) WHERE owner IS NULL;
UPDATE publication SET author_role = CASE WHEN s.owner LIKE 'staff:%' THEN 'staff' ELSE 'unknown' END
FROM item i JOIN source s ON s.id = i.source
WHERE publication.item = i.id AND publication.author_role = 'school' AND s.owner IS NOT NULL AND s.owner NOT IN ('school', 'management');

-- A comment or message by the account itself is the school's own word, unless the source belongs to somebody else.
UPDATE publication SET author_role = 'school'
WHERE author_role = 'unknown' AND author_person IS NULL AND author IS NOT NULL AND EXISTS (
    SELECT 1 FROM account a JOIN item i ON i.id = a.item JOIN item own ON own.id = publication.item AND own.source = i.source
    WHERE author IN (a.name, a.handle) AND coalesce(a.owner, 'school') IN ('school', 'management'));

CREATE INDEX item_parent ON item (parent) WHERE parent IS NOT NULL;
CREATE INDEX item_duplicate ON item (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX publication_item ON publication (item);
CREATE INDEX publication_parent ON publication (parent) WHERE parent IS NOT NULL;
CREATE INDEX text_publication ON text (publication) WHERE digest IS NOT NULL;
CREATE INDEX text_item ON text (item) WHERE digest IS NOT NULL;
CREATE INDEX text_link ON text (link) WHERE link IS NOT NULL;
CREATE INDEX mention_text ON mention (text);
CREATE INDEX mention_person ON mention (person);
CREATE INDEX trace_person ON trace (person);
CREATE INDEX datum_publication ON datum (publication);
CREATE INDEX phrase_text ON phrase (text);
CREATE INDEX link_publication ON link (publication);
CREATE INDEX person_tag_item ON person_tag (item);
CREATE INDEX property_item ON property (item);
CREATE INDEX consent_person ON consent (person);

-- Who wrote what an export names by number only, where the same archive tells whose number it is: a list of people that is one of contacts too
-- speaks for all of its platform there, any other for what tells its writer's number in the same file.
CREATE TEMP TABLE numbered AS
SELECT r.key AS id, i.source, i.parent, r.item, max(r.value) AS name, (SELECT c.platform FROM contact c WHERE c.item = r.item LIMIT 1) AS platform,
       (SELECT m.person FROM text t JOIN mention m ON m.text = t.id
        WHERE t.item = r.item AND t.digest IS NOT NULL AND t.place = 'author' AND m.matched = r.value AND m.tier = 'certain' LIMIT 1) AS person,
       (SELECT c.person FROM contact c WHERE c.item = r.item AND c.name = r.value AND c.person IS NOT NULL LIMIT 1) AS contact
FROM property r JOIN item i ON i.id = r.item WHERE r.block = 'user' GROUP BY r.item, r.key;
CREATE INDEX numbered_id ON numbered (id);
CREATE TEMP TABLE written AS
SELECT p.id AS publication, n.name, coalesce(n.contact, n.person) AS person
FROM publication p CROSS JOIN numbered n ON n.id = p.author JOIN item i ON i.id = p.item
WHERE EXISTS (SELECT 1 FROM numbered) AND p.platform = n.platform AND i.source = n.source AND i.parent IS n.parent
UNION ALL
SELECT r.publication, n.name, n.person FROM property r CROSS JOIN numbered n ON n.id = r.value AND n.item = r.item
WHERE r.block = 'author' AND r.key = 'number';
UPDATE publication SET author = w.name, author_person = coalesce(author_person, w.person),
       author_role = coalesce((SELECT role FROM person WHERE id = w.person), author_role)
FROM written w WHERE w.publication = publication.id;
DROP TABLE numbered;
DROP TABLE written;
DELETE FROM property WHERE block IN ('user', 'author');

-- An account that lets only those in whom it knows: what its archive calls public was for them alone, unless the operator says otherwise. The
-- export begins above the folder that the property's key names; *: all of the archive.
UPDATE publication SET access = 'closed', access_known = 1
FROM (SELECT i.source, i.parent, r.value AS platform,
             iif(r.key = '*', '', substr(i.path, 1, instr(i.path || r.key, r.key) - 1)) AS root
      FROM property r JOIN item i ON i.id = r.item JOIN source s ON s.id = i.source
      WHERE r.block = 'account' AND coalesce(s.access, '') <> 'public') shut
     JOIN item own ON own.source = shut.source AND own.parent IS shut.parent
WHERE publication.item = own.id AND publication.platform = shut.platform AND publication.access = 'public'
  AND substr(own.path, 1, length(shut.root)) = shut.root;

-- Nothing found where nothing lay is no "clean": a source with no file in it that holds a byte, unless a gap of it says why.
INSERT INTO warning (code, detail)
SELECT 'source-empty', label FROM source WHERE id NOT IN (
    SELECT i.source FROM item i WHERE i.gap OR NOT i.is_container AND coalesce(i.reason, '') <> 'empty'
        OR i.is_container AND EXISTS (SELECT 1 FROM text t WHERE t.item = i.id AND t.digest IS NOT NULL AND t.place <> 'filename'))
ORDER BY id;
INSERT INTO warning (code)
SELECT 'consent-missing' WHERE EXISTS (SELECT 1 FROM run WHERE key = 'register-given' AND value = '1') AND NOT EXISTS (SELECT 1 FROM consent)
    AND NOT EXISTS (SELECT 1 FROM run WHERE key = 'register-refusers-only' AND value = '1');
