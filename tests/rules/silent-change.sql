-- with: channels=["facebook"]
-- with: access=["public"]
-- with: shares=0
-- with: authors=["school", "staff"]
INSERT INTO source (id, label, path, kind) VALUES (1, 'facebook', 'f', 'folder');
INSERT INTO item (id, source, position, path, name, place, state) VALUES (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read');
INSERT INTO former (id, source, kind, channel, access, author_role, announces, published, native_id, url, digest, item, publication, state, edited, why) VALUES
 (1, 'facebook', 'post', 'facebook', 'public', 'school', NULL, '2026-05-01T10:00:00Z', '1', NULL, 'd1', 2, 4, 'changed', 0, NULL),
 (2, 'facebook', 'post', 'facebook', 'public', 'staff', NULL, '2026-05-02T10:00:00Z', '2', NULL, 'd2', 2, 5, 'changed', 1, NULL),
 (3, 'facebook', 'comment', 'facebook', 'public', 'school', NULL, '2026-05-03T10:00:00Z', NULL, 'https://x.example/3', 'd3', 1, NULL, 'vanished', 0, NULL),
 (4, 'facebook', 'post', 'facebook', 'public', 'school', NULL, '2026-05-04T10:00:00Z', '4', NULL, 'd4', 2, 6, 'same', 0, NULL),            -- no
 (5, 'facebook', 'post', 'facebook', 'public', 'school', NULL, '2026-05-05T10:00:00Z', '5', NULL, 'd5', 1, NULL, 'unseen', 0, NULL),       -- no: perhaps
 (6, 'facebook', 'post', 'facebook', 'public', 'school', NULL, '2026-05-06T10:00:00Z', '6', NULL, 'd6', 1, NULL, 'vanished', 0, 'takedown'), -- no: asked for
 (7, 'facebook', 'post', 'facebook', 'public', 'school', NULL, '2026-05-07T10:00:00Z', '7', NULL, 'd7', 2, 7, 'changed', 0, 'consent'),    -- no: a consent
 (8, 'facebook', 'post', 'website', 'public', 'school', NULL, '2026-05-08T10:00:00Z', '8', NULL, 'd8', 2, 8, 'changed', 0, NULL),          -- no: the other channel
 (9, 'facebook', 'comment', 'facebook', 'public', 'unknown', NULL, '2026-05-09T10:00:00Z', '9', NULL, 'd9', 1, NULL, 'vanished', 0, NULL), -- no: a visitor's
 (10, 'facebook', 'post', 'facebook', 'closed', 'school', NULL, '2026-05-10T10:00:00Z', '10', NULL, 'd10', 2, 9, 'changed', 0, NULL),      -- no: closed
 (11, 'facebook', 'post', 'facebook', 'public', 'school', 'x', '2026-05-11T10:00:00Z', '11', NULL, 'd11', 2, 10, 'changed', 0, NULL);      -- no: passed on
INSERT INTO must_fire VALUES (NULL, 4, NULL, 'body', 'likely'), (NULL, 5, NULL, 'body', 'review'), (NULL, NULL, NULL, 'url', 'likely');
INSERT INTO must_count VALUES (7, 1);
