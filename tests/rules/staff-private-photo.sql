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
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'staff', 's-1', 'J. B.');
INSERT INTO photo (id, hash) VALUES (1, 'h1'), (2, 'h2'), (5, 'h5');
INSERT INTO photo_item VALUES (5, 5, 'original');
INSERT INTO link (id, item, publication, number, role, uri, photo) VALUES (1, 1, 1, 1, 'image', 'x.jpg', 1), (2, 1, 1, 2, 'image', 'y.jpg', 2), (3, 4, 4, 1, 'image', 'x.jpg', 1);
INSERT INTO showing VALUES (1, 1, 0, 1), (2, 1, 0, 2), (5, 5, 5, NULL), (1, 4, 0, 3), (1, 6, 0, NULL);
INSERT INTO depiction (id, photo, person, publication, item, evidence, mention, person_tag, confidence) VALUES
 (1, 1, 2, 1, 1, 'tag', NULL, 1, 'certain'), (2, 2, 1, 1, 1, 'tag', NULL, 2, 'certain'), (3, 5, 2, 5, 5, 'tag', NULL, 3, 'certain'); -- no: a pupil
INSERT INTO text (id, item, publication, link, place, bytes, digest) VALUES (1, 1, 1, NULL, 'body', 9, 'a'), (2, 1, 1, 2, 'caption', 9, 'b'), (3, 5, 5, NULL, 'metadata', 9, 'c'),
 (4, 2, 2, NULL, 'body', 9, 'd'), (5, 4, 4, NULL, 'body', 9, 'e');
INSERT INTO phrase (text, list, phrase, start, end, excerpt) VALUES (1, 'leisure', 'borrel', 0, 3, 'x'), (2, 'leisure', 'strand', 0, 3, 'x'), (3, 'leisure', 'bikini', 0, 3, 'x'),
 (4, 'leisure', 'borrel', 0, 3, 'x'), (5, 'leisure', 'borrel', 0, 3, 'x');        -- no: nobody shown; another channel
INSERT INTO must_fire VALUES (2, 1, 1, 'body', 'review'), (2, 5, 5, 'metadata', 'review');
INSERT INTO must_count VALUES (3, NULL); -- the third is shown in a post without such words
