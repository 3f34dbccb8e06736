-- Size families, and what was seen of each picture; the first step of linking, before copies.c. place_family() and place_derived() are C (places.c).

-- A size family is an original and what a website made of it; what is no derivative stands for itself. Originals with the same bytes have one key,
-- as have those with the same picture data under other metadata, where a reader gave a digest of it (property pixels/digest).
CREATE TEMP TABLE picture_family AS
SELECT p.item, i.source, i.hash, place_family(i.place, p.width, p.height) AS family, place_derived(i.place, p.width, p.height) AS derived,
       p.width * p.height AS pixels
FROM picture p JOIN item i ON i.id = p.item;

-- What could not be seen is a gap of the pictures that a family is judged by: its originals, else the largest of what is nearest to them. So it
-- does not depend on which others were looked into on the way.
CREATE TEMP TABLE picture_gap AS
SELECT f.item, f.hash, g.reason, g.detail
FROM (SELECT p.*, first_value(p.derived) OVER nearest AS best, first_value(p.pixels) OVER nearest AS most
      FROM picture_family p JOIN item i ON i.id = p.item WHERE i.type LIKE 'image/%' OR i.type LIKE 'video/%'
      WINDOW nearest AS (PARTITION BY p.source, p.family ORDER BY p.derived, p.pixels DESC)) f JOIN seen_gap g ON g.hash = f.hash
WHERE f.derived = f.best AND (f.derived = 0 OR f.pixels = f.most);
INSERT INTO gap (item, reason, detail) SELECT item, reason, detail FROM picture_gap ORDER BY item;
UPDATE item SET state = iif(item.state = 'read', 'partial', item.state), reason = iif(item.gap, item.reason, p.reason),
                detail = iif(item.gap, item.detail, p.detail), gap = 1
FROM picture_gap p WHERE p.item = item.id;
INSERT INTO pixels_gap SELECT hash, min(reason), min(detail) FROM picture_gap GROUP BY hash ORDER BY hash;
DROP TABLE picture_gap;

CREATE TEMP TABLE picture_key AS
SELECT r.item, r.original,
       coalesce((SELECT 'pixels ' || min(p.value) FROM property p WHERE p.item = r.original AND p.block = 'pixels' AND p.key = 'digest'), i.hash,
                'item ' || r.original) AS key
FROM (SELECT item, CASE WHEN derived = 0 THEN item
                   ELSE first_value(item) OVER (PARTITION BY source, family ORDER BY derived, pixels DESC, item) END AS original
      FROM picture_family) r JOIN item i ON i.id = r.original;

-- Of the originals of one key the largest that was looked into speaks for all.
CREATE TEMP TABLE picture_look AS
SELECT key, hash, first, width, height FROM (
    SELECT k.key, i.hash, s.width, s.height, min(k.original) OVER (PARTITION BY k.key) AS first,
           row_number() OVER (PARTITION BY k.key ORDER BY s.width * s.height DESC, k.original) AS turn
    FROM (SELECT DISTINCT key, original FROM picture_key) k JOIN item i ON i.id = k.original JOIN seen s ON s.hash = i.hash)
WHERE turn = 1;

-- Keys that copies.c finds to be one photo, each with the first of them.
CREATE TEMP TABLE picture_same (key TEXT PRIMARY KEY, photo TEXT NOT NULL) WITHOUT ROWID;
