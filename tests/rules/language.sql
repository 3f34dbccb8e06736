-- with: channels=["facebook", "website"]
-- with: access=["public", "closed"]
-- with: shares=1
-- with: authors=["pupil", "unknown"]
-- with: lists=["insult", "threat"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'),
 (3, 1, x'0003', 'p3', 'p3', 'p3', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'school', NULL, NULL, NULL, NULL, NULL),
 (3, 3, 1, NULL, 'comment', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (4, 3, 2, NULL, 'post', 'facebook', 'x', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 1, 1, 'body', 9, 'd1', 't'),
 (2, 2, 2, 'body', 9, 'd2', 't'),
 (3, 3, 3, 'body', 9, 'd3', 't'),
 (4, 3, 4, 'body', 9, 'd4', 't'),
 (5, 1, 1, 'title', 9, 'd5', 't'),
 (6, 1, 1, 'url', 9, 'd6', 't');
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 1, 'insult', 'sukkel*', 10, 20, 'wat een sukkels zijn dat'), -- the graver list of the same place stands for it
 (2, 1, 'threat', 'ik sla je', 10, 20, 'pas op, ik sla je straks'),
 (3, 2, 'insult', 'loser', 10, 20, 'loser'), -- no: not the author that is bound
 (4, 3, 'insult', 'loser', 10, 20, 'noem hem geen loser meer'), -- denied: for review
 (5, 4, 'insult', 'loser', 10, 20, 'wat een loser'), -- no: another channel
 (6, 5, 'informal', 'xxx', 10, 20, 'xxx'), -- no: another list
 (7, 6, 'insult', 'loser', 10, 20, '/loser'); -- no: an address
INSERT INTO must_fire VALUES
 (NULL, 1, NULL, 'body', 'likely'),
 (NULL, 3, NULL, 'body', 'review');
INSERT INTO must_count VALUES (3, NULL);
