-- with: channels=["website"]
-- with: access=["public"]
-- with: kinds=["bsn", "phone", "email", "care"]
INSERT INTO source (id, label, path, kind) VALUES (1, 'website', 's', 'folder');
INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'S. d. V.'), (2, 'pupil', '2', 'Y. Ö.'), (3, 'pupil', '3', 'B. B.');
INSERT INTO item (id, source, position, path, name, place, state) VALUES
 (1, 1, x'0001', 'p1', 'p1', 'p1', 'read'), (2, 1, x'0002', 'p2', 'p2', 'p2', 'read'), (3, 1, x'0003', 'p3', 'p3', 'p3', 'read'),
 (4, 1, x'0004', 'p4', 'p4', 'p4', 'read');
INSERT INTO publication (id, item, number, kind, channel, access, access_known, status) VALUES
 (1, 1, 1, 'page', 'website', 'public', 1, 'published'), (2, 2, 1, 'page', 'website', 'public', 1, 'published'),
 (3, 3, 1, 'page', 'website', 'closed', 1, 'published'), (4, 4, 1, 'page', 'newsletter', 'public', 1, 'published');
INSERT INTO text (id, item, publication, place, bytes) VALUES (1, 1, 1, 'body', 9), (2, 2, 2, 'body', 9), (3, 3, 3, 'body', 9), (4, 4, 4, 'body', 9);
INSERT INTO datum (text, item, publication, kind, value, person, tier, excerpt) VALUES
 (1, 1, 1, 'bsn', '*******82', NULL, 'certain', 'x'),   -- alone: still
 (1, 1, 1, 'bsn', '*******82', NULL, 'likely', 'x'),    -- no: the same once more
 (1, 1, 1, 'phone', '0612345678', 1, 'likely', 'x'),
 (1, 1, 1, 'phone', '0348111222', 2, 'likely', 'x'),    -- no: the school's own, which other pages have without a pupil
 (1, 1, 1, 'phone', '0348111222', NULL, 'likely', 'x'), (2, 2, 2, 'phone', '0348111222', NULL, 'likely', 'x'),
 (1, 1, 1, 'email', 'juf@x.example', 1, 'review', 'x'), (2, 2, 2, 'email', 'juf@x.example', 2, 'review', 'x'),
 (2, 2, 2, 'email', 'juf@x.example', 3, 'review', 'x'), -- no: beside three pupils
 (2, 2, 2, 'email', 'sanne@x.example', 1, 'likely', 'x'),
 (2, 2, 2, 'care', 'adhd', 2, 'review', 'x'),
 (2, 2, 2, 'iban', 'NL00', 2, 'likely', 'x'),           -- no: kind not asked for
 (2, 2, 2, 'phone', '0687654321', NULL, 'likely', 'x'), -- no: beside nobody
 (3, 3, 3, 'bsn', '*******11', 1, 'certain', 'x'),      -- no: closed
 (4, 4, 4, 'bsn', '*******22', 1, 'certain', 'x');      -- no: another channel
INSERT INTO must_fire VALUES (NULL, 1, NULL, 'body', 'certain'), (1, 1, NULL, 'body', 'likely'), (1, 2, NULL, 'body', 'likely'), (2, 2, NULL, 'body', 'review');
INSERT INTO must_count VALUES (2, 2); -- undecided: there is no list of pupils
