-- with: access=["direct"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO school (kind, value) VALUES ('domain', 'vlinderhof.example');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'message', 'e-mail', 'e-mail', 'direct', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 1, 2, NULL, 'message', 'e-mail', 'e-mail', 'direct', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (3, 1, 3, NULL, 'message', 'e-mail', 'e-mail', 'direct', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (4, 1, 4, NULL, 'message', 'e-mail', 'e-mail', 'direct', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL);
INSERT INTO contact (id, item, publication, relation, name, handle, person, tier) VALUES
 (1, 1, 1, 'participant', 'x', 'j.b@mail.example', 2, 'certain'), (2, 1, 1, 'participant', 'x', 's@leerling.example', 1, 'certain'),
 (3, 1, 2, 'participant', 'x', 'j.b@vlinderhof.example', 2, 'certain'), (4, 1, 2, 'participant', 'x', 's@leerling.example', 1, 'certain'), -- no: the school's address
 (5, 1, 3, 'participant', 'x', 'j.b@team.vlinderhof.example', 2, 'certain'), (6, 1, 3, 'participant', 'x', 's@leerling.example', 1, 'certain'), -- no: below its domain
 (7, 1, 4, 'participant', 'x', 'j.b@mail.example', 2, 'certain'); -- no: no pupil
INSERT INTO must_fire VALUES
 (1, 1, NULL, 'tag', 'certain');
INSERT INTO must_count VALUES (3, NULL);
