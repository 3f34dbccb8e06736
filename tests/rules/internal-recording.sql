-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: words=["lesopname", "SVIB"]
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
INSERT INTO photo (id, hash, format) VALUES (1, 'h1', 'video'), (5, 'h5', 'video');
INSERT INTO photo_item VALUES (5, 5, 'original');
INSERT INTO picture (item, format) VALUES (5, 'video');
INSERT INTO link (id, item, publication, number, role, uri, photo) VALUES (1, 1, 1, 1, 'video', 'x.mp4', 1), (2, 6, 6, 1, 'video', 'y.mp4', NULL),
 (3, 7, 7, 1, 'attachment', 'z.doc', NULL), (4, 4, 4, 1, 'video', 'x.mp4', 1);
INSERT INTO showing VALUES (1, 1, 0, 1), (5, 5, 5, NULL);
INSERT INTO text (id, item, publication, link, place, bytes, digest) VALUES (1, 1, 1, NULL, 'body', 9, 'a'), (2, 1, 1, 1, 'caption', 9, 'b'), (3, 2, 2, NULL, 'body', 9, 'c'),
 (4, 5, 5, NULL, 'filename', 9, 'd'), (5, 6, 6, NULL, 'body', 9, 'e'), (6, 7, 7, 3, 'filename', 9, 'f'), (7, 4, 4, 4, 'caption', 9, 'g'), (8, 3, 3, NULL, 'body', 9, 'h');
INSERT INTO phrase (text, list, phrase, start, end, excerpt) VALUES
 (1, 'words', 'SVIB', 0, 3, 'x'), (2, 'words', 'lesopname', 0, 3, 'x'),  -- the same film: the caption counts
 (3, 'words', 'SVIB', 0, 3, 'x'),                                        -- no: nothing is shown
 (4, 'words', 'lesopname', 0, 3, 'x'), (5, 'words', 'SVIB', 0, 3, 'x'),
 (6, 'words', 'SVIB', 0, 3, 'x'), (7, 'words', 'SVIB', 0, 3, 'x'),       -- no: a document; another channel
 (2, 'words', 'VHT', 0, 3, 'x'), (2, 'titles', 'SVIB', 0, 3, 'x');       -- no: words of another clause
INSERT INTO must_fire VALUES (NULL, 1, 1, 'caption', 'likely'), (NULL, 5, 5, 'filename', 'likely'), (NULL, 6, NULL, 'body', 'review');
INSERT INTO must_count VALUES (7, NULL);
