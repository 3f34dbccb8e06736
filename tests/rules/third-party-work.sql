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
 (7, 1, x'0007', 'p7', 'p7', 'p7', 'read', NULL),
 (8, 2, x'0008', 'p8', 'p8', 'p8', 'read', NULL),
 (9, 1, x'0009', 'p9', 'p9', 'Fotos/bedrijf.jpg', 'read', NULL);
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (4, 4, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (5, 5, 0, 'file', 'website', 'closed', 1, 'published', 'school', NULL, NULL),
 (6, 6, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (7, 7, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (8, 8, 0, 'file', 'website', 'public', 1, 'unpublished', 'school', NULL, NULL),
 (9, 9, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL);
INSERT INTO allow (kind, value, until) VALUES ('file', '/fotos/bedrijf.jpg', NULL), ('file', 'drijf.jpg', NULL), ('file', 'p1', '2026-11-22');
INSERT INTO run (key, value) VALUES ('school', 'De Vlinderhof'), ('today', '2026-11-23');
INSERT INTO school (kind, value) VALUES ('name', 'Vlinderhof'), ('domain', 'vlinderhof.example');
INSERT INTO person (id, role, number, masked) VALUES (1, 'staff', 's-1', 'J. B.'), (2, 'pupil', '1', 'S. d. V.');
INSERT INTO photo (id, hash) SELECT id, 'h' || id FROM item WHERE id <> 6;
INSERT INTO photo_item SELECT id, id, 'original' FROM item WHERE id <> 6;
INSERT INTO link (id, item, publication, number, role, uri, photo) VALUES (1, 6, 6, 1, 'image', 'x.jpg', 3), (2, 6, 6, 2, 'image', 'y.jpg', NULL);
INSERT INTO showing VALUES (9, 9, 9, NULL), (3, 6, 3, 1), (1, 1, 1, NULL), (2, 2, 2, NULL), (4, 4, 4, NULL), (7, 7, 7, NULL);
INSERT INTO text (id, item, publication, link, place, label, bytes, digest, content) VALUES
 (1, 1, 1, NULL, 'metadata', 'iptc:Credit', 9, 'a', 'ANP'), (2, 6, 6, 1, 'caption', NULL, 9, 'b', 'Foto: Getty Images'),
 (3, 6, 6, NULL, 'body', NULL, 9, 'c', 'wij lazen over ANP'), (4, 5, 5, NULL, 'metadata', 'iptc:Credit', 9, 'd', 'ANP'),
 (5, 7, 7, NULL, 'metadata', 'exif:Copyright', 9, 'e', 'J. Bakker'), (6, 6, 6, 2, 'caption', NULL, 9, 'f', 'ANP');
INSERT INTO phrase (text, list, phrase, start, end, excerpt) VALUES
 (1, 'agencies', 'ANP', 0, 3, 'ANP'), (2, 'agencies', 'Getty Images', 6, 18, 'x'),
 (3, 'agencies', 'ANP', 0, 3, 'x'), (4, 'agencies', 'ANP', 0, 3, 'x'), (6, 'agencies', 'ANP', 0, 3, 'x'); -- no: body text, closed, no photo
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES (1, 5, 1, 'certain', 1, 0, 9, 'x', 'initials', 'r');
INSERT INTO property (item, publication, link, photo, block, key, value) VALUES
 (1, 1, NULL, 1, 'iptc', 'Credit', 'ANP'),                                -- no: the agency counted already
 (2, 2, NULL, 2, 'exif', 'Copyright', 'Studio Kiek'), (4, 4, NULL, 4, 'xmp', 'dc:rights', 'studio kiek '), -- one wording: once
 (4, 4, NULL, 4, 'xmp', 'Copyright', 'Obs De Vlinderhof 2024'),           -- no: the school
 (7, 7, NULL, 7, 'exif', 'Copyright', 'J. Bakker'),                       -- no: staff
 (7, 7, NULL, 7, 'xmp', 'xmpRights:WebStatement', 'https://creativecommons.org/licenses/by/4.0/'),
 (7, 7, NULL, 7, 'xmp', 'xmpRights:UsageTerms', 'zie www.Vlinderhof.example'), (7, 7, NULL, 7, 'exif', 'Artist', 'Iemand'), (7, 7, NULL, 7, 'exif', 'Copyright', ' - '), -- no: a maker alone; nothing
 (9, 9, NULL, 9, 'exif', 'Copyright', 'Fotobedrijf Hoekstra'),             -- no: may stay there
 (8, 8, NULL, 8, 'exif', 'Copyright', 'Foto Smit');                       -- no: not published
INSERT INTO must_fire VALUES (NULL, 1, 1, 'metadata', 'likely'), (NULL, 6, 3, 'caption', 'review'), (NULL, 2, 2, 'metadata', 'review'),
 (NULL, 7, 7, 'metadata', 'review');
INSERT INTO must_count VALUES (6, NULL);
