-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: authors=["school"]
-- with: subjects=["image", "film", "sound", "name"]
-- with: age=16
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'), (3, 2, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, announces) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL),
 (2, 2, 1, 'page', 'facebook', 'public', 1, 'published', 'school', NULL),
 (3, 3, 1, 'page', 'website', 'public', 1, 'published', 'staff', NULL);
INSERT INTO photo (id, hash, class, format) VALUES (1, 'h1', 'individual', 'jpeg'), (2, 'h2', 'several', 'video'), (3, 'h3', 'uncertain', 'audio');
INSERT INTO showing VALUES (1, 1, 0, 1), (2, 1, 0, 2), (3, 1, 0, 3), (1, 2, 0, 4), (1, 3, 0, 5);
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (1, 1, 1, 'body', 9, 'a');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'S. d. V.'), (3, 'pupil', '3', 'S. d. V.'), (4, 'staff', '4', 'S. d. V.');
INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence) VALUES
 (1, 1, 1, 1, 1, 'tag', 'certain'),
 (2, 2, 1, 1, 1, 'tag', 'certain'),
 (3, 3, 1, 1, 1, 'tag', 'certain'),
 (4, 1, 2, 1, 1, 'tag', 'certain'),
 (5, 2, 2, 1, 1, 'tag', 'certain'),
 (6, 3, 2, 1, 1, 'tag', 'certain'),
 (7, 1, 3, 1, 1, 'tag', 'certain'),
 (8, 2, 3, 1, 1, 'tag', 'certain'),
 (9, 1, 4, 1, 1, 'tag', 'certain');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (1, 1, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),
 (2, 1, 2, 'certain', 1, 0, 5, 'x', 'full', 'r');
INSERT INTO permission VALUES
 (1, 1, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 2'),
 (1, 1, 'film', 'group', 'yes', 'yes', 'allowed', 'row 2'),
 (1, 1, 'sound', 'any', 'yes', 'yes', 'allowed', 'row 2'),
 (1, 1, 'name', 'any', 'yes', 'yes', 'allowed', 'row 2'),
 (2, 1, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 3'),
 (2, 1, 'film', 'group', 'yes', 'yes', 'allowed', 'row 3'),
 (2, 1, 'sound', 'any', 'yes', 'yes', 'allowed', 'row 3'),
 (2, 1, 'name', 'any', 'yes', 'yes', 'allowed', 'row 3'),
 (2, 2, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 3'),
 (3, 1, 'image', 'individual', 'no', 'no', 'refused', 'row 4'),
 (3, 1, 'film', 'group', 'yes', 'yes', 'allowed', 'row 4'),
 (1, 3, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 2'),
 (4, 1, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 5');
-- age, by_parent, by_pupil, by_unknown, parent_age, pupil_age, proven, explicit
INSERT INTO permission_proof VALUES
 (1, 1, 'image', 'individual', 12, 1, 0, 0, 9, -1, 1, 1), -- no: a parent, before 16
 (1, 1, 'film', 'group', 17, 1, 0, 0, 16, -1, 1, 1), -- a parent, of somebody of 16
 (1, 1, 'sound', 'any', 17, 1, 0, 0, 12, -1, 1, 1), -- no: when she was 12 (publication at 17 is another rule)
 (1, 1, 'name', 'any', 17, 1, 0, 0, -1, -1, 1, 1), -- a parent, day not known, 17 on publication
 (2, 1, 'image', 'individual', 12, 0, 1, 0, -1, 11, 1, 1), -- the pupil, at 11
 (2, 1, 'film', 'group', 17, 0, 1, 0, -1, 16, 1, 1), -- no: the pupil, at 16
 (2, 1, 'sound', 'any', 12, 1, 1, 0, 9, 11, 1, 1), -- no: a parent too
 (2, 1, 'name', 'any', 12, 0, 0, 1, -1, -1, 1, 1), -- no: giver not known
 (2, 2, 'image', 'individual', 12, 0, 1, 0, -1, 11, 1, 1), -- no: other channel
 (3, 1, 'image', 'individual', 17, 0, 0, 0, -1, -1, 0, 0), -- no: no Yes
 (3, 1, 'film', 'group', -1, 1, 0, 0, -1, -1, 1, 1), -- no: age not known
 (1, 3, 'image', 'individual', 17, 1, 0, 0, 16, -1, 1, 1), -- no: a private source whose author is not bound
 (4, 1, 'image', 'individual', 40, 1, 0, 0, 40, -1, 1, 1); -- no: staff, and only pupils are asked for
INSERT INTO must_fire VALUES (1, 1, 2, 'tag', 'certain'), (1, 1, NULL, 'body', 'certain'), (2, 1, 1, 'tag', 'certain');
INSERT INTO must_count VALUES (11, 2);
