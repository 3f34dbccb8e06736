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
INSERT INTO photo (id, hash) VALUES (1, 'h1'), (2, 'h2'), (3, 'h3'), (5, 'h5');
INSERT INTO photo_item VALUES (5, 5, 'original');
INSERT INTO link (id, item, publication, number, role, uri, photo) VALUES (1, 1, 1, 1, 'image', 'logo.png', 1), (2, 2, 2, 1, 'image', 'logo.png', 1),
 (3, 3, 3, 1, 'image', 'logo-kerst.png', 2), (4, 3, 3, 2, 'image', 'facebook-logo.png', 3), (5, 4, 4, 1, 'image', 'logo-kerst.png', 2);
INSERT INTO showing VALUES (1, 1, 0, 1), (1, 2, 0, 2), (2, 3, 0, 3), (3, 3, 0, 4), (5, 5, 5, NULL), (2, 4, 0, 5);
INSERT INTO text (id, item, publication, link, place, bytes, digest) VALUES (1, 1, 1, 1, 'alt', 9, 'a'), (2, 2, 2, 2, 'alt', 9, 'b'), (3, 3, 3, 3, 'alt', 9, 'c'),
 (4, 3, 3, 4, 'alt', 9, 'd'), (5, 5, 5, NULL, 'filename', 9, 'e'), (6, 4, 4, 5, 'alt', 9, 'f'), (7, 6, 6, NULL, 'body', 9, 'g');
INSERT INTO phrase (text, list, phrase, start, end, excerpt) VALUES (1, 'logo', 'logo', 0, 3, 'x'), (2, 'logo', 'logo', 0, 3, 'x'), -- the logo itself: shown most
 (3, 'logo', 'logo', 0, 3, 'x'), (4, 'logo', 'logo', 0, 3, 'x'), (4, 'brands', 'Facebook', 0, 3, 'x'),                              -- no: of a platform
 (5, 'logo', 'schoollogo*', 0, 3, 'x'), (6, 'logo', 'logo', 0, 3, 'x'), (7, 'logo', 'logo', 0, 3, 'x');                             -- no: another channel; a text
INSERT INTO must_fire VALUES (NULL, 3, 2, 'alt', 'review'), (NULL, 5, 5, 'filename', 'review');
INSERT INTO must_count VALUES (4, NULL);
