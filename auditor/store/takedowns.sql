-- From what a request names (temp table found) to every place where it is still published. Runs anew with each judgement.
DELETE FROM takedown_hit;

-- Of a photo found in several ways only the best counts: the copies of one that is only called alike are no copies of what was meant.
DELETE FROM found WHERE how = 'elsewhere' AND EXISTS (
    SELECT 1 FROM found b WHERE b.takedown = found.takedown AND b.how <> 'elsewhere' AND (b.photo IS found.photo AND b.item IS found.item));
CREATE TEMP TABLE alike AS
SELECT DISTINCT takedown, photo FROM found f
WHERE photo IS NOT NULL AND NOT EXISTS (SELECT 1 FROM found b WHERE b.takedown = f.takedown AND b.photo = f.photo AND b.how <> 'elsewhere');

-- Photos: every publication that shows them, by whatever copy. Copies found for themselves keep how they were found.
INSERT OR IGNORE INTO takedown_hit (takedown, publication, photo, item, how)
SELECT f.takedown, s.publication, f.photo, coalesce(nullif(s.item, 0), p.item),
       CASE min(CASE WHEN s.item = f.item OR s.publication = f.publication THEN
                    CASE f.how WHEN 'address' THEN 1 WHEN 'place' THEN 2 WHEN 'tail' THEN 3 WHEN 'name' THEN 4 ELSE 6 END ELSE 5 END)
            WHEN 1 THEN 'address' WHEN 2 THEN 'place' WHEN 3 THEN 'tail' WHEN 4 THEN 'name' WHEN 5 THEN 'copy' ELSE 'elsewhere' END
FROM found f JOIN showing s ON s.photo = f.photo JOIN published p ON p.publication = s.publication
WHERE f.photo IS NOT NULL GROUP BY f.takedown, s.publication, f.photo;

UPDATE takedown_hit SET how = 'elsewhere' WHERE (takedown, photo) IN (SELECT takedown, photo FROM alike);
DROP TABLE alike;

-- Pages, posts, documents: the publication itself; of a file its own.
INSERT OR IGNORE INTO takedown_hit (takedown, publication, photo, item, how)
SELECT f.takedown, p.publication, 0, p.item, f.how
FROM found f JOIN published p ON p.publication = f.publication
WHERE f.photo IS NULL AND f.publication IS NOT NULL AND (f.item IS NULL OR f.item = p.item)
ORDER BY CASE f.how WHEN 'address' THEN 1 WHEN 'place' THEN 2 WHEN 'tail' THEN 3 WHEN 'name' THEN 4 ELSE 5 END;

INSERT OR IGNORE INTO takedown_hit (takedown, publication, photo, item, how)
SELECT f.takedown, min(p.publication), 0, f.item, f.how
FROM found f JOIN published p ON p.item = f.item
WHERE f.photo IS NULL AND (f.publication IS NULL OR f.publication <> p.publication)
GROUP BY f.takedown, f.item, f.how ORDER BY CASE f.how WHEN 'address' THEN 1 WHEN 'place' THEN 2 WHEN 'tail' THEN 3 WHEN 'name' THEN 4 ELSE 5 END;

-- A request that names nothing asks for everything of the person.
INSERT OR IGNORE INTO takedown_hit (takedown, publication, photo, item, how)
SELECT t.id, s.publication, s.photo, coalesce(nullif(s.photo_item, 0), s.item), 'person'
FROM takedown t JOIN shown s ON s.person = t.person WHERE t.target IS NULL;
INSERT OR IGNORE INTO takedown_hit (takedown, publication, photo, item, how)
SELECT t.id, n.publication, 0, n.item, 'person'
FROM takedown t JOIN named n ON n.person = t.person
WHERE t.target IS NULL AND n.surname AND n.tier IN ('certain', 'likely', 'review')
  AND NOT EXISTS (SELECT 1 FROM takedown_hit h WHERE h.takedown = t.id AND h.publication = n.publication);

-- Photos that could be cut out of one that was meant, or it out of them: somebody has to look.
INSERT OR IGNORE INTO takedown_hit (takedown, publication, photo, item, how)
SELECT h.takedown, s.publication, s.photo, coalesce(nullif(min(s.item), 0), p.item), 'crop'
FROM (SELECT DISTINCT takedown, photo FROM takedown_hit WHERE photo <> 0 AND how <> 'elsewhere') h
     JOIN (SELECT photo, whole AS other FROM photo_part UNION SELECT whole, photo FROM photo_part) k ON k.photo = h.photo
     JOIN showing s ON s.photo = k.other JOIN published p ON p.publication = s.publication
GROUP BY h.takedown, s.publication, s.photo;

-- A file name that several photos or pages have may mean another one.
UPDATE takedown_hit SET how = 'name-several'
WHERE how = 'name' AND takedown IN (SELECT takedown FROM takedown_hit WHERE how = 'name'
                                    GROUP BY takedown HAVING count(DISTINCT CASE WHEN photo THEN -photo ELSE publication END) > 1);

-- Met is what was looked for in inputs that were read whole; with gaps it was only not found.
UPDATE takedown SET state = CASE WHEN EXISTS (SELECT 1 FROM takedown_hit h WHERE h.takedown = takedown.id) THEN 'open'
                                 WHEN EXISTS (SELECT 1 FROM item WHERE gap) THEN 'not-found' ELSE 'met' END;
DROP TABLE found;
