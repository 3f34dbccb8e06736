-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
-- with: authors=["pupil", "unknown"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'school', NULL, NULL, NULL, NULL, NULL),
 (3, 2, 2, 2, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (4, 3, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 1, 1, 'body', 9, 'd1', 't'),
 (2, 2, 2, 'body', 9, 'd2', 't'),
 (3, 2, 3, 'body', 9, 'd3', 't'),
 (4, 3, 4, 'body', 9, 'd4', 't'),
 (5, 1, 1, 'title', 9, 'd5', 't');
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 1, 'negative', 'puinhoop', 10, 20, 'een puinhoop'),
 (2, 1, 'school-name', 'vlinderhof', 10, 20, 'de vlinderhof'),
 (3, 2, 'negative', 'puinhoop', 10, 20, 'puinhoop'), -- no: the school itself
 (4, 3, 'negative', 'waardeloos', 10, 20, 'waardeloos'), -- a comment below the schools post
 (5, 4, 'negative', 'puinhoop', 10, 20, 'wat een puinhoop in de stad'), -- no: nothing of a school beside it
 (6, 5, 'negative', 'kutschool', 10, 20, 'kutschool'); -- the word says it
INSERT INTO must_fire VALUES
 (NULL, 1, NULL, 'body', 'likely'),
 (NULL, 3, NULL, 'body', 'likely'),
 (NULL, 1, NULL, 'title', 'review');
INSERT INTO must_count VALUES (4, NULL);
