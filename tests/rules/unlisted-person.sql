-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: authors=["school"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'A.'), (2, 'pupil', '2', 'B.'), (3, 'pupil', '3', 'C.'), (4, 'unlisted', 'u-1', 'D.'),
 (5, 'unlisted', 'u-2', 'E.'), (6, 'unlisted', 'u-3', 'F.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'), (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 2, x'0004', 'p4', 'p4', 'p4', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school'), (2, 2, 1, 'page', 'website', 'public', 1, 'published', 'school'),
 (3, 3, 1, 'page', 'website', 'closed', 1, 'published', 'school'), (4, 4, 1, 'page', 'website', 'public', 1, 'published', 'staff');
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (1, 1, 1, 'body', 9, 'a'), (2, 2, 2, 'body', 9, 'b'), (3, 3, 3, 'body', 9, 'c'), (4, 4, 4, 'body', 9, 'd');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (1, 1, 4, 'review', 1, 0, 5, 'x y', 'full', 'list'), (2, 1, 4, 'review', 1, 50, 55, 'x y', 'full', 'list'), -- once a publication
 (3, 2, 4, 'review', 1, 0, 5, 'x y', 'full', 'list'), (4, 2, 5, 'review', 1, 9, 14, 'z y', 'full', 'list'),
 (5, 1, 1, 'certain', 1, 20, 25, 'p q', 'full', 'r'),                                                     -- no: is in the list
 (6, 3, 5, 'review', 1, 0, 5, 'z y', 'full', 'list'),                                                     -- no: closed
 (7, 4, 5, 'review', 1, 0, 5, 'z y', 'full', 'list');                                                     -- no: a private source
INSERT INTO trace (id, text, person, start, end, form, reasons) VALUES (1, 2, 6, 20, 25, 'full', 'allowed,list'); -- no: nobody's name
INSERT INTO must_fire VALUES (4, 1, NULL, 'body', 'review'), (4, 2, NULL, 'body', 'review'), (5, 2, NULL, 'body', 'review');
INSERT INTO must_count VALUES (3, NULL);
