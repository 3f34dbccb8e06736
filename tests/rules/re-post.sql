-- with: channels=["facebook"]
-- with: access=["public"]
-- with: authors=["pupil", "unknown"]
-- with: roles=["pupil"]
-- with: lists=["insult"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, 'x', NULL, NULL),
 (2, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (3, 3, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, 'y', NULL, NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 1, 1, 'body', 9, 'd1', 't'),
 (2, 2, 2, 'body', 9, 'd2', 't'),
 (3, 3, 3, 'body', 9, 'd3', 't');
INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons) VALUES
 (1, 1, 1, 'certain', 1, 0, 9, 'x', 'full', 'r'), (2, 2, 1, 'certain', 1, 0, 9, 'x', 'full', 'r'); -- the second is no re-post
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 2, 'insult', 'loser', 10, 20, 'loser'), -- no: no re-post
 (2, 3, 'insult', 'loser', 10, 20, 'wat een loser');
INSERT INTO must_fire VALUES
 (1, 1, NULL, 'body', 'certain'),
 (NULL, 3, NULL, 'body', 'likely');
INSERT INTO must_count VALUES (2, 2); -- undecided: there is no list of pupils
