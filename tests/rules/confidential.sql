-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
-- with: authors=["pupil", "unknown"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'document', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'school', NULL, NULL, NULL, NULL, NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 1, 1, 'body', 9, 'd1', 't'),
 (2, 1, 1, 'title', 9, 'd2', 't'),
 (3, 2, 2, 'body', 9, 'd3', 't'),
 (4, 1, 1, 'caption', 9, 'd4', 't');
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 1, 'confidential', 'strikt vertrouwelijk', 10, 20, 'strikt vertrouwelijk'),
 (2, 2, 'confidential', 'formatieplan', 10, 20, 'formatieplan'),
 (3, 3, 'confidential', 'vertrouwelijk', 10, 20, 'vertrouwelijk'); -- no: not bound
INSERT INTO datum (id, text, item, publication, kind, excerpt) VALUES (1, 4, 1, 1, 'care', 'dyslexie'), (2, 4, 1, 1, 'phone', 'x');
INSERT INTO must_fire VALUES
 (NULL, 1, NULL, 'body', 'likely'),
 (NULL, 1, NULL, 'title', 'review'),
 (NULL, 1, NULL, 'caption', 'review');
INSERT INTO must_count VALUES (3, NULL);
