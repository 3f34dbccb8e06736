-- with: channels=["website"]
-- with: access=["public"]
-- with: titles=["protocol sociale media"]
INSERT INTO source (id, label, path, kind, owner) VALUES (1, 'website', 's', 'folder', NULL), (2, 'juf', 'j', 'folder', 'staff:s-1');
INSERT INTO person (id, role, number, masked, function) VALUES (1, 'pupil', '1', 'S. d. V.', NULL), (2, 'staff', 's-1', 'J. B.', 'Adjunct-directeur'), (3, 'parent', 'o-1', 'A. d. V.', NULL);
INSERT INTO run VALUES ('today', '2026-11-23');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'),
 (2, 1, x'0002', 'p2', 'p2', 'p2', 'read');
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author_role, author_person, author, announces, published, published_known) VALUES
 (1, 1, 1, NULL, 'page', 'facebook', 'website', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL),
 (2, 2, 1, NULL, 'post', 'facebook', 'facebook', 'public', 1, 'published', 'unknown', NULL, NULL, NULL, NULL, NULL);
INSERT INTO text (id, item, publication, place, bytes, digest, content) VALUES
 (1, 2, 2, 'body', 9, 'd1', 'protocol sociale media van [naam school]');
INSERT INTO phrase (id, text, list, phrase, start, end, excerpt) VALUES
 (1, 1, 'titles', 'protocol sociale media', 10, 20, 'protocol sociale media'); -- no: on Facebook, not on the website
INSERT INTO must_fire VALUES
 (NULL, 1, NULL, 'title', 'likely'),
 (NULL, 2, NULL, 'body', 'review'); -- its blanks were never filled in
INSERT INTO must_count VALUES (1, NULL);
