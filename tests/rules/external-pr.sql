-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO item (id, source, position, path, name, place, state, type) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read', NULL),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read', NULL),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read', NULL),
 (4, 1, x'0004', 'p4', 'p4', 'p4', 'read', NULL),
 (5, 1, x'0005', 'p5', 'p5', 'p5', 'read', NULL),
 (6, 1, x'0006', 'p6', 'p6', 'p6', 'read', NULL),
 (7, 2, x'0007', 'p7', 'p7', 'p7', 'read', NULL);
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (4, 4, 1, 'post', 'facebook', 'public', 1, 'published', 'school', NULL, NULL),
 (5, 5, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (6, 6, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (7, 7, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL);
INSERT INTO photo (id, hash) VALUES (1, 'h1'), (5, 'h5');
INSERT INTO showing VALUES (1, 1, 0, 1), (1, 3, 0, 2), (1, 4, 0, 3), (5, 5, 5, NULL), (1, 6, 0, 4);
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (1, 1, 1, 'body', 9, 'a'), (2, 1, 1, 'body', 9, 'b'), (3, 2, 2, 'body', 9, 'c'),
 (4, 4, 4, 'body', 9, 'd'), (5, 3, 3, 'title', 9, 'e'), (6, 6, 6, 'hidden', 9, 'f'), (7, 5, 5, 'metadata', 9, 'g');
INSERT INTO phrase (text, list, phrase, start, end, excerpt) VALUES
 (1, 'external-pr', 'gastles', 0, 3, 'x'), (2, 'external-pr', 'sponsor', 0, 3, 'x'),   -- a second word in the same post: once
 (3, 'external-pr', 'gastles', 0, 3, 'x'),                                             -- no: shows nothing
 (4, 'external-pr', 'gastles', 0, 3, 'x'),                                             -- no: another channel
 (5, 'external-pr', 'persbericht', 0, 3, 'x'), (6, 'external-pr', 'gastles', 0, 3, 'x'), (7, 'external-pr', 'sponsor', 0, 3, 'x'), -- no: hidden; a file
 (1, 'press', 'RTV', 0, 3, 'x');
INSERT INTO must_fire VALUES (NULL, 1, 1, 'body', 'review'), (NULL, 3, 1, 'title', 'review');
INSERT INTO must_count VALUES (3, NULL);
