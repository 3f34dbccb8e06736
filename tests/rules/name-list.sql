-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: minimum=3
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'A.'), (2, 'pupil', '2', 'B.'), (3, 'pupil', '3', 'C.'), (4, 'unlisted', 'u-1', 'D.'),
 (5, 'unlisted', 'u-2', 'E.'), (6, 'staff', 's-1', 'F.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'), (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 2, x'0004', 'p4', 'p4', 'p4', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school'), (2, 2, 1, 'page', 'website', 'public', 1, 'published', 'school'),
 (3, 3, 1, 'page', 'website', 'closed', 1, 'published', 'school'), (4, 4, 1, 'page', 'website', 'public', 1, 'published', 'staff');
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (1, 1, 1, 'body', 9, 'a'), (2, 2, 2, 'body', 9, 'b'), (3, 3, 3, 'body', 9, 'c'), (4, 4, 4, 'body', 9, 'd');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, excerpt, form, reasons) VALUES
 (1, 1, 1, 'certain', 1, 0, 9, 'x', 'e', 'full', 'r'), (2, 1, 2, 'likely', 1, 100, 109, 'x', 'e', 'full', 'r'), (3, 1, 3, 'certain', 1, 300, 309, 'x', 'e', 'full', 'r'),
 (4, 2, 1, 'review', 0, 0, 5, 'x', 'e', 'first', 'r'), (5, 2, 2, 'review', 0, 50, 55, 'x', 'e', 'first', 'r'), (6, 2, 4, 'review', 1, 99, 105, 'x', 'e', 'full', 'r'),
 (7, 3, 1, 'certain', 1, 0, 9, 'x', 'e', 'full', 'r'), (8, 3, 2, 'likely', 1, 20, 29, 'x', 'e', 'full', 'r'), (9, 3, 3, 'certain', 1, 40, 49, 'x', 'e', 'full', 'r'), -- no: closed
 (10, 4, 1, 'certain', 1, 0, 9, 'x', 'e', 'full', 'r'), (11, 4, 2, 'certain', 1, 0, 9, 'x', 'e', 'full', 'r'), (12, 4, 3, 'certain', 1, 900, 909, 'x', 'e', 'full', 'r'), -- no: namesakes, far apart
 (14, 4, 6, 'certain', 1, 40, 49, 'x', 'e', 'full', 'r'); -- no: staff
INSERT INTO trace (id, text, person, start, end, form, reasons) VALUES (1, 4, 3, 20, 29, 'surname', 'r'); -- no
INSERT INTO must_fire VALUES (NULL, 1, NULL, 'body', 'likely'), (NULL, 2, NULL, 'body', 'review');
INSERT INTO must_count VALUES (3, NULL);
