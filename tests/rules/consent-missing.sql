-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: authors=["school"]
-- with: roles=["pupil", "staff", "parent"]
-- with: subjects=["image", "film", "name"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'Y. Ö.'), (3, 'staff', 's-1', 'J. B.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 2, x'0004', 'p4', 'p4', 'p4', 'read'),
 (5, 1, x'0005', 'p5', 'p5', 'p5', 'read'),
 (6, 1, x'0006', 'p6', 'p6', 'p6', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 1, 'page', 'facebook', 'public', 1, 'published', 'school', NULL, NULL),
 (4, 4, 1, 'page', 'website', 'public', 1, 'published', 'staff', NULL, NULL),
 (5, 5, 1, 'page', 'website', 'public', 1, 'unpublished', 'school', NULL, NULL),
 (6, 6, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL);
INSERT INTO photo (id, hash, class, format) VALUES (1, 'h1', 'individual', 'jpeg'), (2, 'h2', 'several', 'jpeg'), (3, 'h3', 'uncertain', 'video');
INSERT INTO showing VALUES (1, 1, 0, 1), (1, 2, 0, 2), (2, 1, 0, 3), (3, 1, 0, 4), (1, 3, 0, 5), (1, 4, 0, 6), (1, 5, 0, 7);
INSERT INTO depiction (id, photo, person, publication, item, evidence, mention, person_tag, confidence) VALUES
 (1, 1, 1, 1, 1, 'caption', NULL, NULL, 'likely'), (2, 1, 1, 1, 1, 'tag', NULL, 1, 'certain'), -- the better evidence counts, once
 (3, 2, 1, 1, 1, 'tag', NULL, 2, 'review'), (4, 2, 2, 1, 1, 'tag', NULL, 3, 'certain'), (5, 3, 2, 1, 1, 'caption', NULL, NULL, 'likely'),
 (6, 2, NULL, 1, 1, 'tag', NULL, 4, 'certain'); -- no: somebody who is not in the register
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (1, 6, 6, 'body', 9, 'a'), (2, 6, 6, 'title', 9, 'b');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES (1, 1, 1, 'review', 1, 0, 5, 'x', 'last', 'r'),
 (2, 2, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'), (3, 2, 2, 'certain', 1, 0, 5, 'x', 'full', 'r');
INSERT INTO permission VALUES
 (1, 1, 'image', 'individual', 'no', 'no', 'unknown', 'row 2'), (1, 1, 'image', 'group', 'yes', 'yes', 'unknown', 'row 2'),
 (2, 1, 'image', 'group', 'yes', 'yes', 'allowed', 'row 3'),      -- no: allowed
 (2, 1, 'film', 'any', 'no', 'no', 'unknown', 'row 3'),
 (1, 2, 'image', 'individual', 'no', 'no', 'unknown', 'row 2'),   -- the same photo on another page
 (1, 3, 'image', 'individual', 'no', 'no', 'unknown', 'row 2'),   -- no: other channel
 (1, 4, 'image', 'individual', 'no', 'no', 'unknown', 'row 2'),   -- no: a private source whose author is not bound
 (1, 5, 'image', 'individual', 'no', 'no', 'unknown', 'row 2'),   -- no: a draft
 (1, 6, 'name', 'any', 'no', 'no', 'unknown', 'row 2'), (2, 6, 'name', 'any', 'review', 'review', 'review', 'row 3');
-- Staff: no list holds an answer of any of them, so nothing can be said. With roles=["pupil"] it would not even count.
INSERT INTO depiction (id, photo, person, publication, item, evidence, mention, person_tag, confidence) VALUES (7, 1, 3, 1, 1, 'tag', NULL, 5, 'certain');
INSERT INTO permission VALUES (3, 1, 'image', 'individual', 'no', 'no', 'unknown', '');
INSERT INTO must_fire VALUES (1, 1, 1, 'tag', 'certain'), (1, 1, 2, 'tag', 'review'), (2, 1, 3, 'caption', 'likely'), (1, 2, 1, 'tag', 'certain'),
 (1, 6, NULL, 'title', 'certain'), (2, 6, NULL, 'title', 'review');
INSERT INTO must_count VALUES (9, 1); -- 7 in photos and films (the private source and the teacher too), 2 names
