-- with: channels=["website"]
-- with: access=["public"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO item (id, source, position, path, name, place, state, type) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read', NULL),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read', NULL),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read', NULL),
 (4, 1, x'0004', 'p4', 'p4', 'p4', 'read', NULL),
 (5, 1, x'0005', 'p5', 'p5', 'p5', 'read', NULL),
 (6, 1, x'0006', 'p6', 'p6', 'p6', 'read', NULL),
 (7, 2, x'0007', 'p7', 'p7', 'p7', 'read', NULL),
 (8, 1, x'0008', 'p8', 'p8', 'p8', 'read', NULL),
 (9, 1, x'0009', 'p9', 'p9', 'p9', 'read', NULL);
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (4, 4, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (5, 5, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (6, 6, 0, 'file', 'website', 'closed', 1, 'published', 'school', NULL, NULL),
 (7, 7, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (8, 8, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (9, 9, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL);
INSERT INTO school (kind, value, detail) VALUES ('camera', 'Canon EOS 250D', '123'), ('camera', 'NIKON D3500', NULL),
 ('camera', 'Canon EOS 20D', '190A-19762'), ('camera', 'E-M10', 'BHP242330'), ('name', 'iPhone 12', NULL);
INSERT INTO photo (id, hash) SELECT id, 'h' || id FROM item;
INSERT INTO photo_item SELECT id, id, 'original' FROM item;
INSERT INTO property (item, publication, link, photo, block, key, value) SELECT 1, 1, NULL, 1, 'exif', column1, column2
 FROM (VALUES ('Make', 'Canon'), ('Model', 'Canon EOS 250D'), ('BodySerialNumber', '123'));                      -- no: the school's
INSERT INTO property (item, publication, link, photo, block, key, value) SELECT 2, 2, NULL, 2, 'exif', column1, column2
 FROM (VALUES ('Make', 'Canon'), ('Model', 'Canon EOS 250D'), ('BodySerialNumber', '999'));                      -- the same model, another camera
INSERT INTO property (item, publication, link, photo, block, key, value) SELECT id, id, NULL, id, 'exif', 'Model', 'D3500' FROM item WHERE id = 3;
INSERT INTO property (item, publication, link, photo, block, key, value) VALUES (3, 3, NULL, 3, 'exif', 'Make', 'NIKON');                 -- no: maker and model
INSERT INTO property (item, publication, link, photo, block, key, value) SELECT id, id, NULL, id, 'exif', 'Model', 'iPhone 12' FROM item WHERE id IN (4, 5, 6, 7);
INSERT INTO property (item, publication, link, photo, block, key, value) SELECT 8, 8, NULL, 8, 'exif', column1, column2
 FROM (VALUES ('Model', 'Canon EOS 20D'), ('SerialNumber', '0420105522'));                                       -- no: the same number, spelled in halves
INSERT INTO property (item, publication, link, photo, block, key, value) SELECT 9, 9, NULL, 9, 'exif', column1, column2
 FROM (VALUES ('Model', 'E-M10'), ('SerialNumber', 'BHP242330'), ('InternalSerialNumber', '4046207242330001'));  -- no: one of the numbers it has
INSERT INTO must_fire VALUES (NULL, 2, 2, 'metadata', 'likely'), (NULL, 4, 4, 'metadata', 'likely'), (NULL, 7, 7, 'metadata', 'likely'); -- once a source
INSERT INTO must_count VALUES (8, 0);
