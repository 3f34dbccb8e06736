-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: authors=["school"]
-- with: subjects=["image", "film", "sound"]
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
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'S. d. V.'), (3, 'pupil', '3', 'S. d. V.'), (4, 'pupil', '4', 'S. d. V.'), (5, 'pupil', '5', 'S. d. V.'), (6, 'staff', '6', 'S. d. V.');
INSERT INTO consent (id, person, subject, channel, scope, answer) VALUES (1, 2, 'image', 'newsletter', 'any', 'no'), (2, 3, 'image', 'website', 'any', 'unknown'),
 (3, 3, 'name', 'website', 'any', 'yes'), (4, 4, 'image', 'website', 'any', 'yes');
INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence) VALUES
 (1, 1, 1, 1, 1, 'tag', 'certain'),
 (2, 2, 1, 1, 1, 'tag', 'certain'),
 (3, 1, 2, 1, 1, 'tag', 'certain'),
 (4, 1, 3, 1, 1, 'tag', 'certain'),
 (5, 1, 4, 1, 1, 'tag', 'certain'),
 (6, 1, 6, 1, 1, 'tag', 'certain');
INSERT INTO permission VALUES
 (1, 1, 'image', 'individual', 'unknown', 'unknown', 'unknown', 'row 2'),
 (1, 1, 'film', 'group', 'unknown', 'unknown', 'unknown', 'row 2'),
 (2, 1, 'image', 'individual', 'unknown', 'unknown', 'unknown', 'row 3'),
 (3, 1, 'image', 'individual', 'unknown', 'unknown', 'unknown', 'row 4'),
 (4, 1, 'image', 'individual', 'yes', 'yes', 'allowed', 'row 5'),
 (6, 1, 'image', 'individual', 'unknown', 'unknown', 'unknown', 'row 7');
-- age, by_parent, by_pupil, by_unknown, parent_age, pupil_age, proven, explicit
INSERT INTO permission_proof VALUES
 (1, 1, 'image', 'individual', 12, 0, 0, 0, -1, -1, 0, 0), -- never asked: the first place
 (1, 1, 'film', 'group', 12, 0, 0, 0, -1, -1, 0, 0), -- no: once a person
 (2, 1, 'image', 'individual', 12, 0, 0, 0, -1, -1, 0, 0), -- no: answered for another channel
 (3, 1, 'image', 'individual', 12, 0, 0, 0, -1, -1, 0, 0), -- never asked: an empty cell
 (4, 1, 'image', 'individual', 12, 0, 0, 1, -1, -1, 1, 1), -- no: agreed
 (6, 1, 'image', 'individual', 12, 0, 0, 0, -1, -1, 0, 0); -- no: staff
INSERT INTO must_fire VALUES (1, 1, 1, 'tag', 'certain'), (3, 1, 1, 'tag', 'certain');
-- undecided: the fifth was never asked and is shown nowhere
INSERT INTO must_count VALUES (5, 1);
