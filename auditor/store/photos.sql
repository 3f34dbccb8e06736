-- Photos, where they are shown, whom they show, and whether they show one person or several: from tags, captions, names and faces.
-- Runs once, after link.target was found, pictures.sql and copies.c. Every result is ordered, so that ids are the same for the same facts.

-- One photo: all items of its keys.
CREATE TEMP TABLE photo_number AS
SELECT row_number() OVER (ORDER BY min(k.item)) AS id, coalesce(m.photo, k.key) AS key, min(k.original) AS original
FROM picture_key k LEFT JOIN picture_same m ON m.key = k.key GROUP BY 2;
CREATE UNIQUE INDEX photo_number_key ON photo_number (key);

INSERT INTO photo (id, hash, width, height, format)
SELECT n.id, i.hash, p.width, p.height, p.format
FROM photo_number n JOIN item i ON i.id = n.original JOIN picture p ON p.item = n.original ORDER BY n.id;

INSERT INTO photo_item (photo, item, how)
SELECT n.id, k.item, CASE WHEN k.item = n.original THEN 'original' WHEN i.hash = f.hash THEN 'hash' WHEN k.item = k.original THEN 'pixels'
                       ELSE 'size-family' END
FROM picture_key k LEFT JOIN picture_same m ON m.key = k.key JOIN photo_number n ON n.key = coalesce(m.photo, k.key) JOIN item i ON i.id = k.item JOIN photo f ON f.id = n.id ORDER BY k.item;
CREATE INDEX photo_item_photo ON photo_item (photo);

-- What was seen of it: in the largest picture that was looked into.
CREATE TEMP TABLE photo_look AS
SELECT photo, hash FROM (
    SELECT n.id AS photo, l.hash, row_number() OVER (PARTITION BY n.id ORDER BY s.counted DESC, l.width * l.height DESC, l.first) AS turn
    FROM picture_look l LEFT JOIN picture_same m ON m.key = l.key JOIN photo_number n ON n.key = coalesce(m.photo, l.key)
         JOIN seen s ON s.hash = l.hash)
WHERE turn = 1;
CREATE UNIQUE INDEX photo_look_photo ON photo_look (photo);
UPDATE photo SET pixels = k.hash, faces = CASE WHEN s.counted THEN (SELECT count(*) FROM seen_face f WHERE f.hash = k.hash AND f.score >= 0.675) END,
                 frames = nullif(s.frames, 0), moment = CASE WHEN s.frames > 0 THEN s.moment END
FROM photo_look k JOIN seen s ON s.hash = k.hash WHERE k.photo = photo.id;
INSERT INTO thumbnail SELECT k.photo, s.pixelated, s.clear FROM photo_look k JOIN seen s ON s.hash = k.hash ORDER BY k.photo;
INSERT INTO face SELECT k.photo, f.x, f.y, f.width, f.height, f.score
FROM photo_look k JOIN seen_face f ON f.hash = k.hash ORDER BY k.photo, f.number;
CREATE INDEX face_photo ON face (photo);
-- For the next run; a thumbnail that lies above is not kept twice.
INSERT INTO pixels
SELECT s.hash, 3, s.width, s.height, s.fingerprint, s.counted, s.light, CASE WHEN o.hash IS NULL THEN s.pixelated END,
       CASE WHEN o.hash IS NULL THEN s.clear END, s.small, s.small_x, s.small_y, s.small_width, s.small_height, s.small_clear, s.frames, s.moment, coalesce(s.marks, x'')
FROM (SELECT hash FROM picture_look UNION SELECT hash FROM seen WHERE small > 0) l JOIN seen s ON s.hash = l.hash LEFT JOIN (SELECT DISTINCT hash FROM photo_look) o ON o.hash = s.hash
ORDER BY s.hash;
INSERT INTO pixels_face SELECT f.hash, f.number, f.x, f.y, f.width, f.height, f.score
FROM seen_face f JOIN pixels p ON p.hash = f.hash ORDER BY f.hash, f.number;
CREATE INDEX photo_pixels ON photo (pixels) WHERE pixels IS NOT NULL;

-- What holding a picture against the small one in its metadata gave (SmallKind of wire/pixels.h): of every item with that content.
INSERT INTO property (item, publication, block, key, value)
SELECT i.id, coalesce((SELECT min(p.id) FROM publication p WHERE p.item = i.id AND p.number = 0), 0), 'image', 'ThumbnailPixels',
       CASE s.small WHEN 1 THEN 'unsure' WHEN 2 THEN 'same'
           WHEN 3 THEN printf('differs covered %d,%d %dx%d', round(100 * (s.small_x - s.small_width / 2)), round(100 * (s.small_y - s.small_height / 2)),
                              round(100 * s.small_width), round(100 * s.small_height))
           WHEN 4 THEN printf('differs cropped to %d,%d %dx%d', round(100 * (s.small_x - s.small_width / 2)), round(100 * (s.small_y - s.small_height / 2)),
                              round(100 * s.small_width), round(100 * s.small_height))
           ELSE 'differs other' END
FROM item i JOIN seen s ON s.hash = i.hash
WHERE s.small > 0 AND EXISTS (SELECT 1 FROM property o WHERE o.item = i.id AND o.block = 'image' AND o.key = 'ThumbnailShape')
ORDER BY i.id;

-- A film that was looked into no longer says that nobody did.
UPDATE property SET value = 'looked-into ' || s.frames
FROM item i JOIN seen s ON s.hash = i.hash WHERE i.id = property.item AND property.block = 'film' AND property.key = 'Frames' AND s.frames > 0;

UPDATE link SET photo = (SELECT a.photo FROM photo_item a WHERE a.item = link.target) WHERE target IS NOT NULL;

-- Pictures, films and recordings that somebody says something about count, even where no source has them or nobody could read them.
CREATE TEMP TABLE described AS
SELECT l.id AS link, l.role, l.target, coalesce(t.hash, 'item ' || l.target, 'uri ' || i.source || ' ' || l.uri) AS key, t.hash
FROM (SELECT t.link FROM mention m JOIN text t ON t.id = m.text WHERE t.link IS NOT NULL
      UNION SELECT link FROM person_tag WHERE link IS NOT NULL
      UNION SELECT n.link FROM lent n JOIN person_tag g ON g.link = n.original
      UNION SELECT n.link FROM lent n JOIN text t ON t.link = n.original JOIN mention m ON m.text = t.id) e
     JOIN link l ON l.id = e.link JOIN item i ON i.id = l.item LEFT JOIN item t ON t.id = l.target
WHERE l.photo IS NULL AND l.role IN ('image', 'video', 'audio', 'cover', 'thumbnail');

CREATE TEMP TABLE described_number AS
SELECT (SELECT count(*) FROM photo) + row_number() OVER (ORDER BY min(link)) AS id, key, min(hash) AS hash, max(role = 'video') AS film, max(role = 'audio') AS sound
FROM described GROUP BY key;
INSERT INTO photo (id, hash, format) SELECT id, hash, CASE WHEN film THEN 'video' WHEN sound THEN 'audio' END FROM described_number ORDER BY id;
UPDATE link SET photo = n.id FROM described d JOIN described_number n ON n.key = d.key WHERE link.id = d.link;
CREATE INDEX link_photo ON link (photo) WHERE photo IS NOT NULL;

-- A picture file that only closed publications show is as closed as the most open of them, unless somebody said so of the file.
UPDATE publication SET access = a.access
FROM (SELECT l.target, CASE WHEN max(p.access = 'public') THEN 'public' WHEN max(p.access = 'closed') THEN 'closed' ELSE 'direct' END AS access
      FROM link l JOIN publication p ON p.id = l.publication WHERE l.photo IS NOT NULL AND l.target IS NOT NULL GROUP BY l.target) a
WHERE publication.item = a.target AND publication.number = 0 AND publication.access_known = 0 AND publication.access <> a.access;

INSERT OR IGNORE INTO showing (photo, publication, item, link)
SELECT photo, publication, coalesce(target, 0), id FROM link WHERE photo IS NOT NULL ORDER BY photo, publication, id;

-- The file itself, once a source (the original first), where no public page of that source shows it.
INSERT OR IGNORE INTO showing (photo, publication, item)
SELECT f.photo, p.id, f.item
FROM (SELECT a.photo, i.source, min((a.how <> 'original') << 32 | a.item) & 4294967295 AS item
      FROM photo_item a JOIN item i ON i.id = a.item GROUP BY a.photo, i.source) f
     JOIN publication p ON p.item = f.item AND p.number = 0
WHERE NOT EXISTS (SELECT 1 FROM showing s JOIN publication q ON q.id = s.publication JOIN item j ON j.id = q.item
                  WHERE s.photo = f.photo AND j.source = f.source AND q.status = 'published' AND q.access = 'public')
ORDER BY f.photo, p.id;

UPDATE person_tag SET photo = CASE WHEN link IS NULL THEN (SELECT a.photo FROM photo_item a WHERE a.item = person_tag.item)
                              ELSE (SELECT l.photo FROM link l WHERE l.id = person_tag.link) END;
UPDATE property SET photo = (SELECT l.photo FROM link l WHERE l.id = property.link) WHERE link IS NOT NULL;
UPDATE property SET photo = a.photo FROM photo_item a WHERE property.link IS NULL AND a.item = property.item;

-- What is said of a photo: beside a link to it, or by the file itself. Whoever made or owns it is not in it. Words that only stand beside it
-- (html_beside.h) are a caption where there is a face, and a lead anywhere else.
CREATE TEMP TABLE saying AS
SELECT l.photo, m.id AS mention, m.person, m.tier, m.surname, t.id AS text, t.place, t.publication, t.item, t.label IS 'beside' AS beside
FROM mention m JOIN text t ON t.id = m.text JOIN link l ON l.id = t.link
WHERE l.photo IS NOT NULL AND t.place <> 'author'
UNION ALL
SELECT l.photo, m.id, m.person, m.tier, m.surname, t.id, t.place, t.publication, t.item, t.label IS 'beside'
FROM lent n JOIN link l ON l.id = n.link JOIN text t ON t.link = n.original JOIN mention m ON m.text = t.id
WHERE l.photo IS NOT NULL AND t.place NOT IN ('author', 'filename')
UNION ALL
SELECT a.photo, m.id, m.person, m.tier, m.surname, t.id, t.place, t.publication, t.item, 0
FROM mention m JOIN text t ON t.id = m.text JOIN photo_item a ON a.item = t.item
WHERE t.link IS NULL AND t.place NOT IN ('author', 'hidden', 'code')
  AND NOT (t.place = 'metadata' AND t.label IS NOT NULL
           AND (t.label LIKE '%artist%' OR t.label LIKE '%creator%' OR t.label LIKE '%copyright%' OR t.label LIKE '%by-line%'
                OR t.label LIKE '%byline%' OR t.label LIKE '%credit%' OR t.label LIKE '%owner%' OR t.label LIKE '%writer%' OR t.label LIKE '%rights%'));

UPDATE saying SET beside = 0 WHERE beside AND (SELECT f.faces FROM photo f WHERE f.id = saying.photo) > 0;
CREATE INDEX saying_photo ON saying (photo, person);

-- Groups that a photo is said to be of. group_covers() is C (detect/groups.c).
CREATE TEMP TABLE group_said AS
SELECT l.photo, h.phrase FROM phrase h JOIN text t ON t.id = h.text JOIN link l ON l.id = t.link WHERE h.list = 'group' AND l.photo IS NOT NULL
UNION SELECT a.photo, h.phrase FROM phrase h JOIN text t ON t.id = h.text JOIN photo_item a ON a.item = t.item
      WHERE h.list = 'group' AND t.link IS NULL AND t.place IN ('filename', 'caption', 'title', 'alt', 'metadata', 'tag')
UNION SELECT l.photo, h.phrase FROM phrase h JOIN text t ON t.id = h.text JOIN publication p ON p.id = t.publication JOIN link l ON l.publication = p.id
      WHERE h.list = 'group' AND t.link IS NULL AND l.photo IS NOT NULL
        AND (t.place = 'title' OR t.place IN ('body', 'caption') AND p.kind IN ('post', 'message', 'album'));
INSERT INTO photo_group
SELECT DISTINCT s.photo, c."group"
FROM group_said s JOIN (SELECT h.phrase, e."group" FROM (SELECT DISTINCT phrase FROM group_said) h
                        JOIN (SELECT DISTINCT "group" FROM person WHERE role = 'pupil' AND trim("group") <> '') e ON group_covers(h.phrase, e."group")) c
     ON c.phrase = s.phrase ORDER BY 1, 2;

-- A first name that several have means the one whom this photo names in full, else the one of the group it is of; else each of them may be meant.
CREATE TEMP TABLE namesake AS
SELECT s.rowid AS saying, s.photo, s.text, m.start, s.person,
       CASE WHEN EXISTS (SELECT 1 FROM saying o WHERE o.photo = s.photo AND o.person = s.person AND o.surname) THEN 2
            WHEN EXISTS (SELECT 1 FROM photo_group g JOIN person e ON e."group" = g."group" WHERE g.photo = s.photo AND e.id = s.person) THEN 1
            ELSE 0 END AS weight
FROM saying s JOIN mention m ON m.id = s.mention
WHERE NOT s.surname AND m.reasons LIKE '%namesake%';
CREATE INDEX namesake_word ON namesake (photo, text, start, weight);
DELETE FROM saying WHERE rowid IN (
    SELECT n.saying FROM namesake n JOIN (SELECT photo, text, start, max(weight) AS most FROM namesake GROUP BY photo, text, start) b
           ON b.photo = n.photo AND b.text = n.text AND b.start = n.start
    WHERE n.weight < b.most
      AND (SELECT count(DISTINCT o.person) FROM namesake o WHERE o.photo = n.photo AND o.text = n.text AND o.start = n.start AND o.weight = b.most) = 1);

-- Words of company: beside one name they make it doubtful that one person is shown. Dutch and English, as substrings.
CREATE TEMP TABLE company (word TEXT);
INSERT INTO company VALUES
('groep'), ('klas'), ('kinderen'), ('leerlingen'), ('samen'), ('allemaal'), ('iedereen'), ('team'), ('ploeg'), ('koor'), ('jongens'), ('meisjes'),
('vrienden'), ('vriendinnen'), (' en '), ('-en-'), ('_en_'), (' met '), ('-met-'), ('_met_'), (' & '), ('children'), ('pupils'), ('together'),
(' and '), ('-and-'), (' with ');

-- Several who may be meant by one word are one person.
CREATE TEMP TABLE said AS
SELECT s.*, min(s.person) OVER (PARTITION BY s.photo, s.text, m.start) AS somebody FROM saying s JOIN mention m ON m.id = s.mention;

-- Tags of a photo, those that it is lent (lent.sql) included.
CREATE TEMP TABLE tagged AS
SELECT photo, id, person, name, publication, item, tier FROM person_tag WHERE photo IS NOT NULL
UNION ALL
SELECT l.photo, g.id, g.person, g.name, g.publication, g.item, g.tier
FROM person_tag g JOIN lent n ON n.original = g.link JOIN link l ON l.id = n.link WHERE l.photo IS NOT NULL;
CREATE TEMP TABLE photo_tagged AS
SELECT photo, count(DISTINCT coalesce('#' || person, nullif(lower(trim(name)), ''), '@' || id)) AS persons FROM tagged GROUP BY photo;
CREATE TEMP TABLE photo_named AS
SELECT s.photo, count(DISTINCT s.somebody) AS persons, max(s.surname AND s.tier IN ('certain', 'likely') AND e.role = 'pupil') AS pupil,
       max(EXISTS (SELECT 1 FROM company w JOIN text t ON t.id = s.text WHERE instr(lower(t.content), w.word) > 0)) AS company
FROM said s JOIN person e ON e.id = s.person WHERE s.place IN ('alt', 'caption', 'title', 'filename', 'metadata') AND NOT s.beside
GROUP BY s.photo;

-- Faces, tags and names together. Faces between doubtful and sure (wire/pixels.h) decide nothing: such a photo is uncertain unless tags do. A list
-- of tags that is longer than the faces wins: somebody has his back to us. Without faces looked into, tags and names alone.
CREATE TEMP TABLE photo_judged AS
SELECT f.id, f.faces, coalesce(t.persons, 0) AS tags, coalesce(n.persons, 0) AS names, coalesce(n.pupil, 0) AS pupil, coalesce(n.company, 0) AS company,
       EXISTS (SELECT 1 FROM (SELECT score FROM face a WHERE a.photo = f.id ORDER BY score DESC LIMIT 2) WHERE score BETWEEN 0.6 AND 0.75) AS doubtful
FROM photo f LEFT JOIN photo_tagged t ON t.photo = f.id LEFT JOIN photo_named n ON n.photo = f.id;

UPDATE photo SET class = substr(j.verdict, 1, instr(j.verdict, ' ') - 1), class_reason = substr(j.verdict, instr(j.verdict, ' ') + 1)
FROM (SELECT id, CASE
    WHEN tags > 1 THEN 'several ' || tags || '-tags'
    WHEN faces > 1 AND NOT doubtful THEN 'several faces'
    WHEN tags = 1 AND faces = 1 THEN 'individual one-tag-one-face'
    WHEN tags = 1 AND faces > 1 THEN 'uncertain one-tag-more-faces'
    WHEN tags = 1 THEN 'individual one-tag'
    WHEN faces > 1 OR doubtful AND (names <> 1 OR company OR NOT pupil OR faces <> 1) THEN 'uncertain doubtful-faces'
    WHEN faces = 1 AND names > 1 THEN 'uncertain one-face-more-names'
    WHEN faces = 1 AND company THEN 'uncertain one-face-in-company'
    WHEN faces = 1 AND names = 1 AND pupil THEN 'individual one-name-one-face'
    WHEN faces = 1 THEN 'individual one-face'
    WHEN names > 1 THEN 'uncertain several-names'
    WHEN company THEN 'uncertain name-in-company'
    WHEN faces = 0 AND names = 1 AND pupil THEN 'individual one-name-no-face'
    WHEN names = 1 AND pupil THEN 'individual one-name'
    WHEN names = 1 THEN 'uncertain doubtful-name'
    WHEN faces = 0 THEN 'none no-face'
    ELSE 'uncertain no-evidence' END AS verdict FROM photo_judged) j WHERE j.id = photo.id;
-- Of a film a few frames were looked at, and the one that shows most is told.
UPDATE photo SET class_reason = class_reason || '-in-frames' WHERE frames > 0 AND class_reason IN ('no-face', 'one-face', 'faces', 'doubtful-faces');

-- Who is shown. rank: 1 certain, 2 likely, 3 review. A tag on a post with one photo means that photo; with more, one of them.
CREATE TEMP TABLE evidence AS
SELECT photo, person, lower(name) AS name, publication, item, 'tag' AS evidence, NULL AS mention, id AS person_tag,
       CASE tier WHEN 'likely' THEN 2 WHEN 'review' THEN 3 WHEN 'trace' THEN 3 ELSE 1 END AS rank
FROM tagged WHERE trim(name) <> ''
UNION ALL
SELECT s.photo, g.person, lower(g.name), g.publication, g.item, 'tag', NULL, g.id,
       CASE WHEN g.tier IN ('review', 'trace') OR (SELECT count(*) FROM link k CROSS JOIN showing o ON o.photo = k.photo AND o.publication = k.publication AND o.link = k.id
                                                         WHERE k.publication = g.publication) > 1
            THEN 3 ELSE 2 END
FROM person_tag g JOIN link l ON l.publication = g.publication JOIN showing s ON s.photo = l.photo AND s.publication = l.publication AND s.link = l.id
WHERE g.photo IS NULL AND g.link IS NULL AND trim(g.name) <> '' AND (SELECT count(*) FROM link k WHERE k.publication = g.publication) <= 100
UNION ALL
SELECT photo, person, NULL, publication, item,
       CASE WHEN place = 'alt' THEN 'alt' WHEN place IN ('filename', 'url') THEN 'filename' WHEN place = 'tag' THEN 'tag'
            WHEN place IN ('caption', 'title', 'metadata') THEN 'caption' ELSE 'text' END,
       mention, NULL,
       CASE WHEN surname AND NOT beside AND tier IN ('certain', 'likely') AND place NOT IN ('body', 'hidden', 'code', 'thumbnail') THEN 2 ELSE 3 END
FROM saying
UNION ALL
SELECT s.photo, m.person, NULL, t.publication, t.item, 'text', m.id, NULL, 3
FROM mention m JOIN text t ON t.id = m.text JOIN publication p ON p.id = t.publication JOIN link l ON l.publication = p.id
     JOIN showing s ON s.photo = l.photo AND s.publication = l.publication AND s.link = l.id
WHERE t.link IS NULL AND t.place IN ('body', 'title', 'tag') AND m.tier IN ('certain', 'likely')
  AND (SELECT count(*) FROM link k WHERE k.publication = p.id)
      <= CASE WHEN p.kind IN ('post', 'comment', 'message') THEN 4 WHEN p.kind = 'album' AND t.place = 'title' THEN 100 ELSE 0 END;

INSERT INTO depiction (photo, person, publication, item, evidence, mention, person_tag, confidence)
SELECT photo, person, publication, item, evidence, mention, person_tag, CASE rank WHEN 1 THEN 'certain' WHEN 2 THEN 'likely' ELSE 'review' END
FROM (SELECT *, row_number() OVER (PARTITION BY photo, coalesce(person, name), evidence, publication
                                   ORDER BY rank, mention, person_tag) AS turn FROM evidence)
WHERE turn = 1
ORDER BY photo, person, name, evidence, publication;
CREATE INDEX depiction_photo ON depiction (photo);
-- No face, and yet somebody of the register is said to be with it: seen from behind, perhaps. Not to be taken for nobody.
UPDATE photo SET class = 'uncertain', class_reason = 'named-beside'
WHERE class = 'none' AND id IN (SELECT photo FROM depiction WHERE person IS NOT NULL);
CREATE INDEX depiction_person ON depiction (person);
CREATE INDEX showing_publication ON showing (publication);
CREATE INDEX person_tag_photo ON person_tag (photo) WHERE photo IS NOT NULL;

DROP TABLE picture_family;
DROP TABLE picture_key;
DROP TABLE picture_look;
DROP TABLE picture_same;
DROP TABLE photo_look;
DROP TABLE photo_judged;
DROP TABLE photo_number;
DROP TABLE described;
DROP TABLE described_number;
DROP TABLE saying;
DROP TABLE said;
DROP TABLE namesake;
DROP TABLE group_said;
DROP TABLE company;
DROP TABLE photo_tagged;
DROP TABLE photo_named;
DROP TABLE evidence;
