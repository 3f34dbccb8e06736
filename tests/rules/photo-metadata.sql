-- with: channels=["website"]
-- with: access=["public"]
-- with: kinds=["position", "person", "serial"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'Y. Ö.'), (3, 'staff', 's-1', 'J. B.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 1, x'0004', 'p4', 'p4', 'p4', 'read'),
 (5, 1, x'0005', 'p5', 'p5', 'p5', 'read'),
 (6, 1, x'0006', 'p6', 'p6', 'p6', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 0, 'file', 'website', 'closed', 1, 'published', 'school', NULL, NULL),
 (4, 4, 1, 'page', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (5, 5, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (6, 6, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL);
INSERT INTO picture VALUES (1, 9, 9, 1, 'jpeg'), (2, 9, 9, 1, 'jpeg'), (3, 9, 9, 1, 'jpeg'), (5, 9, 9, 1, 'jpeg');
INSERT INTO photo (id, hash) VALUES (1, 'h1'), (3, 'h3'), (4, NULL), (5, 'h5');
INSERT INTO photo_item VALUES (1, 1, 'original'), (1, 2, 'size-family'), (3, 3, 'original'), (5, 5, 'original');
INSERT INTO property (item, publication, link, photo, block, key, value) VALUES
 (1, 1, NULL, 1, 'exif-gps', 'GPSPosition', '52.1,5.2'), (2, 2, NULL, 1, 'exif-gps', 'GPSPosition', '52.1,5.2'), -- the copy: once
 (5, 5, NULL, 5, 'exif', 'BodySerialNumber', '123'), (5, 5, NULL, 5, 'exif', 'LensSerialNumber', '456'),         -- one kind: once
 (1, 1, NULL, 1, 'exif', 'OwnerName', 'J. Bakker'),                                                              -- no: kind not asked for
 (1, 1, NULL, 1, 'exif', 'Model', 'EOS'),                                                                        -- no: harmless
 (3, 3, NULL, 3, 'exif-gps', 'GPSPosition', '52.1,5.2'),                                                         -- no: closed
 (5, 5, NULL, 5, 'exif-gps', 'GPSPosition', '0,0'),                                                              -- no: nowhere
 (4, 4, 9, 4, 'platform', 'GPSPosition', '52.3,5.4'),                                                            -- the export's own record
 (6, 6, NULL, NULL, 'film', 'Sound', 'not-looked-into'), (6, 6, NULL, NULL, 'quicktime', 'GPSPosition', '52.1,5.2'), -- a sound recording
 (4, 4, NULL, NULL, 'html', 'GPSPosition', '52.3,5.4');                                                          -- no: not of a photo
INSERT INTO person_tag (id, item, publication, photo, dialect, name, person, tier) VALUES
 (1, 1, 1, 1, 'mwg-rs', 'Sanne', 1, 'likely'), (2, 1, 1, 1, 'mwg-rs', '', NULL, NULL),                           -- no: a face without name
 (3, 5, 5, 5, 'iptc-ext', 'Iemand Anders', NULL, NULL), (4, 4, 4, NULL, 'facebook', 'Sanne', 1, 'likely');       -- no: a tag on a post
INSERT INTO text (id, item, publication, place, label, bytes, digest) VALUES (1, 1, 1, 'metadata', 'ImageDescription', 9, 'a'), (2, 4, 4, 'body', NULL, 9, 'b');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (1, 1, 2, 'certain', 1, 0, 5, 'x', 'full', 'r'), (2, 2, 1, 'certain', 1, 0, 5, 'x', 'full', 'r');               -- no: text of a page
INSERT INTO must_fire VALUES (NULL, 1, 1, 'metadata', 'certain'), (NULL, 5, 5, 'metadata', 'certain'), (1, 1, 1, 'tag', 'likely'), (NULL, 5, 5, 'tag', 'certain'), (2, 1, 1, 'metadata', 'certain'),
 (NULL, 4, 4, 'metadata', 'review'), (NULL, 6, NULL, 'metadata', 'certain');
INSERT INTO must_count VALUES (4, 4); -- undecided: there is no list of pupils
