-- with: channels=["whatsapp"]
-- with: access=["direct"]
-- with: when=after-hours
-- with: roles=["pupil"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 1, 2, 1, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'staff', 2, NULL, NULL, '2026-06-10T19:30:00Z', NULL),
 (3, 1, 3, 1, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'pupil', 1, NULL, NULL, '2026-06-10T19:40:00Z', NULL),
 (4, 2, 1, NULL, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (5, 2, 2, 4, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'staff', 2, NULL, NULL, '2026-06-10T10:30:00Z', NULL),
 (6, 2, 3, 4, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'pupil', 1, NULL, NULL, '2026-06-10T19:40:00Z', NULL),
 (7, 3, 1, NULL, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (8, 3, 2, 7, 'message', 'facebook', 'whatsapp', 'direct', 1, 'published', 'staff', 2, NULL, NULL, '2026-06-13T10:30:00Z', NULL);
-- The second thread: staff wrote in school hours. The third, on a Saturday, has the pupil as a participant only.
INSERT INTO contact (id, item, publication, relation, name, person, tier) VALUES (1, 3, 7, 'participant', 'x', 1, 'certain');
INSERT INTO must_fire VALUES
 (1, 2, NULL, 'body', 'likely'),
 (1, 8, NULL, 'body', 'likely');
INSERT INTO must_count VALUES (3, NULL);
