-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
-- with: authors=["pupil", "unknown"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO lesson (day, start, end) VALUES (3, '08:30', '12:00');
INSERT INTO holiday (start, end, name) VALUES ('2026-07-01', '2026-08-31', 'zomer');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, '2026-06-10T07:00:00Z', NULL),
 (2, 1, 2, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, '2026-06-10T06:00:00Z', NULL),
 (3, 1, 3, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, '2026-06-11T07:00:00Z', NULL),
 (4, 1, 4, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, '2026-07-08T07:00:00Z', NULL),
 (5, 1, 5, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, '2026-06-10', NULL),
 (6, 1, 6, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'pupil', NULL, NULL, NULL, '2026-01-14T08:00:00Z', NULL),
 (7, 1, 7, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'pupil', NULL, NULL, NULL, '2026-01-14T08:10:00Z', NULL);
UPDATE publication SET url = 'https://fb.example/live/1' WHERE id = 7; -- may stay
INSERT INTO allow (kind, value) VALUES ('url', 'http://FB.example/live/1/'), ('file', 'live/2');
INSERT INTO text (id, item, publication, place, bytes) VALUES (50, 1, 5, 'body', 9);
-- In turn: nine o'clock on a Wednesday in summer; eight; a Thursday; in the holidays; no time of day; nine o'clock in winter.
INSERT INTO must_fire VALUES
 (NULL, 1, NULL, 'body', 'review'),
 (NULL, 6, NULL, 'body', 'likely');
INSERT INTO must_count VALUES (6, 1);
