-- What Google Photos says of a photo holds for the one that was edited from it, and for the film that was taken with it: neither has a sidecar of its
-- own in a Takeout. They get a link of their own, behind all others, and what is said beside the first one is said of them too (photos.sql).
-- place_stem() and place_lender() are C (places.c).
CREATE TEMP TABLE sidecar AS
SELECT min(l.id) AS link, l.target, place_stem(t.place) AS stem
FROM link l JOIN publication p ON p.id = l.publication JOIN item t ON t.id = l.target
WHERE p.platform = 'google-photos' AND p.kind = 'post' AND l.role = 'image' GROUP BY l.target;
CREATE INDEX sidecar_stem ON sidecar (stem);

CREATE TEMP TABLE lent AS
SELECT (SELECT max(id) FROM link) + row_number() OVER (ORDER BY original, item) AS link, original, item
FROM (SELECT min(s.link) AS original, e.id AS item
      FROM (SELECT id, place_lender(place) AS stem FROM item WHERE EXISTS (SELECT 1 FROM sidecar) AND NOT is_container AND duplicate_of IS NULL) e
           JOIN sidecar s ON s.stem = e.stem
      WHERE e.stem IS NOT NULL AND s.target <> e.id
        AND e.id NOT IN (SELECT l.target FROM link l JOIN publication p ON p.id = l.publication
                         WHERE l.target IS NOT NULL AND p.platform = 'google-photos')
      GROUP BY e.id);

INSERT INTO link (id, item, publication, number, role, uri, taken, target, state, how)
SELECT n.link, l.item, l.publication, l.number, CASE WHEN e.type LIKE 'video/%' THEN 'video' ELSE l.role END, e.name, l.taken, n.item, 'found', 'name'
FROM lent n JOIN link l ON l.id = n.original JOIN item e ON e.id = n.item ORDER BY n.link;
