-- with: about=school-name
-- with: permitted=["OR De Vlinderhof"]
-- with: lists=[]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO school (kind, value, detail) VALUES ('name', 'De Vlinderhof', NULL), ('account', 'devlinderhofnieuws', 'school'), ('account', 'vlinderhofroddels', 'staff:s-1');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'De Vlinderhof Roddels', NULL, NULL, NULL),
 (2, 1, 2, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'OR de Vlinderhof', NULL, NULL, NULL),
 (3, 1, 3, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'DeVlinderhofNieuws', NULL, NULL, NULL),
 (4, 1, 4, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'Vlinder Hofstra', NULL, NULL, NULL),
 (5, 1, 5, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, 'Oud-leerlingen De Vlinderhof', NULL, NULL, NULL);
INSERT INTO allow (kind, value) VALUES ('account', 'oud-leerlingen de vlinderhof'), ('contact', 'de_vlinderhof_fans'); -- permitted; a contact is no account
INSERT INTO contact (id, item, publication, relation, name, handle) VALUES (1, 1, 2, 'follower', NULL, 'de_vlinderhof_fans'), (2, 1, 2, 'follower', 'De vlinderhof roddels', NULL);
INSERT INTO must_fire VALUES
 (NULL, 1, NULL, 'author', 'likely'),
 (NULL, 2, NULL, 'author', 'likely');
INSERT INTO must_count VALUES (7, 0);
