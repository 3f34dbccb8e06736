-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'parent', 3, NULL, NULL, NULL, NULL),
 (2, 2, 1, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (3, 3, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'school', NULL, NULL, NULL, NULL, NULL),
 (4, 3, 2, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL);
INSERT INTO photo (id, class) VALUES (1, 'uncertain'), (2, 'several'), (3, 'none');
INSERT INTO link (id, item, publication, number, role, uri, photo) VALUES (1, 1, 1, 1, 'image', 'a', 1), (2, 2, 2, 1, 'image', 'b', 2), (3, 3, 3, 1, 'image', 'c', 1), (4, 3, 4, 1, 'image', 'd', 3); -- no: the school; nobody in it
INSERT INTO must_fire VALUES
 (NULL, 1, 1, 'caption', 'likely'),
 (NULL, 2, 2, 'caption', 'review');
INSERT INTO must_count VALUES (3, NULL);
