-- Size families, and what was seen of each picture; the first step of linking, before copies.c. place_family() and place_derived() are C (places.c).

-- A size family is an original and what a website made of it; what is no derivative stands for itself. Originals with the same bytes have one key,
-- as have those with the same picture data under other metadata, where a reader gave a digest of it (property pixels/digest).
CREATE TEMP TABLE picture_family AS
SELECT p.item, i.source, i.hash, place_family(i.place, p.width, p.height) AS family, place_derived(i.place, p.width, p.height) AS derived,
       p.width * p.height AS pixels
FROM picture p JOIN item i ON i.id = p.item;

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
