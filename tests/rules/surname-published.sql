-- with: channels=["website", "facebook"]
-- with: access=["public"]
-- with: shares=1
-- with: authors=["school", "unknown"]
-- with: own_name=0
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'Y. Ö.'), (3, 'staff', 's-1', 'J. B.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 2, x'0004', 'p4', 'p4', 'p4', 'read'),
 (5, 1, x'0005', 'p5', 'p5', 'p5', 'read'),
 (6, 1, x'0006', 'p6', 'p6', 'p6', 'read'),
 (7, 1, x'0007', 'p7', 'p7', 'p7', 'read'),
 (8, 1, x'0008', 'p8', 'p8', 'p8', 'read'),
 (9, 1, x'0009', 'p9', 'p9', 'p9', 'read'),
 (10, 1, x'000a', 'p10', 'p10', 'p10', 'read'),
 (11, 1, x'000b', 'p11', 'p11', 'p11', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 1, 'page', 'newsletter', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 1, 'page', 'website', 'closed', 1, 'published', 'school', NULL, NULL),
 (4, 4, 1, 'page', 'website', 'public', 1, 'published', 'staff', NULL, NULL),
 (5, 5, 1, 'page', 'website', 'public', 1, 'unpublished', 'school', NULL, NULL),
 (6, 6, 1, 'page', NULL, 'public', 1, 'published', 'school', NULL, NULL),
 (7, 7, 1, 'comment', 'website', 'public', 1, 'published', 'pupil', 1, NULL),
 (8, 8, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, 'x');
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES
 (1, 1, 1, 'body', 9, 'a'), (2, 1, 1, 'body', 9, 'b'), (3, 1, 1, 'alt', 9, 'c'), (4, 2, 2, 'body', 9, 'd'), (5, 3, 3, 'body', 9, 'e'),
 (6, 4, 4, 'body', 9, 'f'), (7, 5, 5, 'body', 9, 'g'), (8, 6, 6, 'url', 9, 'h'), (9, 7, 7, 'author', 9, 'i'), (10, 8, 8, 'title', 9, 'j'), (11, 8, 8, 'body', 9, NULL);
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (1, 1, 1, 'review', 1, 0, 5, 'x', 'last', 'r'),    -- the better one in the same place follows
 (2, 2, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),
 (3, 3, 1, 'likely', 1, 0, 5, 'x', 'full', 'r'),    -- another place
 (4, 3, 2, 'certain', 0, 0, 5, 'x', 'first', 'r'),  -- no: first name only
 (5, 3, 3, 'certain', 1, 0, 5, 'x', 'full', 'r'),   -- no: staff
 (7, 4, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),   -- no: other channel
 (8, 5, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),   -- no: closed
 (9, 6, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),   -- no: a private source whose author is not bound
 (10, 7, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),  -- no: a draft
 (11, 8, 2, 'review', 1, 0, 5, 'x', 'last', 'r'),   -- unknown channel counts; for review
 (12, 9, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),  -- a pupil's own comment on the school's page
 (13, 10, 1, 'likely', 1, 0, 5, 'x', 'full', 'r');  -- a re-post
-- A picture file named after a pupil, its resized copy (no), and a copy elsewhere.
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role) VALUES
 (9, 9, 0, 'file', 'website', 'public', 0, 'published', 'school'), (10, 10, 0, 'file', 'website', 'public', 0, 'published', 'school'),
 (11, 11, 0, 'file', 'facebook', 'public', 0, 'published', 'school');
INSERT INTO photo (id, hash) VALUES (1, 'h');
INSERT INTO photo_item VALUES (1, 9, 'original'), (1, 10, 'size-family'), (1, 11, 'hash');
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (12, 9, 9, 'filename', 9, 'k'), (13, 10, 10, 'filename', 9, 'l'), (14, 11, 11, 'filename', 9, 'm');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (14, 12, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'), (15, 13, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'), (16, 14, 1, 'certain', 1, 0, 5, 'x', 'full', 'r');
INSERT INTO trace (id, text, person, start, end, form, reasons) VALUES (1, 3, 2, 0, 5, 'last', 'r'); -- no
INSERT INTO must_fire VALUES (1, 9, 1, 'filename', 'certain'), (1, 11, 1, 'filename', 'certain');
INSERT INTO must_fire VALUES (1, 1, NULL, 'body', 'certain'), (1, 1, NULL, 'alt', 'likely'), (2, 6, NULL, 'url', 'review'), (1, 7, NULL, 'author', 'certain'),
 (1, 8, NULL, 'title', 'likely');
INSERT INTO must_count VALUES (11, NULL); -- 3 + staff page + unknown channel + comment + 2 of the re-post
