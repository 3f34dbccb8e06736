-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
INSERT INTO source (id, label, path, kind) VALUES (1, 'website', 's', 'folder');
INSERT INTO person (id, role, number, masked, "group") VALUES (1, 'pupil', '1', 'S. d. V.', '7'), (2, 'pupil', '2', 'Y. Ö.', '7'), (3, 'pupil', '3', 'A. K.', '8'),
 (4, 'pupil', '4', 'M. A.', '7'), (5, 'staff', 's-1', 'J. B.', '7');
INSERT INTO item (id, source, position, path, name, place, state) VALUES (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school'), (2, 2, 1, 'page', 'facebook', 'public', 1, 'published', 'school'),
 (3, 3, 1, 'page', 'website', 'closed', 1, 'published', 'school');
INSERT INTO photo (id, hash, class, faces, format) VALUES (1, 'h1', 'several', 2, 'jpeg'), (2, 'h2', 'several', 2, 'jpeg'), (3, 'h3', 'none', 0, 'jpeg'),
 (4, 'h4', 'individual', 1, 'jpeg'), (5, 'h5', 'uncertain', NULL, 'video');
INSERT INTO photo_group VALUES (1, '7'), (2, '7'), (3, '7'), (4, '7'), (5, '7');
INSERT INTO showing VALUES (1, 1, 0, 1), (2, 1, 0, 2), (3, 1, 0, 3), (4, 1, 0, 4), (5, 1, 0, 5), (1, 2, 0, 6), (1, 3, 0, 7);
INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence) VALUES (1, 1, 4, 1, 1, 'tag', 'certain'), (2, 2, 4, 1, 1, 'tag', 'certain');
INSERT INTO permission VALUES
 (1, 1, 'image', 'group', 'no', 'no', 'refused', 'row 2'), (2, 1, 'image', 'group', 'yes', 'yes', 'allowed', 'row 3'),  -- no: allowed
 (3, 1, 'image', 'group', 'no', 'no', 'refused', 'row 4'), -- no: another group
 (4, 1, 'image', 'group', 'no', 'no', 'refused', 'row 5'), -- no: known to be in them, the consent rules have it
 (1, 2, 'image', 'group', 'no', 'no', 'refused', 'row 2'), (1, 3, 'image', 'group', 'no', 'no', 'refused', 'row 2'); -- no: channel, access
INSERT INTO must_fire VALUES (1, 1, 1, 'body', 'review');
INSERT INTO must_count VALUES (2, NULL);
