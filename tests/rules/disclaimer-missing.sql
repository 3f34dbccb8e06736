-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
-- with: authors=["staff"]
-- with: functions=["directeur"]
-- with: lists=["disclaimer"]
-- with: excuses=1
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 2, x'0002', 'p2', 'p2', 'p2', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'staff', NULL, NULL, NULL, NULL, NULL),
 (2, 2, 2, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'staff', NULL, NULL, NULL, NULL, NULL),
 (3, 2, 3, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'staff', NULL, NULL, NULL, NULL, NULL),
 (4, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'staff', NULL, NULL, NULL, NULL, NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 2, 1, 'body', 9, 'd1', 't'),
 (2, 2, 2, 'body', 9, 'd2', 't'),
 (3, 2, 3, 'body', 9, 'd3', 't'),
 (4, 1, 4, 'body', 9, 'd4', 't');
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 1, 'school-name', 'de vlinderhof', 10, 20, 'de vlinderhof'),
 (2, 2, 'school-name', 'de vlinderhof', 10, 20, 'de vlinderhof'), -- no: it has a disclaimer
 (3, 2, 'disclaimer', 'persoonlijke titel', 10, 20, 'op persoonlijke titel'),
 (4, 4, 'school-name', 'de vlinderhof', 10, 20, 'de vlinderhof'); -- no: the schools account
INSERT INTO must_fire VALUES
 (NULL, 1, NULL, 'body', 'likely');
INSERT INTO must_count VALUES (3, NULL);
