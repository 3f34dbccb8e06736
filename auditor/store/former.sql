-- Posts and answers of the run before (database "earlier"), held against this one. What they said is compared by digest: neither run keeps
-- texts in which nothing was found. A post is known by the platform's number, else its address, else its moment; one that has none of
-- them is left out, for nobody could say which it is.

CREATE TEMP TABLE post AS
SELECT source_label(s.label, s.path, s.platform, s.account) AS label, coalesce(p.native_id, p.url, p.published) AS key, p.kind,
       p.id AS publication, p.item, w.digest, p.published, p.updated, i.gap
FROM main.publication p JOIN main.item i ON i.id = p.item JOIN main.source s ON s.id = i.source
     LEFT JOIN main.wording w ON w.publication = p.id
WHERE p.status = 'published' AND p.kind IN ('post', 'comment') AND coalesce(p.native_id, p.url, p.published) IS NOT NULL;
CREATE INDEX temp.post_key ON post (label, key);
CREATE INDEX temp.post_digest ON post (label, digest);

-- What this run knows of a source: whether all of it was examined, how far back its posts go, and an item to point at.
CREATE TEMP TABLE looked AS
SELECT l.label, l.item, l.whole, (SELECT min(p.published) FROM post p WHERE p.label = l.label) AS oldest
FROM (SELECT source_label(s.label, s.path, s.platform, s.account) AS label, min(i.id) AS item, sum(i.gap) = 0 AS whole
      FROM main.source s JOIN main.item i ON i.source = s.id GROUP BY 1) l;

-- Who was in it, as far as they are on the list still.
CREATE TEMP TABLE involved AS
SELECT x.publication, n.id AS person
FROM (SELECT t.publication, m.person FROM earlier.mention m JOIN earlier.text t ON t.id = m.text
      UNION SELECT s.publication, d.person FROM earlier.showing s JOIN earlier.depiction d ON d.photo = s.photo) x
     JOIN earlier.person o ON o.id = x.person JOIN main.person n ON n.role = o.role AND n.number = o.number;
CREATE INDEX temp.involved_publication ON involved (publication);

INSERT INTO main.former (source, kind, channel, access, author_role, announces, published, native_id, url, digest, earlier, item, state)
SELECT e.label, e.kind, e.channel, e.access, e.author_role, e.announces, e.published, e.native_id, e.url, e.digest, e.id, l.item,
       CASE WHEN EXISTS (SELECT 1 FROM post p WHERE p.label = e.label AND p.key = e.key)
            THEN CASE WHEN e.digest IS NULL OR NOT e.comparable THEN 'unseen'
                      WHEN EXISTS (SELECT 1 FROM post p WHERE p.label = e.label AND p.key = e.key AND (p.digest = e.digest OR p.digest IS NULL OR p.gap))
                      THEN 'same' ELSE 'changed' END
            WHEN EXISTS (SELECT 1 FROM post p WHERE p.label = e.label AND p.digest = e.digest) THEN 'same' -- under another number
            WHEN NOT l.whole OR e.published IS NULL OR l.oldest IS NULL OR e.published < l.oldest THEN 'unseen'
            ELSE 'vanished' END
FROM (SELECT p.*, w.digest, source_label(s.label, s.path, s.platform, s.account) AS label, coalesce(p.native_id, p.url, p.published) AS key,
             i.gap = 0 AND (SELECT value FROM earlier.run WHERE key = 'version') IS (SELECT value FROM main.run WHERE key = 'version') AS comparable
      FROM earlier.publication p JOIN earlier.item i ON i.id = p.item JOIN earlier.source s ON s.id = i.source
           LEFT JOIN earlier.wording w ON w.publication = p.id
      WHERE p.status = 'published' AND p.kind IN ('post', 'comment')) e
     JOIN looked l ON l.label = e.label
WHERE e.key IS NOT NULL ORDER BY e.id;

UPDATE main.former SET (publication, item, edited) = (
    SELECT p.publication, p.item, p.updated IS NOT NULL AND p.updated IS NOT (SELECT updated FROM earlier.publication WHERE id = former.earlier)
    FROM post p WHERE p.label = former.source AND p.key = coalesce(former.native_id, former.url, former.published) ORDER BY p.publication LIMIT 1)
WHERE state = 'changed';

-- Why it may have been done: somebody asked, a consent is no more, or our own report said so.
UPDATE main.former SET why = CASE
    WHEN EXISTS (SELECT 1 FROM main.takedown t LEFT JOIN involved v ON v.publication = former.earlier AND v.person = t.person
                 WHERE v.person IS NOT NULL AND t.target IS NULL
                    OR t.target <> '' AND (t.target IN (former.url, former.native_id) OR instr(former.url, t.target) > 0
                                           OR length(former.native_id) > 5 AND instr(t.target, former.native_id) > 0)) THEN 'takedown'
    WHEN EXISTS (SELECT 1 FROM involved v JOIN main.consent c ON c.person = v.person
                 WHERE v.publication = former.earlier AND (c.withdrawn_on IS NOT NULL OR c.answer = 'no')) THEN 'consent'
    WHEN EXISTS (SELECT 1 FROM earlier.finding f WHERE f.publication = former.earlier AND f.as_ = 'verdict') THEN 'finding' END
WHERE state IN ('changed', 'vanished');
UPDATE main.former SET earlier = NULL;

DROP TABLE temp.involved;
DROP TABLE temp.looked;
DROP TABLE temp.post;
