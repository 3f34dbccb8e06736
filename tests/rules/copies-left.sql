-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 1, x'0004', 'p4', 'p4', 'p4', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'unpublished', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (3, 3, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (4, 4, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL);
INSERT INTO photo (id, hash) VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO showing (photo, publication, item) VALUES (1, 1, 1), (1, 2, 2), (2, 3, 3), (2, 4, 4), (3, 3, 3);
INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence) VALUES (1, 2, 1, 3, 3, 'tag', 'certain'), (2, 3, 1, 3, 3, 'tag', 'certain');
INSERT INTO permission VALUES (1, 3, 'image', 'any', 'no', 'no', 'refused', 'b'), (1, 4, 'image', 'any', 'no', 'no', 'refused', 'b');
-- Photo 4 is shown by a post in one part of a dump, and its file lies in the other: one place.
INSERT INTO photo (id, hash) VALUES (4, 'd');
INSERT INTO showing (photo, publication, item, link) VALUES (4, 3, 4, 1), (4, 4, 4, NULL);
INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence) VALUES (3, 4, 1, 3, 3, 'tag', 'certain');
-- Photo 3 is refused too, but stands in one place: the consent rules have it.
INSERT INTO must_fire VALUES
 (NULL, 2, 1, 'body', 'likely'),
 (1, 3, 2, 'body', 'likely');
INSERT INTO must_count VALUES (4, NULL);
