-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: days=7
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO source (id, label, path, kind) VALUES (1, 'website', 's', 'folder');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'Y. Y.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'), (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school'), (2, 2, 1, 'page', 'facebook', 'public', 1, 'published', 'school'),
 (3, 3, 1, 'page', 'website', 'public', 1, 'unpublished', 'school');
INSERT INTO photo (id, hash, class) VALUES (1, 'h1', 'individual');
INSERT INTO takedown (id, requested, person, target) VALUES (1, '2026-10-01', 1, 'kamp.jpg'), (2, '2026-11-20', 2, 'x.html'), (3, NULL, NULL, 'y.html'),
 (4, '2026-10-01', 2, NULL), (5, '2026-10-01', 1, 'nergens.jpg'),
 (6, '2026-10-01', 1, 'groep.jpg');
INSERT INTO takedown_hit VALUES (1, 1, 1, 1, 'copy'), (1, 2, 1, 2, 'place'), -- no: the other channel
 (1, 3, 1, 3, 'place'),                                                     -- no: a draft
 (2, 1, 0, 1, 'address'),                                                   -- no: three days
 (3, 1, 0, 1, 'address'), (4, 1, 0, 1, 'name-several'), (5, 1, 0, 1, 'elsewhere'), (6, 1, 1, 1, 'crop');
INSERT INTO must_fire VALUES (1, 1, 1, 'url', 'likely'), (NULL, 1, NULL, 'url', 'certain'), (2, 1, NULL, 'filename', 'review'), (1, 1, NULL, 'filename', 'review'),
 (1, 1, 1, 'url', 'review'); -- a crop is a lead
INSERT INTO must_count VALUES (6, NULL);
