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
 (7, 2, x'0007', 'p7', 'p7', 'p7', 'read', NULL),
 (8, 1, x'0008', 'p8', 'p8', 'p8', 'read', NULL);
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (4, 4, 1, 'post', 'facebook', 'public', 1, 'published', 'school', NULL, NULL),
 (5, 5, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (6, 6, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (7, 7, 1, 'post', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (8, 8, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL);
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'staff', 's-1', 'J. B.'), (3, 'pupil', '2', 'Y. Ö.');
INSERT INTO photo (id, hash, format) VALUES (1, 'h1', 'video'), (2, 'h2', 'jpeg'), (3, 'h3', 'video');
INSERT INTO photo (id, hash, format, class, faces, frames, moment) VALUES (4, 'h4', 'video', 'individual', 1, 8, 72400),
 (5, 'h5', 'video', 'none', 0, 8, 0); -- no: no face in its frames
INSERT INTO link (id, item, publication, number, role, uri, photo) VALUES (1, 1, 1, 1, 'video', 'x.mp4', 1), (2, 2, 2, 1, 'video', 'y.mp4', NULL),
 (3, 6, 6, 1, 'image', 'z.jpg', 2), (4, 4, 4, 1, 'video', 'x.mp4', 1), (5, 7, 7, 1, 'video', 'w.mp4', 3),
 (6, 8, 8, 1, 'video', 'v.mp4', 4), (7, 8, 8, 2, 'video', 'u.mp4', 5);
INSERT INTO showing VALUES (1, 1, 0, 1), (2, 6, 0, 3), (1, 4, 0, 4), (3, 7, 0, 5), (4, 8, 0, 6), (5, 8, 0, 7);
INSERT INTO depiction (id, photo, person, publication, item, evidence, mention, person_tag, confidence) VALUES
 (1, 1, 1, 1, 1, 'text', NULL, NULL, 'review'), (2, 1, 1, 1, 1, 'caption', NULL, NULL, 'likely'), (3, 1, 2, 1, 1, 'tag', NULL, 1, 'certain'), -- no: staff
 (4, 2, 3, 6, 6, 'tag', NULL, 2, 'certain');                                                                                                -- no: a photo
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (1, 1, 1, 'body', 9, 'a'), (2, 2, 2, 'body', 9, 'b'), (3, 6, 6, 'body', 9, 'c');
INSERT INTO phrase (text, list, phrase, start, end, excerpt) VALUES (1, 'press', 'Jeugdjournaal', 0, 3, 'x'),   -- no: the pupil is known
 (2, 'press', 'cameraploeg', 0, 3, 'x'), (3, 'press', 'RTV*', 0, 3, 'x');                                       -- no film there
INSERT INTO must_fire VALUES (1, 1, 1, 'caption', 'likely'), (NULL, 2, NULL, 'body', 'review'), (NULL, 8, 4, 'body', 'review');
INSERT INTO must_count VALUES (5, 2);
