-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
-- with: authors=["pupil", "unknown"]
-- with: roles=["pupil", "staff"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (3, 3, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 1, 1, 'body', 9, 'd1', 't'),
 (2, 2, 2, 'body', 9, 'd2', 't'),
 (3, 3, 3, 'body', 9, 'd3', 't');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, excerpt, form, reasons) VALUES
 (1, 1, 1, 'certain', 1, 0, 9, 'x', 'Sanne zegt: "leuk"', 'full', 'r'),
 (2, 2, 1, 'certain', 1, 0, 9, 'x', 'Sanne zegt iets', 'full', 'r'), -- no: no quotation marks
 (3, 3, 3, 'certain', 1, 0, 9, 'x', 'Anna zegt: "leuk"', 'full', 'r'); -- no: another role
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 1, 'quoting', 'zegt', 10, 20, 'zegt'),
 (2, 2, 'quoting', 'zegt', 10, 20, 'zegt'),
 (3, 3, 'quoting', 'zegt', 10, 20, 'zegt');
INSERT INTO must_fire VALUES
 (1, 1, NULL, 'body', 'review');
INSERT INTO must_count VALUES (3, NULL);
