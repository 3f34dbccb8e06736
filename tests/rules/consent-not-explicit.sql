-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: authors=["school"]
-- with: subjects=["image", "film", "sound", "name"]
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
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'S. d. V.');
INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence) VALUES
 (1, 1, 1, 1, 1, 'tag', 'certain'),
 (2, 2, 1, 1, 1, 'tag', 'certain'),
 (3, 3, 2, 1, 1, 'tag', 'certain'),
 (4, 1, 2, 1, 1, 'tag', 'certain');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (1, 1, 2, 'certain', 1, 0, 5, 'x', 'full', 'r');
INSERT INTO permission VALUES
 (1, 1, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 2'),
 (1, 1, 'film', 'group', 'yes', 'yes', 'allowed', 'row 2'),
 (2, 1, 'sound', 'any', 'yes', 'yes', 'allowed', 'row 3'),
 (2, 1, 'image', 'individual', 'no', 'no', 'refused', 'row 3'),
 (2, 1, 'name', 'any', 'yes', 'yes', 'allowed', 'row 3'),
 (2, 3, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 3');
-- age, by_parent, by_pupil, by_unknown, parent_age, pupil_age, proven, explicit
INSERT INTO permission_proof VALUES
 (1, 1, 'image', 'individual', 12, 1, 0, 0, 9, -1, 1, 0), -- a Yes for everything
 (1, 1, 'film', 'group', 12, 1, 0, 0, 9, -1, 1, 1), -- no: for this channel
 (2, 1, 'sound', 'any', 12, 0, 0, 0, -1, -1, 0, 0), -- silence
 (2, 1, 'image', 'individual', 12, 0, 0, 0, -1, -1, 0, 0), -- no: refused
 (2, 1, 'name', 'any', 12, 0, 0, 1, -1, -1, 1, 0), -- a name, for everything
 (2, 3, 'image', 'individual', 12, 0, 0, 1, -1, -1, 1, 0); -- no: a private source
INSERT INTO must_fire VALUES (1, 1, 1, 'tag', 'certain'), (2, 1, 3, 'tag', 'certain'), (2, 1, NULL, 'body', 'certain');
INSERT INTO must_count VALUES (6, NULL);
