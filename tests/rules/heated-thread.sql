-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
-- with: replies=3
-- with: hours=2
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'school', NULL, NULL, NULL, NULL, NULL),
 (2, 1, 2, 1, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'A', NULL, '2026-05-01T10:00:00Z', NULL),
 (3, 1, 3, 1, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'B', NULL, '2026-05-01T10:20:00Z', NULL),
 (4, 1, 4, 3, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'A', NULL, '2026-05-01T11:30:00Z', NULL),
 (5, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'school', NULL, NULL, NULL, NULL, NULL),
 (6, 2, 2, 5, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'A', NULL, '2026-05-01T10:00:00Z', NULL),
 (7, 2, 3, 5, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'B', NULL, '2026-05-03T10:00:00Z', NULL),
 (8, 2, 4, 5, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'B', NULL, '2026-05-05T10:00:00Z', NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 1, 1, 'body', 9, 'd1', 't'),
 (2, 1, 2, 'body', 9, 'd2', 't'),
 (3, 1, 3, 'body', 9, 'd3', 't'),
 (4, 1, 4, 'body', 9, 'd4', 't'),
 (5, 2, 5, 'body', 9, 'd5', 't'),
 (6, 2, 6, 'body', 9, 'd6', 't'),
 (7, 2, 7, 'body', 9, 'd7', 't'),
 (8, 2, 8, 'body', 9, 'd8', 't');
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 2, 'insult', 'loser', 10, 20, 'loser'),
 (2, 3, 'insult', 'loser', 10, 20, 'loser'),
 (3, 6, 'insult', 'loser', 10, 20, 'loser'), -- no: days apart
 (4, 7, 'insult', 'loser', 10, 20, 'loser'),
 (5, 8, 'insult', 'loser', 10, 20, 'loser');
INSERT INTO must_fire VALUES
 (NULL, 2, NULL, 'body', 'likely');
INSERT INTO must_count VALUES (2, NULL);
