-- with: channels=["website"]
-- with: access=["public"]
-- with: shares=1
-- with: authors=["school"]
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'), (3, 2, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, announces) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL),
 (2, 2, 1, 'page', 'facebook', 'public', 1, 'published', 'school', NULL),
 (3, 3, 1, 'page', 'website', 'public', 1, 'published', 'staff', NULL);
INSERT INTO photo (id, hash, class, format) VALUES (1, 'h1', 'individual', 'jpeg'), (2, 'h2', 'several', 'video'), (3, 'h3', 'uncertain', 'audio');
INSERT INTO showing VALUES (1, 1, 0, 1), (2, 1, 0, 2), (3, 1, 0, 3), (1, 2, 0, 4), (1, 3, 0, 5);
INSERT INTO text (id, item, publication, place, bytes, digest) VALUES (1, 1, 1, 'body', 9, 'a');
INSERT INTO person (id, role, number, masked, "left") VALUES (1, 'pupil', '1', 'S. d. V.', '2024-07-31'), (2, 'pupil', '2', 'Y. Y.', NULL),
 (3, 'pupil', '3', 'Z. H.', '2027-07-31'), (4, 'staff', 's-1', 'J. B.', '2024-07-31'), (5, 'pupil', '5', 'N. J.', '2026-11-23');
INSERT INTO depiction (id, photo, person, publication, item, evidence, confidence) VALUES
 (1, 1, 1, 1, 1, 'tag', 'certain'),
 (2, 2, 1, 1, 1, 'tag', 'certain'),
 (3, 1, 2, 1, 1, 'tag', 'certain'),
 (4, 1, 3, 1, 1, 'tag', 'certain'),
 (5, 1, 4, 1, 1, 'tag', 'certain');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (1, 1, 1, 'certain', 1, 0, 5, 'x', 'full', 'r'),
 (2, 1, 5, 'certain', 1, 0, 5, 'x', 'full', 'r'),
 (3, 1, 3, 'certain', 1, 0, 5, 'x', 'full', 'r');
INSERT INTO trace (id, text, person, start, end, form, reasons) VALUES (1, 1, 1, 0, 5, 'full', 'r'); -- no
-- no: still there (2), leaves later (3), staff (4), the other channel; the photo goes before the name, and once a publication
INSERT INTO must_fire VALUES (1, 1, 1, 'tag', 'certain'), (5, 1, NULL, 'body', 'certain');
INSERT INTO must_count VALUES (3, NULL);
