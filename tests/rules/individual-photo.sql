-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: classes=["individual", "uncertain"]
-- with: lone=0
-- with: films=0
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'Y. Ö.'), (3, 'staff', 's-1', 'J. B.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 1, x'0004', 'p4', 'p4', 'p4', 'read'),
 (5, 1, x'0005', 'p5', 'p5', 'p5', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 1, 'page', 'facebook', 'public', 1, 'published', 'school', NULL, NULL),
 (4, 4, 1, 'page', 'website', 'closed', 1, 'published', 'school', NULL, NULL),
 (5, 5, 1, 'page', 'website', 'public', 1, 'unpublished', 'school', NULL, NULL);
INSERT INTO photo (id, hash, class, class_reason, faces, format) VALUES (1, 'h1', 'individual', 'one-tag', NULL, 'jpeg'), (2, 'h2', 'several', '2-tags', NULL, 'jpeg'),
 (3, 'h3', 'uncertain', 'no-evidence', NULL, 'jpeg'), (4, 'h4', 'uncertain', 'several-names', NULL, 'jpeg'), (5, 'h5', 'individual', 'pixels', 1, 'jpeg'),
 (6, 'h6', 'individual', 'one-name', NULL, 'video');
INSERT INTO showing VALUES (1, 1, 0, 1), (2, 1, 0, 2), (3, 1, 0, 3), (4, 1, 0, 4), (5, 2, 0, NULL), (6, 1, 0, 6), (1, 3, 0, 7), (1, 4, 0, 8), (1, 5, 0, 9);
INSERT INTO depiction (id, photo, person, publication, item, evidence, mention, person_tag, confidence) VALUES
 (1, 1, 1, 1, 1, 'tag', NULL, 1, 'certain'), (2, 2, 1, 1, 1, 'tag', NULL, 2, 'certain'), (3, 2, 2, 1, 1, 'tag', NULL, 3, 'certain'),
 (4, 4, 1, 1, 1, 'caption', NULL, NULL, 'likely'), (5, 4, 2, 1, 1, 'caption', NULL, NULL, 'likely'), (6, 1, 1, 3, 3, 'alt', NULL, NULL, 'likely');
-- several, a photo nobody is known in, a film, another channel, a closed page and a draft do not fire
INSERT INTO must_fire VALUES (1, 1, 1, 'body', 'likely'), (NULL, 1, 4, 'body', 'review'), (NULL, 2, 5, 'filename', 'certain');
INSERT INTO must_count VALUES (4, 2);
