-- with: relations=["friend", "request-sent"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL), (4, 'parent', 'o-2', 'W. T.', NULL), (5, 'parent', 'o-3', 'G. T.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 2, x'0002', 'p2', 'p2', 'p2', 'read');
INSERT INTO contact (id, item, publication, relation, name, handle, person, tier) VALUES
 (1, 2, 1, 'friend', 'x', NULL, 1, 'certain'), (2, 2, 1, 'friend', 'x', NULL, 1, 'certain'), -- once
 (3, 2, 1, 'follower', 'x', NULL, 1, 'certain'), -- no: another relation
 (4, 1, 1, 'friend', 'x', NULL, 1, 'certain'), -- no: the school's own account
 (5, 2, 1, 'friend', 'x', NULL, 2, 'certain'), -- no: a colleague
 (6, 2, 1, 'request-sent', 'x', NULL, 3, 'likely'), (7, 2, 1, 'friend', NULL, '123', NULL, NULL),
 (8, 2, 1, 'friend', 'Oom Wiebe', NULL, 4, 'certain'), -- no: the school permits it
 (9, 2, 1, 'friend', 'Tante Geertje', 'geertje', 5, 'certain');
INSERT INTO allow (kind, value, until) VALUES ('contact', 'oom wiebe', '2026-11-23'), ('contact', 'geertje', '2026-11-22'), ('account', 'geertje', NULL);
INSERT INTO must_fire VALUES
 (1, 1, NULL, 'tag', 'certain'),
 (3, 1, NULL, 'tag', 'likely'),
 (5, 1, NULL, 'tag', 'certain'); -- lapsed, and permitted as an account only
INSERT INTO must_count VALUES (7, 1);
