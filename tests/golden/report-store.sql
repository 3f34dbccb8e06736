-- A judged store by hand, for the report writers: invented people, every state of items, clauses, findings, consents, and
-- strings that attack a report. Load schema.sql first. The names in capitals in check_reports.c must never leave masked.
INSERT INTO run VALUES
 ('version', '0.1.0'), ('today', '2026-11-22'), ('started', '2026-11-22T02:00:00Z'), ('finished', '2026-11-22T02:14:00Z'),
 ('school', 'De Vlinderhof'), ('language', 'nl'), ('policy', 'cederboom'),
 ('policy-digest', '9b0d3a6a2f0a4f0aa7c1f2c5c5b3f1d2e4a6b8c0d2e4f60718293a4b5c6d7e8f'),
 ('register-digest', '4f1c09ab77e24f1c09ab77e24f1c09ab77e24f1c09ab77e24f1c09ab77e24f1c'),
 ('lists-digest', '00c2f6a1d3e5b7c90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071'),
 ('register-given', '1'), ('staff-given', '0'), ('sandbox', '["rlimits","no-new-privs","seccomp"]'),
 ('sandbox-missing', '["landlock"]'), ('pixels', 'not-looked-into'), ('keep-until', '2027-02-20'), ('run-id', '2026-11-22-4f1c09ab'),
 ('previous-today', '2026-11-21'), ('runs', '2026-10-24,2026-11-21,2026-11-22');
INSERT INTO warning (code, detail) VALUES
 ('register-old', '21'), ('staff-missing', NULL), ('sandbox-layer-missing', 'landlock'), ('pixels-not-looked-into', NULL);
INSERT INTO source (id, label, path, kind, channel, access, owner, platform, account, bytes, digest, counted) VALUES
 (1, 'website', 'exports/site-2026-11.tar.gz', 'file', 'website', 'public', 'school', 'website', NULL, 14200000000,
  'aa11000000000000000000000000000000000000000000000000000000000011', NULL),
 (2, 'facebook', 'exports/facebook-devlinderhof.zip', 'file', 'facebook', 'public', 'school', 'facebook', 'devlinderhof', 6800000000,
  'bb22000000000000000000000000000000000000000000000000000000000022', NULL),
 (3, 'nieuwsbrieven', 'exports/nieuwsbrieven', 'folder', 'newsletter', 'public', 'school', NULL, NULL, 640000000, NULL, 9);

-- People: Dutch, Frisian, Turkish, Moroccan, Polish, Surinamese; one without number, one teacher, one parent.
INSERT INTO person (id, role, number, first, infix, last, aliases, masked, email, account, "group", birth, protected, list_row) VALUES
 (1, 'pupil', '0417', 'Jasmijn', 'van den', 'Broekhuizen', '["Jassie"]', 'J. v. d. B.', NULL, 'jassie_b10', '7', '2015-03-09', 0, 2),
 (2, 'pupil', '0291', 'Anouar', 'el', 'Kaddouri', NULL, 'A. e. K.', NULL, NULL, '5', '2017-06-01', 1, 3),
 (3, 'pupil', '0388', 'Sietske', 'de', 'Wilgenstra', NULL, 'S. d. W.', NULL, NULL, '7', '2015-11-20', 0, 4),
 (4, 'pupil', '0142', 'Łukasz', NULL, 'Mazurkiewicz', NULL, 'Ł. M.', 'lukasz.m@leerling.vlinderhof.example', NULL, '6', '2016-01-15', 0, 5),
 (5, 'pupil', '0119', 'Seçil', NULL, 'Yıldızoğlu', NULL, 'S. Y.', NULL, NULL, '7', '2015-08-08', 0, 6),
 (6, 'pupil', '0402', 'Shaniqua', NULL, 'Amatmohan', NULL, 'S. A.', NULL, NULL, '5', '2017-04-04', 0, 7),
 (7, 'pupil', NULL, 'Xandrijn', NULL, 'Oosterzwaluw', NULL, 'X. O.', NULL, NULL, '3', NULL, 0, 8),
 (8, 'staff', 's-1', 'Hiske', NULL, 'Terpstraatsma', NULL, 'H. T.', 'h.terpstraatsma@vlinderhof.example', NULL, NULL, NULL, 0, 2),
 (9, 'parent', NULL, 'Yusufhan', NULL, 'Kaddouri', NULL, 'Y. K.', NULL, NULL, NULL, NULL, 0, 3);

-- Ledger: every state and many reasons.
INSERT INTO item (id, source, parent, position, path, name, place, is_container, bytes, hash, type, reader, state, reason, detail, gap, entries, entries_directory, duplicate_of, url, url_how) VALUES
 (1, 1, NULL, x'0001', 'site-2026-11.tar.gz', 'site-2026-11.tar.gz', '', 1, 14200000000, NULL, 'application/gzip', NULL, 'read', '', NULL, 0, 8, NULL, NULL, NULL, NULL),
 (2, 1, 1, x'00010001', 'site-2026-11.tar.gz!/nieuws/2024/sportdag-uitslagen.html', 'sportdag-uitslagen.html', 'nieuws/2024/sportdag-uitslagen.html', 0, 18234, 'aa', 'text/html', 'html', 'read', '', NULL, 0, NULL, NULL, NULL, 'https://vlinderhof.example/nieuws/2024/sportdag-uitslagen', 'canonical'),
 (3, 1, 1, x'00010002', 'site-2026-11.tar.gz!/fotos/jasmijn-van-den-broekhuizen.jpg', 'jasmijn-van-den-broekhuizen.jpg', 'fotos/jasmijn-van-den-broekhuizen.jpg', 0, 320000, 'bb', 'image/jpeg', 'picture', 'read', '', NULL, 0, NULL, NULL, NULL, NULL, NULL),
 (4, 1, 1, x'00010003', 'site-2026-11.tar.gz!/fotos/kopie-van-Jasmijn%20van%20den%20Broekhuizen.jpg', 'kopie.jpg', 'fotos/kopie.jpg', 0, 320000, 'bb', 'image/jpeg', 'picture', 'skipped', 'duplicate-of', NULL, 0, NULL, NULL, 3, NULL, NULL),
 (5, 1, 1, x'00010004', 'site-2026-11.tar.gz!/documenten/2026/lijst-g7.pdf', 'lijst-g7.pdf', 'documenten/2026/lijst-g7.pdf', 0, 88000, 'cc', 'application/pdf', 'pdf', 'partial', 'no-text-layer', '3', 1, NULL, NULL, NULL, NULL, NULL),
 (6, 1, 1, x'00010005', 'site-2026-11.tar.gz!/documenten/geheim-mazurkiewicz.docx', 'geheim-mazurkiewicz.docx', 'documenten/geheim-mazurkiewicz.docx', 0, 40000, 'dd', 'application/vnd.openxmlformats', NULL, 'skipped', 'encrypted', NULL, 1, NULL, NULL, NULL, NULL, NULL),
 (7, 1, 1, x'00010006', 'site-2026-11.tar.gz!/lettertype.woff2', 'lettertype.woff2', 'lettertype.woff2', 0, 9000, 'ee', 'font/woff2', NULL, 'skipped', 'harmless-type', NULL, 0, NULL, NULL, NULL, NULL, NULL),
 (8, 1, 1, x'00010007', 'site-2026-11.tar.gz!/kapot.pdf', 'kapot.pdf', 'kapot.pdf', 0, 1200, 'ff', 'application/pdf', 'pdf', 'failed', 'crashed', NULL, 1, NULL, NULL, NULL, NULL, NULL),
 (9, 1, 1, x'00010008', 'site-2026-11.tar.gz!/<script>alert(1)</script>"onload=x.html', '<script>', '<script>alert(1)</script>"onload=x.html', 0, 300, 'ab', 'text/html', 'html', 'read', '', NULL, 0, NULL, NULL, NULL, 'javascript:alert(document.domain)', 'canonical'),
 (10, 2, NULL, x'0002', 'facebook-devlinderhof.zip', 'facebook-devlinderhof.zip', '', 1, 6800000000, NULL, 'application/zip', NULL, 'partial', 'truncated', NULL, 1, 2, 3, NULL, NULL, NULL),
 (11, 2, 10, x'00020001', 'facebook-devlinderhof.zip!/posts/your_posts_1.json', 'your_posts_1.json', 'posts/your_posts_1.json', 0, 220000, 'ac', 'application/json', 'facebook', 'read', '', NULL, 0, NULL, NULL, NULL, NULL, NULL),
 (12, 2, 10, x'00020002', 'facebook-devlinderhof.zip!/photos/1.jpg', '1.jpg', 'photos/1.jpg', 0, 120000, 'ad', 'image/jpeg', 'picture', 'read', '', NULL, 0, NULL, NULL, NULL, NULL, NULL),
 (13, 3, NULL, x'0003', 'nieuwsbrieven', 'nieuwsbrieven', '', 1, NULL, NULL, NULL, NULL, 'read', '', NULL, 0, 2, NULL, NULL, NULL, NULL),
 (14, 3, 13, x'00030001', 'nieuwsbrieven/nummer-7.pdf', 'nummer-7.pdf', 'nummer-7.pdf', 0, 60000, 'ae', 'application/pdf', 'pdf', 'partial', 'limit-memory', NULL, 1, NULL, NULL, NULL, NULL, NULL),
 (15, 3, 13, x'00030002', 'nieuwsbrieven/=cmd|calc.txt', '=cmd|calc.txt', '=cmd|calc.txt', 0, 10, 'af', 'text/plain', 'text', 'read', '', NULL, 0, NULL, NULL, NULL, NULL, NULL),
 (16, 3, 13, x'00030003', 'nieuwsbrieven/leeg.txt', 'leeg.txt', 'leeg.txt', 0, 0, NULL, NULL, NULL, 'skipped', 'empty', NULL, 0, NULL, NULL, NULL, NULL, NULL);

INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author, author_role, author_person, title, url, native_id, published, published_known, updated, announces) VALUES
 (1, 2, 1, NULL, 'page', 'website', 'website', 'public', 1, 'published', NULL, 'school', NULL, 'Sportdag 2024: uitslagen van Jasmijn van den Broekhuizen en anderen', 'https://vlinderhof.example/nieuws/2024/sportdag-uitslagen', NULL, '2024-06-14', 'metadata', NULL, NULL),
 (2, 3, 0, NULL, 'file', 'website', 'website', 'public', 1, 'published', NULL, 'school', NULL, NULL, NULL, NULL, '2024-06-14', 'path', NULL, NULL),
 (3, 5, 0, NULL, 'document', 'website', 'website', 'public', 1, 'published', NULL, 'school', NULL, 'Leerlinglijst groep 7', NULL, NULL, '2026-09-01', 'metadata', NULL, NULL),
 (4, 9, 1, NULL, 'page', 'website', 'website', 'public', 1, 'published', NULL, 'unknown', NULL, '</title><script>alert("x")</script><img src=x onerror=alert(1)>', 'javascript:alert(document.domain)', NULL, NULL, NULL, NULL, NULL),
 (5, 11, 1, NULL, 'post', 'facebook', 'facebook', 'public', 0, 'published', 'obs De Vlinderhof', 'school', NULL, 'Kamp', NULL, '101', '2026-06-03T10:00:00Z', 'export', NULL, NULL),
 (6, 11, 2, 5, 'comment', 'facebook', 'facebook', 'public', 0, 'published', 'Yusufhan Kaddouri', 'parent', 9, NULL, NULL, '102', '2026-06-04T08:30:00Z', 'export', NULL, NULL),
 (7, 14, 0, NULL, 'document', NULL, 'newsletter', 'public', 1, 'published', NULL, 'school', NULL, 'Nieuwsbrief 7', NULL, NULL, '2026-03-01', 'text', NULL, NULL),
 (8, 15, 0, NULL, 'file', NULL, 'newsletter', 'public', 1, 'published', NULL, 'school', NULL, '=HYPERLINK("http://evil.example","klik")', NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO text (id, item, publication, link, place, label, bytes, digest, content) VALUES
 (1, 2, 1, NULL, 'body', 'alinea 3', 400, 'd1', NULL), (2, 3, 2, NULL, 'filename', NULL, 40, 'd2', NULL), (3, 5, 3, NULL, 'body', 'blz. 1', 900, 'd3', NULL),
 (4, 9, 4, NULL, 'title', NULL, 60, 'd4', NULL), (5, 11, 5, NULL, 'caption', NULL, 60, 'd5', NULL), (6, 11, 6, NULL, 'body', NULL, 60, 'd6', NULL), (7, 14, 7, NULL, 'body', 'blz. 2', 60, 'd7', NULL),
 (8, 2, 1, NULL, 'body', 'alinea 4', 80, 'd8', 'Gister zag Jasmijn van den Broekhuizen hoe een Oosterzwaluw over het plein vloog');
INSERT INTO mention (id, text, person, tier, surname, start, "end", matched, excerpt, excerpt_start, form, reasons) VALUES
 (1, 1, 1, 'certain', 1, 100, 127, 'Jasmijn van den Broekhuizen', 'Bij het verspringen won Jasmijn van den Broekhuizen met 3,42 meter, vlak voor Seçil Yıldızoğlu', 24, 'full', 'own-first-name,particle'),
 (2, 1, 5, 'likely', 1, 140, 160, 'Seçil Yıldızoğlu', 'met 3,42 meter, vlak voor Seçil Yıldızoğlu en juf Hiske', 26, 'full', 'own-first-name'),
 (3, 2, 1, 'certain', 1, 0, 27, 'jasmijn-van-den-broekhuizen', 'jasmijn-van-den-broekhuizen.jpg', 0, 'slug', 'slug'),
 (4, 3, 3, 'certain', 1, 10, 30, 'Wilgenstra, Sietske de', 'Wilgenstra, Sietske de; BSN 123456782; mail sietske.dewilgenstra@ouders.example', 0, 'reversed', 'list'),
 (5, 4, 6, 'likely', 1, 0, 9, 'Amatmohan', '<b onmouseover=alert(1)>Amatmohan</b> ‮gnp.exe‬ ' || char(7) || ' einde', 24, 'surname', 'group-near'),
 (6, 5, 2, 'certain', 1, 0, 15, 'Anouar el Kaddouri', 'Daar staat Anouar el Kaddouri te stralen, foto door moeder van Xandrijn O.', 11, 'full', 'own-first-name'),
 (7, 7, 4, 'review', 1, 0, 12, 'Mazurkiewicz', 'de diagnose van Mazurkiewicz is bekend', 16, 'surname', '');
INSERT INTO trace (id, text, person, start, "end", form, reasons) VALUES (1, 8, 7, 47, 59, 'surname', 'allowed,exact-case');
INSERT INTO datum (id, text, item, publication, kind, value, excerpt) VALUES (1, 3, 5, 3, 'bsn', '•••••••82', 'BSN 123456782'), (2, 7, 14, 7, 'care', 'diagnose', 'de diagnose van');
INSERT INTO photo (id, hash, width, height, format, class, class_reason, faces) VALUES (1, 'bb', 1600, 1200, 'jpeg', 'individual', 'caption', NULL), (2, 'ad', 800, 600, 'jpeg', 'uncertain', NULL, NULL);
INSERT INTO photo_item (photo, item, how) VALUES (1, 3, 'original'), (1, 4, 'hash'), (2, 12, 'original');
INSERT INTO link (id, item, publication, number, role, uri, taken, target, photo, state) VALUES (1, 2, 1, 1, 'image', '/fotos/jasmijn-van-den-broekhuizen.jpg', NULL, 3, 1, 'found'), (2, 11, 5, 1, 'image', 'photos/1.jpg', NULL, 12, 2, 'found'),
 (3, 9, 4, 1, 'image', '../fotos/lukasz-mazurkiewicz.jpg', NULL, NULL, NULL, 'missing');
INSERT INTO person_tag (id, item, publication, link, photo, dialect, name, person, tier, x, y, width, height) VALUES (1, 12, 5, 2, 2, 'facebook', 'Quinterijn Zevenhuysen', NULL, NULL, NULL, NULL, NULL, NULL), (2, 3, 2, NULL, 1, 'mwg-rs', 'Jasmijn van den Broekhuizen', 1, 'certain', 0.5, 0.5, 0.2, 0.2);
INSERT INTO depiction (id, photo, person, publication, item, evidence, mention, person_tag, confidence) VALUES (1, 1, 1, 2, 3, 'tag', NULL, 2, 'certain'), (2, 2, 2, 5, 12, 'caption', 6, NULL, 'likely'), (3, 2, NULL, 5, 12, 'tag', NULL, 1, 'certain');
INSERT INTO consent (id, person, subject, channel, scope, answer, raw, given_on, given_by, withdrawn_on, valid_from, valid_until, evidence, list_row, list_column) VALUES
 (1, 1, 'image', 'website', 'any', 'yes', 'Ja', '2023-09-01', 'ouder 1', '2025-09-03', NULL, NULL, '2023-417', 2, 'Toestemming website'),
 (2, 1, 'name', 'website', 'any', 'no', 'Nee', '2023-09-01', 'ouder 1', NULL, NULL, NULL, '2023-417', 2, 'Naam op website'),
 (3, 2, 'image', 'facebook', 'any', 'no', 'Nee', '2024-09-01', 'ouder', NULL, NULL, NULL, NULL, 3, 'Toestemming social media'),
 (4, 5, 'name', 'website', 'any', 'unknown', '', NULL, NULL, NULL, NULL, NULL, NULL, 6, 'Naam op website'),
 (5, 1, 'image', 'newsletter', 'any', 'yes', 'Ja', '2023-09-01', 'ouder 1', NULL, NULL, NULL, '2023-417', 2, 'Toestemming nieuwsbrief'),
 (6, 1, 'film', 'all', 'any', 'review', 'misschien', NULL, NULL, NULL, NULL, NULL, NULL, 2, 'Film');
INSERT INTO permission (person, publication, subject, scope, allowed_then, allowed_now, state, basis) VALUES
 (1, 1, 'name', 'any', 'no', 'no', 'refused', 'row 2, Naam op website: Nee'), (1, 2, 'image', 'individual', 'yes', 'no', 'withdrawn', 'row 2, Toestemming website: Ja, withdrawn 2025-09-03'),
 (2, 5, 'image', 'individual', 'no', 'no', 'refused', 'row 3, Toestemming social media: Nee');

INSERT INTO finding (id, rule, as_, severity, confidence, person, item, publication, photo, mention, place, excerpt, reason, consent_state, consent_basis, fingerprint, state, breach) VALUES
 (1, 'surname-published', 'verdict', 'high', 'certain', 1, 2, 1, NULL, 1, 'body', NULL, NULL, 'refused', 'row 2, Naam op website: Nee', 'f1', 'open', 0),
 (2, 'surname-published', 'verdict', 'high', 'likely', 5, 2, 1, NULL, 2, 'body', NULL, NULL, 'unknown', NULL, 'f2', 'new', 0),
 (3, 'individual-photo', 'verdict', 'high', 'certain', 1, 3, 2, 1, NULL, 'filename', 'jasmijn-van-den-broekhuizen.jpg', NULL, 'withdrawn', 'row 2, Toestemming website: Ja, withdrawn 2025-09-03', 'f3', 'new', 0),
 (4, 'pupil-data', 'verdict', 'high', 'certain', 3, 5, 3, NULL, 4, 'body', NULL, 'datum-bsn', 'not-applicable', NULL, 'f4', 'new', 1),
 (5, 'surname-published', 'verdict', 'medium', 'likely', 6, 9, 4, NULL, 5, 'title', NULL, NULL, 'unknown', NULL, 'f5', 'open', 0),
 (6, 'consent-refused', 'verdict', 'high', 'certain', 2, 12, 5, 2, 6, 'caption', NULL, NULL, 'refused', 'row 3, Toestemming social media: Nee', 'f6', 'open', 1),
 (7, 'pupil-data', 'verdict', 'high', 'review', 4, 14, 7, NULL, 7, 'body', NULL, 'datum-care', 'not-applicable', NULL, 'f7', 'open', 1),
 (8, 'unlisted-person', 'lead', 'low', 'review', NULL, 12, 5, 2, NULL, 'tag', 'Quinterijn Zevenhuysen', NULL, 'not-applicable', NULL, 'f8', 'open', 0),
 (9, 'language', 'lead', 'low', 'review', NULL, 11, 6, NULL, NULL, 'body', '=cmd|''/c calc''!A1 zei Yusufhan, @mail naar h.terpstraatsma@vlinderhof.example', NULL, 'not-applicable', NULL, 'f9', 'new', 0),
 (10, 'surname-published', 'verdict', 'high', 'certain', 1, 2, 1, NULL, NULL, 'alt', 'oude tekst met Jassie', NULL, 'refused', NULL, 'f10', 'resolved', 0),
 (11, 'individual-photo', 'verdict', 'medium', 'likely', 6, 12, 5, 2, NULL, 'caption', NULL, NULL, 'allowed', NULL, 'f11', 'decided', 0),
 (12, 'external-pr', 'lead', 'info', 'review', NULL, 15, 8, NULL, NULL, 'body', NULL, NULL, 'not-applicable', NULL, 'f12', 'open', 0),
 (13, 'consent-missing', 'verdict', 'medium', 'likely', 7, 2, 1, NULL, NULL, 'body', NULL, NULL, 'unknown', NULL, 'f13', 'new', 0);
INSERT INTO finding_clause (finding, clause) VALUES (1, 'profilering-3'), (2, 'profilering-3'), (3, 'profilering-4'), (3, 'profilering-2'), (4, 'profilering-3b'), (5, 'profilering-3'), (6, 'profilering-2'), (7, 'profilering-3b'), (7, 'netwerken-5'), (8, 'communicatie-2'), (9, 'netwerken-4'), (9, 'leerlingen-1'), (12, 'privacy-1'), (13, 'profilering-2');
INSERT INTO decision (fingerprint, kind, reason, until, decided, used, note, reference) VALUES ('f11', 'accepted', 'conversation', '2027-10-12', '2026-10-12', 1, 'portret bij de musical, met Shaniqua besproken', NULL),
 ('f99', 'unjust', 'word', '2026-11-01', '2026-10-19', 0, 'Roos is hier de bloem', NULL), ('f13', 'just', NULL, NULL, '2026-11-20', 1, NULL, NULL);
INSERT INTO vanished (id, fingerprint, rule, severity, person, source, place, url, channel, published, state, decision) VALUES (1, 'f50', 'surname-published', 'high', 1, 'website', 'nieuws/2023/jasmijn-van-den-broekhuizen.html', 'https://vlinderhof.example/nieuws/2023/jassie', 'website', '2023-05-05', 'resolved', 'removed'),
 (2, 'f51', 'individual-photo', 'medium', 2, 'facebook', 'photos/9.jpg', NULL, 'facebook', NULL, 'unseen', NULL);
INSERT INTO photo_part (photo, whole, x, y, width, height) VALUES (2, 1, 0.5, 0.5, 0.4, 0.4);
INSERT INTO thumbnail (photo, pixelated, clear) VALUES (1, zeroblob(768), NULL), (2, x'0000ff250bfe4a16fd6f21fc942cfbb937fade42f9034df82858f74d63f6726ef59779f4bc84f3e18ff2069af12ba5f050b0ef75bbee9ac6edbfd1ece4dceb09e7ea2ef2e953fde87808e79d13e6c21ee5e729e40c34e3313fe2564ae17b55e0a060dfc56bdeea76dd0f81dc348cdb5997da7ea2d9a3add8c8b8d7edc3d612ced537d9d45ce4d381efd2a6fad1cb05d0f010cf151bce3a26cd5f31cc843ccba947cace52c9f35dc81868c73d73c6627ec58789c4ac94c3d19fc2f6aac11bb5c040c0bf65cbbe8ad6bdafe1bcd4ecbbf9f7ba1e02b9430db86818b78d23b6b22eb5d739b4fc44b3214fb2465ab16b65b09070afb57baeda86adff91ac249cab49a7aa6eb2a993bda8b8c8a7ddd3a602dea527e9a44cf4a371ffa2960aa1bb15a0e0209f052b9e2a369d4f419c744c9b99579abe6299e36d980878972d8396528e957799949ca493c1af92e6ba910bc59030d08f55db8e7ae68d9ff18cc4fc8be9078a0e1289331d885828877d3386a23e85c74984ec5483115f82366a815b758080807fa58b7eca967defa17c14ac7b39b77a5ec27983cd78a8d877cde376f2ee7517f9743c0473610f72861a71ab2570d0306ff53b6e1a466d3f516c645c6b89676aae7269d37d68f888671d9366429e6567a9648cb463b1bf62d6ca61fbd56020e05f45eb5e6af65d8f015cb40c5bd9175afe2259232d584838576d4356924e55b75954dc6453016f52267a514b855070904f959b4ebaa64ddfb14c04bc4b29c74a4ed24973dd4898e847bdf346e2fe450709442c1443511f42762a419b3540c0403fe54b3e0a563d2f613c546c3b79773a9e8239c38d38e898370da33632ae3557b9347cc433a1cf32c6da31ebe53010f02f35fb2e5a062d7f112ca41c2bc9272aee3229133d283848275d5326825e25a76924cc7423f17f22168a213b952060a01f85ab1eaab61dcfc11cf4cc1b19d71a3ee21963ed1888f817ad0316d20e15f719141c2413412f12663a118b4510b0500fd55b0efa660d1f710c447c0b69870a8e9209b39d08d8a807fdb30622be0547c9046cd40391df02b6ea01dbf500', x'ffd8ffe000104a46494600010100000100010000ffd9');
INSERT INTO face (photo, x, y, width, height, score) VALUES (1, 0.5, 0.4, 0.2, 0.3, 0.98);
INSERT INTO showing (photo, publication, item, link) VALUES (1, 1, 3, 1), (1, 2, 3, NULL), (2, 5, 12, 2);
INSERT INTO clause_result (position, clause, kind, result, checked, findings, leads, reason, reason_detail) VALUES
 (1, 'voorwoord-1', 'auto', 'pass', 1, 0, 0, NULL, NULL), (2, 'bereik-1', 'manual', 'not-applicable', 0, 0, 0, 'shows-scope', NULL),
 (3, 'waarom-3', 'assist', 'not-checked', 9, 0, 1, 'leads-only', NULL), (4, 'introductie-1', 'manual', 'not-checked', 0, 0, 0, 'manual', NULL),
 (5, 'profilering-2', 'auto', 'fail', 53, 3, 0, NULL, NULL), (6, 'profilering-3', 'auto', 'fail', 96, 3, 0, NULL, NULL), (7, 'profilering-3b', 'auto', 'fail', 96, 2, 0, NULL, NULL),
 (8, 'profilering-4', 'auto', 'fail', 3, 1, 0, NULL, NULL), (9, 'netwerken-5', 'auto', 'fail', 12, 1, 0, NULL, NULL), (10, 'netwerken-8', 'auto', 'not-checked', 0, 0, 0, 'needs-input', 'staff'),
 (11, 'leerlingen-4', 'assist', 'not-checked', 0, 0, 0, 'needs-input', 'timetable'), (12, 'netwerken-4', 'assist', 'not-checked', 12, 0, 1, 'leads-only', NULL), (13, 'mobiel-4', 'assist', 'error', 0, 0, 0, 'rule-failed', 'consent-missing'),
 (14, 'privacy-1', 'assist', 'not-checked', 4, 0, 1, 'leads-only', NULL);
INSERT INTO rule_result (rule, title_nl, title_en, checked, findings, result, reason) VALUES
 ('surname-published', 'Achternaam van een leerling gepubliceerd', 'Pupil''s surname published', 96, 4, 'fail', NULL),
 ('individual-photo', 'Foto van één leerling', 'Photo of one pupil', 3, 2, 'fail', NULL), ('pupil-data', 'Andere gegevens van een leerling', 'Other data about a pupil', 96, 2, 'fail', NULL),
 ('consent-refused', 'Toestemming geweigerd', 'Consent refused', 53, 1, 'fail', NULL), ('consent-missing', 'Geen antwoord over toestemming', 'No answer on consent', 53, 1, 'fail', NULL),
 ('unlisted-person', 'Persoon die op geen lijst staat', 'Person who is on no list', 3, 1, 'fail', NULL), ('language', 'Grove taal', 'Coarse language', 12, 1, 'fail', NULL), ('external-pr', 'Gebruik door een ander', 'Use by someone else', 4, 1, 'fail', NULL);
