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
 (8, 1, x'0008', 'p8', 'p8', 'p8', 'read', NULL), (9, 1, x'0009', 'p9', 'p9', 'p9', 'read', NULL), (10, 1, x'000a', 'p10', 'p10', 'p10', 'read', NULL);
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status, author_role, author_person, announces) VALUES
 (1, 1, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (2, 2, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (3, 3, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (4, 4, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (5, 5, 0, 'file', 'website', 'closed', 1, 'published', 'school', NULL, NULL),
 (6, 6, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (7, 7, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (8, 8, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (9, 9, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL),
 (10, 10, 0, 'file', 'website', 'public', 1, 'published', 'school', NULL, NULL);
INSERT INTO picture (item, width, height, format) SELECT id, 800, 800, 'jpeg' FROM item;
INSERT INTO photo (id, hash) VALUES (1, 'h1'), (3, 'h3'), (4, 'h4'), (5, 'h5'), (6, 'h6'), (8, 'h8'), (9, 'h9'), (10, 'h10');
INSERT INTO photo_item VALUES (1, 1, 'original'), (1, 2, 'hash'), (3, 3, 'original'), (4, 4, 'original'), (5, 5, 'original'), (6, 6, 'original'), (1, 7, 'hash'), (8, 8, 'original'), (9, 9, 'original'), (10, 10, 'original');
INSERT INTO property (item, publication, link, photo, block, key, value) VALUES
 (1, 1, NULL, 1, 'image', 'ThumbnailShape', 'differs 160x107 of 800x800'),
 (2, 2, NULL, 1, 'image', 'ThumbnailShape', 'differs 160x107 of 800x800'),  -- no: the same photo in the same source
 (7, 7, NULL, 1, 'image', 'ThumbnailShape', 'differs 160x107 of 800x800'),  -- another source
 (3, 3, NULL, 3, 'image', 'ThumbnailShape', 'same 160x160 of 800x800'),     -- no; undecided
 (4, 4, NULL, 4, 'image', 'ThumbnailShape', 'same 160x160 of 800x800'), (4, 4, NULL, 4, 'image', 'ThumbnailPixels', 'differs cropped to 0,0 70x100'),
 (5, 5, NULL, 5, 'image', 'ThumbnailShape', 'differs 160x107 of 800x800'),  -- no: closed
 (6, 6, NULL, 6, 'image', 'ThumbnailShape', 'differs 160x107 of 800x800'), (6, 6, NULL, 6, 'image', 'ThumbnailPixels', 'same'), -- no: bars
 (8, 8, NULL, 8, 'image', 'ThumbnailShape', 'same 160x160 of 800x800'), (8, 8, NULL, 8, 'image', 'ThumbnailPixels', 'differs covered 40,30 10x12'),
 (9, 9, NULL, 9, 'image', 'ThumbnailShape', 'same 160x160 of 800x800'), (9, 9, NULL, 9, 'image', 'ThumbnailPixels', 'unsure'), -- no; undecided
 (10, 10, NULL, 10, 'image', 'ThumbnailShape', 'differs 160x107 of 800x800'), (10, 10, NULL, 10, 'image', 'ThumbnailPixels', 'unsure'); -- its shape
INSERT INTO must_fire VALUES (NULL, 1, 1, 'thumbnail', 'likely'), (NULL, 7, 1, 'thumbnail', 'likely'), (NULL, 4, 4, 'thumbnail', 'certain'),
 (NULL, 8, 8, 'thumbnail', 'likely'), (NULL, 10, 10, 'thumbnail', 'likely');
INSERT INTO must_count VALUES (9, 2);
